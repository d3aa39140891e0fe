/** A value that passes a check of a library, by the name of the check. */
const PASSING: readonly [RegExp, string][] = [
  [/e-?mail/i, 'user@example.org'],
  [/url|uri/i, 'https://example.org/'],
  [/uuid/i, '00000000-0000-4000-8000-000000000001'],
  [/mongo_?id|object_?id/i, '000000000000000000000001'],
  [/^is_?(?:int|numeric|decimal|digit|number|float|safe_?integer|finite|integer)/i, '1'],
  [/alpha|ascii|string|word|slug|length/i, 'abc'],
  [/bool/i, 'true'],
  [/date|iso8601|time/i, '2024-01-01'],
  [/^is_?(?:json|object)/i, '{}'],
  [/ip(?:v4|address)?$/i, '127.0.0.1'],
  [/phone|mobile/i, '+12025550123'],
];

export const passing = (check: string): string | undefined => PASSING.find(([name]) => name.test(check))?.[1];

/** An ordinary value, by what the field is called. */
const ORDINARY: readonly [RegExp, string][] = [
  [/e-?mail/i, 'user@example.org'],
  [/pass(?:word|wd)?$|pwd|secret/i, 'Passw0rd!example'],
  [/(?:^|_)(?:id|pk)s?$|[a-z]Ids?$|number|count|page|limit|offset|size|amount|qty|quantity|year|age$/, '1'],
  [/url|uri|link|href/i, 'https://example.org/'],
  [/date|_at$|time/i, '2024-01-01'],
  [/phone|mobile/i, '+12025550123'],
  [/uuid|guid/i, '00000000-0000-4000-8000-000000000001'],
];

export const ordinary = (name: string): string => ORDINARY.find(([pattern]) => pattern.test(name))?.[1] ?? 'abc';

/** What a converter or type of a part of an address takes. */
const CONVERTED: readonly [RegExp, string][] = [
  [/^(?:int|integer|number|float|decimal|long|id|PositiveInt)/i, '1'],
  [/^uuid/i, '00000000-0000-4000-8000-000000000001'],
  [/^bool/i, 'true'],
  [/^date/i, '2024-01-01'],
];

export const converted = (type: string): string | undefined => CONVERTED.find(([pattern]) => pattern.test(type))?.[1];
