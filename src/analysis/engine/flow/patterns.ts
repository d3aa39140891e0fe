import type { Shortcoming } from '../../../artifacts/shortcoming';
import { ALL, bits } from '../../../knowledge/flow/families';
import { FINDS_PROTOTYPE_KEYS, POLLUTION } from '../../../knowledge/flow/prototypes';
import { hostIsFixed } from './danger';

export interface PatternVerdict {
  /** Families ruled out for text that matches, and for text that does not. */
  whenMatched: number;
  whenNot: number;
  /** Why a match says too little. */
  why?: Shortcoming;
}

const REMOTE_PLACE = bits('ssrf', 'open-redirect');

/** One slash, and behind it something that is no second one, in either form: a place on the same site. */
const BEGINS_BELOW =
  /^(?:\^|\\A)?\\?\/(?:\[(?!\^)(?:[^\]/\\]|\\[wd.-])+\]|\[\^(?:\/\\\\|\\\/\\\\|\\\\\/|\\\\\\\/)\]|\\w|[A-Za-z0-9])(?![*?]|\{0)/;

/** What matching a regular expression says about a text. Reads the pattern's shape, never runs it. */
export function patternClears(pattern: string, flags: string, anchors: 'none' | 'start' | 'both'): PatternVerdict {
  const start = anchors !== 'none' || /^(?:\^|\\A)/.test(pattern);
  const end = anchors === 'both' || /(?:[^\\]|^)(?:\$|\\[zZ])$/.test(pattern);
  const forbidden = forbiddenClass(pattern);
  if (forbidden !== undefined) return { whenMatched: 0, whenNot: forbidden };
  if (FINDS_PROTOTYPE_KEYS.test(pattern)) return { whenMatched: 0, whenNot: POLLUTION };
  const lines = flags.includes('m');
  const whole = start && end && !lines ? wholeText(pattern) : undefined;
  if (whole) return whole;
  const begins = start && !lines ? beginsWith(pattern) : 0;
  if (begins !== 0) return { whenMatched: begins, whenNot: 0 };
  const why = start && end ? 'any-character' : 'unanchored';
  return { whenMatched: 0, whenNot: 0, why };
}

/** All of the text has to fit. */
function wholeText(pattern: string): PatternVerdict | undefined {
  if (!/^\^?\(\?:?[^)]*\|/.test(pattern) && topLevelAlternatives(pattern))
    return { whenMatched: 0, whenNot: 0, why: 'some-alternatives' };
  return restrictive(pattern) ? { whenMatched: ALL, whenNot: 0 } : undefined;
}

/** What the beginning rules out, whatever follows. */
function beginsWith(pattern: string): number {
  if (hostIsFixed(literalPrefix(pattern))) return REMOTE_PLACE;
  return BEGINS_BELOW.test(pattern) ? bits('open-redirect') : 0;
}

function topLevelAlternatives(pattern: string): boolean {
  let depth = 0;
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at];
    if (char === '\\') at++;
    else if (char === '(' || char === '[') depth++;
    else if (char === ')' || char === ']') depth--;
    else if (char === '|' && depth === 0) return true;
  }
  return false;
}

/** No dot, no negated class, no space or punctuation that any of the sinks would act on. */
function restrictive(pattern: string): boolean {
  // What only looks ahead or back takes nothing: the rest says which characters there are.
  const taken = pattern.replace(/\(\?<?[=!](?:[^()\\]|\\.)*\)/g, '');
  const withoutClasses = taken.replace(/\\[\\.^$*+?()[\]{}|/-]/g, 'x');
  if (/\[\^|\\[DWS]|(?<!\\)\./.test(withoutClasses.replace(/\[[^\]]*\]/g, (set) => (set.startsWith('[^') ? set : 'x'))))
    return false;
  return !/\[[^\]]*(?:\.\*|[<>'"`;&|$(){}])[^\]]*\]/.test(taken);
}

/** `[^a-z0-9]` found nowhere: only the listed characters occur. `[;&|]` found nowhere: a list of bad characters. */
function forbiddenClass(pattern: string): number | undefined {
  const negated = /^\[\^([^\]]*)\]\+?$/.exec(pattern);
  if (negated?.[1] !== undefined)
    return /[<>'"`;&|$(){}]/.test(negated[1])
      ? 0
      : ALL & ~(negated[1].includes('/') && negated[1].includes('.') ? bits('path-traversal') : 0);
  if (/^\\W$/.test(pattern)) return ALL;
  if (/^(?:\(\^?\|[^)]*\))?\\?\.\\?\.(?:[\\/[(|].*)?$/.test(pattern)) return bits('path-traversal');
  const listed =
    /^\[((?:\\.|[^\]\\^])(?:\\.|[^\]\\])*)\]$/.exec(pattern)?.[1] ??
    (/^\\?[^\w\s\\]$/.test(pattern) ? pattern : undefined);
  return listed === undefined ? undefined : withoutCharacters(listed) || undefined;
}

/** Each of these begins something in a pattern that takes time or matches what it should not. */
const OF_PATTERNS = ['(', '*', '+', '['];
const plain = (listed: string): number =>
  OF_PATTERNS.every((char) => listed.includes(char)) ? bits('regex-injection') : 0;

/** What text cannot do where a backslash was put before each of the listed characters. */
export function escapedCharacters(listed: string): number {
  return plain(listed) | (/['"]/.test(listed) ? bits('quote') : 0);
}

/** What text without the listed characters cannot do. */
export function withoutCharacters(listed: string): number {
  const has = (char: string): boolean => listed.includes(char);
  return (
    (has('<') ? bits('cross-site-scripting') : 0) |
    (has("'") || has('"') ? bits('quote') : 0) |
    (has('/') ? bits('parent-folder', 'absolute-path') : 0) |
    (/^(?:\\?\.)+$/.test(listed) || /(?:^|[^.])\.(?:[^.]|$)/.test(listed) ? bits('parent-folder') : 0) |
    (/\\n|\n/.test(listed) ? bits('log-injection', 'header-injection') : 0) |
    (has('$') ? bits('nosql-injection') : 0) |
    plain(listed)
  );
}

/** The text every match starts with. */
function literalPrefix(pattern: string): string {
  const body = pattern
    .replace(/^(?:\^|\\A)/, '')
    .replace(/https\?/g, 'https')
    .replace(/\(\?:https\|http\)|\(https\|http\)|\(http\|https\)/g, 'https');
  const match = /^(?:\\[./\\-]|[\w:/-])*/.exec(body)?.[0] ?? '';
  return match.replace(/\\(.)/g, '$1');
}
