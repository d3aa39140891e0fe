import { addressesIn } from './addresses';
import { assignedAt, namedPlaces } from './assignments';
import { bareAt } from './bare-values';
import { keyArgumentsIn } from './key-arguments';
import { kubernetesSecretsIn } from './kubernetes';
import { privateKeysIn } from './private-keys';
import type { SecretSpan } from './span';
import { tokensIn } from './tokens';
import { isUnnamedRandom } from './values';

export interface TextKind {
  /** The text is one of settings (YAML, INI, environment, properties, …): values stand without quotation marks. */
  settings?: boolean;
}

const SETTINGS =
  /\.(?:ya?ml|toml|ini|cfg|conf|cnf|properties|env|tfvars|config|pypirc|npmrc)$|(?:^|\/)(?:dockerfile[^/]*|containerfile|\.env[^/]*|[^/]*\.env\.[^/]*|\.npmrc|\.yarnrc|\.pypirc|\.netrc|_netrc|\.my\.cnf|\.pgpass|credentials|\.htpasswd|\.boto|\.s3cfg)$/i;

/** What kind of text a file holds, by its path. */
export function textKindOf(path: string): TextKind {
  return { settings: SETTINGS.test(path) };
}

const SHORTEST = 6;
const UNNAMED = /(["'`])([A-Za-z0-9+/_=-]{24,200})\1/g;

function unnamed(text: string): SecretSpan[] {
  return [...text.matchAll(UNNAMED)].flatMap((match) => {
    const value = match[2] ?? '';
    if (!isUnnamedRandom(value)) return [];
    return [
      {
        start: match.index + 1,
        end: match.index + 1 + value.length,
        kind: 'random' as const,
        what: 'text that looks random',
        name: '',
        value,
      },
    ];
  });
}

/** The most telling first, for spans at one place. */
const RANK: Record<SecretSpan['kind'], number> = {
  'private-key': 0,
  token: 1,
  address: 2,
  named: 3,
  setting: 4,
  random: 5,
};

/** All that is recognised in a text, in order of place; spans may overlap. */
export function everySecretIn(text: string, { settings = false }: TextKind = {}): SecretSpan[] {
  if (text.length < SHORTEST) return [];
  const named = [...namedPlaces(text)].flatMap((place) => {
    const assigned = assignedAt(text, place);
    return assigned.length > 0 ? assigned : bareAt(text, place, settings);
  });
  const found = [
    ...privateKeysIn(text),
    ...tokensIn(text),
    ...addressesIn(text),
    ...named,
    ...keyArgumentsIn(text),
    ...kubernetesSecretsIn(text),
    ...unnamed(text),
  ];
  return found.sort((a, b) => a.start - b.start || RANK[a.kind] - RANK[b.kind] || b.end - a.end);
}

/** The secrets in a text. Spans do not overlap: where two do, they are one, called by the first. */
export function secretsIn(text: string, kind: TextKind = {}): SecretSpan[] {
  const merged: SecretSpan[] = [];
  for (const span of everySecretIn(text, kind)) {
    const last = merged.at(-1);
    if (!last || span.start >= last.end) merged.push({ ...span });
    else if (span.end > last.end) {
      last.end = span.end;
      last.value = text.slice(last.start, last.end);
    }
  }
  return merged;
}
