import type { Span } from '../../read/ir';
import { ALL, bits, STRUCTURED } from '../../../knowledge/flow/families';
import type { Arguments } from './arguments';
import type { CallExpr, Machine } from './machine';
import { partOf } from './parts';
import { escapedCharacters, withoutCharacters } from './patterns';
import type { Method } from './method';
import { noteSlowIn } from './slow-patterns';
import { sparedByCall } from './spared';
import type { Mark } from './mark';
import { constant, mapMarks, singleString, UNKNOWN, type Value } from './value';
import { joinMarks } from './join';

/** Replacing parts of a text. */

export const first = (args: Arguments): Value => args.positional[0]?.value ?? UNKNOWN;

export const isText = (self: Value): boolean =>
  self.marks.length > 0 || self.scalar === 'string' || typeof self.consts?.[0] === 'string';

/** Characters that replacing constants in constants may give. */
const MAX_REPLACED = 100_000;

/** `text.replace(bad, good)`: what a global replacement of whole character classes rules out. */
export const replace: Method = (m, self, args, expr) => {
  if (!isText(self)) return undefined;
  const target = first(args);
  noteSlowIn(m, self, target, expr.span);
  const replacement = args.positional[1]?.value ?? UNKNOWN;
  const [known, by, put] = [singleString(self), singleString(target), singleString(replacement)];
  if (known !== undefined && by !== undefined && put !== undefined && (known.length + 1) * put.length <= MAX_REPLACED)
    return constant(m.at.dialect.replacesAll ? known.replaceAll(by, put) : known.replace(by, put));
  askReplacer(m, self, replacement, expr.span);
  const pattern = by ?? target.refs.map((ref) => (ref.kind === 'regex' ? ref.pattern : '')).join('');
  const rewritten = put ?? (replacement.refs.length > 0 ? '&;' : undefined);
  const cleared = replacesAll(m, target, expr) && pattern !== '' ? removes(pattern, rewritten) : 0;
  const settled = (mark: Mark): number => cleared | STRUCTURED | (oneSlash(pattern, put) && isPath(mark) ? SITE : 0);
  const kept = mapMarks(self, (mark) => sparedByCall(m, mark, settled(mark), 'replace', expr.span));
  return { refs: [], marks: joinMarks(kept.marks, replacement.marks), scalar: 'string' };
};

/** A function that makes what is put in is handed what was found. */
function askReplacer(m: Machine, self: Value, replacement: Value, span: Span): void {
  for (const ref of replacement.refs) {
    if (ref.kind !== 'function') continue;
    const found = { value: partOf(m, { ...self, refs: [] }, 'match', span), span };
    m.call(replacement, { positional: [found], named: new Map() }, span);
  }
}

const replacesAll = (m: Machine, target: Value, { callee }: CallExpr): boolean =>
  m.at.dialect.replacesAll ||
  (callee.kind === 'member' && callee.property === 'replaceAll') ||
  target.refs.some((ref) => ref.kind === 'regex' && ref.flags.includes('g'));

const SITE = bits('open-redirect');
/** All slashes at the front become one: of what begins with a slash, a place on the same site is left. */
const oneSlash = (pattern: string, put: string | undefined): boolean =>
  put === '/' && /^\^(?:\\?\/|\[(?:\\?[\\/])+\])(?:\+|\{2,\})$/.test(pattern);
const isPath = ({ origin, before }: Mark): boolean => before === '' && BEGINS_WITH_SLASH.has(origin.kind);
const BEGINS_WITH_SLASH = new Set(['url']);

/** What can no longer be in a text once all that the pattern finds has been replaced. */
function removes(pattern: string, put: string | undefined): number {
  if (/^\[\^[^\]]*\]\+?$/.test(pattern) || pattern === '\\W') return keepsOnly(pattern);
  if (put === undefined || put === pattern) return 0;
  if (/^[\r\n]+$/.test(pattern)) return /[\r\n]/.test(put) ? 0 : withoutCharacters(pattern);
  const listed = listedIn(pattern);
  if (listed !== undefined) return put.startsWith('\\') ? escapedCharacters(listed) : withoutCharacters(listed);
  if (/^(?:\(?\\?\.){2}/.test(pattern)) return bits('parent-folder');
  return /^[<(]/.test(pattern) && pattern.includes('<') ? bits('cross-site-scripting') : 0;
}

/** All but the characters of a negated class is removed. */
function keepsOnly(pattern: string): number {
  if (/[<>'"`;&|$(){}]/.test(pattern.slice(2))) return 0;
  return ALL & ~(/[./]/.test(pattern) ? bits('path-traversal') : 0);
}

/** The characters that a pattern of single characters finds. */
function listedIn(pattern: string): string | undefined {
  const inClass = /^\[([^^].*)\]\+?$/.exec(pattern)?.[1];
  if (inClass !== undefined) return inClass;
  const alternatives = /^(?:\\?[^\w\s]|\\[nrt])(?:\|(?:\\?[^\w\s]|\\[nrt]))*\+?$/;
  return alternatives.test(pattern) ? pattern.replaceAll('|', ' ') : undefined;
}
