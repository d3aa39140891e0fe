import type { Expr } from '../../read/ir';
import { lastName } from '../last-name';

/** `re_path` and the `url` of old take regular expressions. */
export function takesPattern(callee: Expr): boolean {
  return /^(re_path|url)$/.test(lastName(callee) ?? '');
}

/** What a part of a pattern reads as; `end` is the index of its last character. */
interface Part {
  text: string;
  end: number;
  /** Whether it takes the next number: it is a group that captures. */
  captures?: boolean;
}

/**
 * A route written as a regular expression, as people read routes: `^a/(?P<id>\\d+)/$` is `a/<id>/`. Groups without a
 * name are numbered, what only has a shape is `*`. Linear in the length of the pattern.
 */
export function readablePattern(pattern: string): string {
  let text = '';
  let groups = 0;
  for (let at = 0; at < pattern.length; at += 1) {
    const part = partAt(pattern, at, groups + 1);
    text += part.text;
    if (part.captures) groups += 1;
    at = part.end;
  }
  return text;
}

function partAt(pattern: string, at: number, number: number): Part {
  const char = pattern[at] ?? '';
  if (char === '(') return group(pattern, at, number);
  if (isShape(pattern, at)) return { text: '*', end: endOfShape(pattern, at) };
  if (char === '\\') return escaped(pattern, at + 1);
  return { text: /[\^$?+]/.test(char) ? '' : char, end: at };
}

function group(pattern: string, at: number, number: number): Part {
  const close = closing(pattern, at);
  const name = /^\(\?P?<(\w+)>/.exec(pattern.slice(at, at + 80))?.[1];
  const optional = /[?*]/.test(pattern[close + 1] ?? '');
  const end = optional || pattern[close + 1] === '+' ? close + 1 : close;
  if (name !== undefined) return { text: `<${name}>`, end, captures: true };
  if (pattern.startsWith('(?', at)) return { text: optional ? '' : '*', end };
  return { text: `<${number}>`, end, captures: true };
}

/** A class of characters, in brackets or by its letter, or any characters at all. */
function isShape(pattern: string, at: number): boolean {
  const next = pattern[at + 1] ?? '';
  if (pattern[at] === '[') return true;
  if (pattern[at] === '.') return /[*+]/.test(next);
  return pattern[at] === '\\' && /[dwsDWS]/.test(next);
}

function endOfShape(pattern: string, at: number): number {
  const atom = endOfAtom(pattern, at);
  const repeat = /^(?:[*+?]|\{[\d,]*\})*/.exec(pattern.slice(atom + 1, atom + 12))?.[0].length ?? 0;
  return atom + repeat;
}

function endOfAtom(pattern: string, at: number): number {
  if (pattern[at] === '[') return Math.max(at, pattern.indexOf(']', at + 2));
  return pattern[at] === '.' ? at : at + 1;
}

/** `\.` is a dot; `\A`, `\Z` and `\b` say where, not what. */
function escaped(pattern: string, at: number): Part {
  const char = pattern[at] ?? '';
  return { text: /[AZbB]/.test(char) ? '' : char, end: at };
}

/** Where the group that begins at a parenthesis ends. */
function closing(pattern: string, start: number): number {
  let depth = 0;
  let inClass = false;
  for (let at = start; at < pattern.length; at += 1) {
    const char = pattern[at];
    if (char === '\\') at += 1;
    else if (inClass) inClass = char !== ']';
    else if (char === '[') inClass = true;
    else if (char === '(') depth += 1;
    else if (char === ')' && (depth -= 1) === 0) return at;
  }
  return pattern.length - 1;
}
