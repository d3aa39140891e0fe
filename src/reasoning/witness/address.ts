import { converted, ordinary } from '../../knowledge/witness/samples';
import { readPattern } from '../../safety/text/read-pattern';

/** One part of a route: text, or what the sender chooses. */
type Part = { text: string } | { name: string; pattern?: string; type?: string; rest: boolean };

/**
 * The notations that servers have for what a sender chooses: `:id`, `:id(\d+)`, `<id>`, `<int:id>`, `<id:int>`, `{id}`,
 * `{id:path}`, `[id]`, `[...rest]`, `$id`, `(?P<id>\d+)`, `*`.
 */
const CHOSEN =
  /\(\?P?<(\w+)>((?:[^()\\]|\\.|\([^()]*\))*)\)|:(\w+)(?:\(((?:[^()\\]|\\.)*)\))?[?*+]?|<(?:(\w+)(?:\([^)]*\))?:)?(\w+)(?::(\w+))?>|\{(\*{0,2})(\w+)(?::([^{}]*))?\??\}|\[\[?(\.{3})?(\w+)\]?\]|\$(\w+)|(\*+)(\w*)/g;

const PATH_LIKE = /^(?:path|subpath|any|rest)$/i;

function partsOf(route: string): Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const found of route.matchAll(CHOSEN)) {
    parts.push({ text: route.slice(from, found.index) }, chosen(found));
    from = found.index + found[0].length;
  }
  return [...parts, { text: route.slice(from) }];
}

function chosen(found: RegExpMatchArray): Part {
  const [, regexName, regex, colon, colonRegex, before, angle, after, star, brace, braceType, dots, square, dollar] =
    found;
  const name = regexName ?? colon ?? angle ?? brace ?? square ?? dollar ?? found[15] ?? '';
  const type = before ?? after ?? (braceType !== undefined && /^\w+$/.test(braceType) ? braceType : undefined);
  const pattern = regex ?? colonRegex ?? (type === undefined ? braceType : undefined);
  const rest = found[14] !== undefined || dots !== undefined || (star ?? '') !== '' || PATH_LIKE.test(type ?? '');
  return {
    name,
    rest,
    ...(type === undefined ? {} : { type }),
    ...(pattern === undefined || pattern === '' ? {} : { pattern }),
  };
}

/** What is left of an expression between the parts that a sender chooses. */
const plain = (text: string): string => text.replace(/\\\./g, '.').replace(/[\^$\\?]|\(\?:|\)$/g, '');

/** Whether the part takes the value; undefined when its pattern was not understood. */
function takes(part: Exclude<Part, { text: string }>, value: string): boolean | undefined {
  if (part.pattern !== undefined) return readPattern(part.pattern, '', 'both')?.matches(value);
  const sample = part.type === undefined ? undefined : converted(part.type);
  return sample === undefined || /^\d+$/.test(sample) === /^\d+$/.test(value);
}

function valueFor(part: Exclude<Part, { text: string }>): string | undefined {
  if (part.pattern !== undefined) return readPattern(part.pattern, '', 'both')?.sample();
  return (part.type === undefined ? undefined : converted(part.type)) ?? (part.name === '' ? 'x' : ordinary(part.name));
}

/**
 * The path of a request to a route, with the values that are given for its parts and ordinary ones for the others. Undefined
 * when a part does not take its value, or its pattern was not understood.
 */
export function addressOf(route: string, given: ReadonlyMap<string, string>): string | undefined {
  const open = new Map(given);
  let address = '';
  for (const part of partsOf(route)) {
    if ('text' in part) {
      address += plain(part.text);
      continue;
    }
    // A part without a name is known by its number.
    const key = part.name === '' ? ([...open.keys()][0] ?? '') : part.name.toLowerCase();
    const value = open.get(key) ?? valueFor(part);
    if (value === undefined || takes(part, value) !== true) return undefined;
    open.delete(key);
    address += part.rest ? value.split('/').map(encodeURIComponent).join('/') : encodeURIComponent(value);
  }
  if (open.size > 0) return undefined;
  return address.startsWith('/') ? address : `/${address}`;
}
