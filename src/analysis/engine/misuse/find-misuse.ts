import { createHash } from 'node:crypto';
import type { WeaknessFact } from '../../../artifacts/facts';
import { graded } from '../../../knowledge/certainty';
import type { Expr } from '../../read/ir';
import type { Program } from '../link/definitions';
import type { TextSource } from '../../read/text-source';
import { ATTRIBUTE_RULES } from './attribute-paths';
import { COMPARISON_RULES } from './comparisons';
import { CONTAINMENT_RULES } from './containment';
import { COOKIE_RULES } from './cookies';
import { CRYPTOGRAPHY_RULES, CRYPTOGRAPHY_VALUE_RULES } from './cryptography';
import { ESCAPING_RULES } from './escaping';
import { FILE_RULES } from './files';
import { FORM_TYPE_RULES } from './form-types';
import { LOG_RULES } from './logs';
import { PATTERN_RULES } from './patterns';
import { RANDOMNESS_RULES } from './randomness';
import { SENDER_CALL_RULES, SENDER_VALUE_RULES } from './sender-decides';
import { SESSION_CALL_RULES, SESSION_RULES } from './sessions';
import { SETTING_RULES, SETTING_VALUE_RULES } from './settings';
import type { Misuse, Rule, Site } from './site';
import { STORED_DATA_RULES } from './stored-data';
import { TOKEN_RULES } from './tokens';
import { TRANSPORT_RULES, TRANSPORT_VALUE_RULES } from './transport';
import { walkSites } from './walk-sites';

const CALL_RULES: readonly Rule[] = [
  ...CRYPTOGRAPHY_RULES,
  ...RANDOMNESS_RULES,
  ...TRANSPORT_RULES,
  ...COOKIE_RULES,
  ...SETTING_RULES,
  ...TOKEN_RULES,
  ...ESCAPING_RULES,
  ...FILE_RULES,
  ...LOG_RULES,
  ...PATTERN_RULES,
  ...COMPARISON_RULES,
  ...SENDER_CALL_RULES,
  ...CONTAINMENT_RULES,
  ...FORM_TYPE_RULES,
  ...SESSION_CALL_RULES,
  ...STORED_DATA_RULES,
  ...ATTRIBUTE_RULES,
];

/** What is said about each kind of expression; about the others nothing is. */
const RULES: { readonly [K in Expr['kind']]?: readonly Rule[] } = {
  call: CALL_RULES,
  binary: [
    ...CRYPTOGRAPHY_VALUE_RULES,
    ...PATTERN_RULES,
    ...COMPARISON_RULES,
    ...SENDER_VALUE_RULES,
    ...FORM_TYPE_RULES,
  ],
  object: TRANSPORT_VALUE_RULES,
  assign: [...TRANSPORT_VALUE_RULES, ...SESSION_RULES],
  name: SETTING_VALUE_RULES,
  member: SETTING_VALUE_RULES,
  literal: SETTING_VALUE_RULES,
  regex: PATTERN_RULES,
  array: FORM_TYPE_RULES,
};

const KINDS: ReadonlySet<Expr['kind']> = new Set(Object.keys(RULES) as Expr['kind'][]);
const NO_RULES: readonly Rule[] = [];

/** Runs the work on one file; what it throws costs that file alone. */
export type PerFile = (file: string, work: () => void) => void;
const UNGUARDED: PerFile = (_file, work) => work();

/** Places that are wrong in themselves, whoever calls them with whatever. */
export function findMisuse(program: Program, texts: TextSource, perFile: PerFile = UNGUARDED): WeaknessFact[] {
  const found = new Map<string, { site: Site; misuse: Misuse }>();
  walkSites(program, perFile, KINDS, (site) => {
    for (const rule of RULES[site.expr.kind] ?? NO_RULES) {
      const misuse = rule(site);
      if (!misuse) continue;
      const key = `${site.file}\0${String(misuse.span.line).padStart(7, '0')}\0${misuse.weakness}`;
      if (!found.has(key)) found.set(key, { site, misuse });
    }
  });
  const seen = new Map<string, number>();
  return [...found.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { site, misuse }]) => fact(site, misuse, texts, seen));
}

function fact(site: Site, misuse: Misuse, texts: TextSource, seen: Map<string, number>): WeaknessFact {
  const at = texts.span(site.file, misuse.span);
  const content = `${misuse.weakness}\0${site.file}\0${at.text.replace(/\s+/g, ' ')}`;
  const count = seen.get(content) ?? 0;
  seen.set(content, count + 1);
  return {
    id: createHash('sha256').update(`${content}\0${count}`).digest('hex').slice(0, 16),
    weakness: misuse.weakness,
    seen: misuse.seen,
    ...(misuse.subject !== undefined && { subject: misuse.subject }),
    at,
    sink: misuse.sink,
    path: [],
    entryPoints: [],
    partialGuards: [],
    functionId: (site.decorates ?? site.owner).key,
    ...graded(misuse.confidence),
  };
}
