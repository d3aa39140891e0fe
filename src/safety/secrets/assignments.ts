import { literalsFrom } from './expressions';
import { kindOfName, mayNameSecret, type NameKind } from './names';
import { spanOf, type SecretSpan } from './span';
import { isRedactable, isUnlikeWord } from './values';

/** A name in a text that says that a secret goes there. */
export interface NamedPlace {
  name: string;
  kind: NameKind;
  /** Offsets of the name. */
  start: number;
  end: number;
}

const HINTS = /pass|pwd|secret|token|key|cred|auth|bearer|salt|pepper|jwt|dsn|pw/gi;
/** `\w`, `$` and `-`, by character code. */
const IN_NAME = Array.from({ length: 128 }, (_, code) => /[\w$-]/.test(String.fromCharCode(code)));
const MOST = 60;

/** The names in a text that may be those of secrets. */
export function* namedPlaces(text: string): Generator<NamedPlace> {
  let last = 0;
  for (const match of text.matchAll(HINTS)) {
    if (match.index < last) continue;
    let start = match.index;
    while (start > Math.max(last, match.index - MOST) && IN_NAME[text.charCodeAt(start - 1)] === true) start--;
    let end = match.index + match[0].length;
    while (end < Math.min(text.length, match.index + MOST) && IN_NAME[text.charCodeAt(end)] === true) end++;
    last = end;
    const name = text.slice(start, end);
    const kind = mayNameSecret(name) ?? kindOfName(name);
    if (kind) yield { name, kind, start, end };
  }
}

/** Ends of a quoted or indexed name. */
const CLOSE = '(?:\\\\{0,3}["\'`])?\\]?[?!]?';
const TYPED = new RegExp(
  `${CLOSE}[ \\t]{0,20}:[ \\t]{0,4}[A-Za-z_&*][\\w.<>\\[\\]|&*? ]{0,60}=(?![=>])\\s{0,200}`,
  'y',
);
/** Go, Java, C# and Terraform put the type elsewhere; what follows may stand on the next line. */
const ASSIGNED = new RegExp(
  `${CLOSE}\\s{0,20}(?::=|=>|={1,3}|!={1,2}|->|:|\\?\\?=?|\\|\\|=?|\\+=|or\\s)\\s{0,200}`,
  'y',
);
/** `{name: 'PASSWORD', value: 'x'}`, `<add key="Password" value="x">`, `variable "password" { default = "x" }`. */
const WITH_VALUE = new RegExp(
  `(?:\\\\{0,3}["'\`])?[\\s,]{0,100}(?:\\{[^{}]{0,400}?)?(?:\\\\{0,3}["'])?(?:value|default|defaultValue|content)(?:\\\\{0,3}["'])?\\s{0,10}[:=]\\s{0,10}`,
  'y',
);
const PAIR = /\\{0,3}["'`]\s{0,10},\s{0,40}/y;
const CALL = /\(\s{0,20}/y;
const SETS =
  /(?:define|set\w{0,30}|put|putenv|setenv|constant|append|header|add\w{0,20}|with\w{0,20}|get\w{0,20}|env|config|fetch|const|let|option|replace|emplace|insert)["']?\s{0,4}\(\s{0,20}\\{0,3}["'`]$/i;

function behind(text: string, at: number, pattern: RegExp): number | undefined {
  pattern.lastIndex = at;
  const match = pattern.exec(text);
  return match ? at + match[0].length : undefined;
}

/** Parts of a template that are written down; the rest is filled in. */
function writtenParts(text: string, start: number, end: number): [number, number][] {
  const value = text.slice(start, end);
  const isFormatted = /[fF]["']{1,3}$/.test(text.slice(Math.max(0, start - 5), start)) && value.includes('{');
  if (!isFormatted && !/\$\{|\{\{|#\{/.test(value)) return [[start, end]];
  const parts: [number, number][] = [];
  let from = start;
  for (const hole of value.matchAll(/[$#]?\{[^{}]{0,200}\}+/g)) {
    parts.push([from, start + hole.index]);
    from = start + hole.index + hole[0].length;
  }
  parts.push([from, end]);
  return parts.filter(([first, last]) => last - first >= 8 && /\d/.test(text.slice(first, last)));
}

function secretsAt(
  text: string,
  at: number,
  { name, kind }: NamedPlace,
  accept: (value: string, end: number) => boolean = () => true,
): SecretSpan[] {
  return literalsFrom(text, at).flatMap(({ start, end, isDefault, inList }) =>
    writtenParts(text, start, end).flatMap(([from, to]) => {
      const value = text.slice(from, to).trim();
      const redactable =
        isRedactable(name, kind, value, isDefault) &&
        (!inList || /keys$/i.test(name) || isUnlikeWord(value)) &&
        accept(value, end);
      return redactable ? spanOf(text, from, to, { kind: 'named', what: 'secret', name }) : [];
    }),
  );
}

/** Secrets that are given to a name as literals, in code and data of any language. */
export function assignedAt(text: string, place: NamedPlace): SecretSpan[] {
  const quoted = /["'`]/.test(text.charAt(place.start - 1));
  // `'password' === kind` compares with the name itself.
  const compared = quoted && /^["'`]\s{0,4}[=!]==?/.test(text.slice(place.end, place.end + 8));
  if (compared) return [];
  const direct = behind(text, place.end, TYPED) ?? behind(text, place.end, ASSIGNED);
  const found = direct === undefined ? [] : secretsAt(text, direct, place);
  if (found.length > 0) return found;
  const withValue = behind(text, place.end, WITH_VALUE);
  if (withValue !== undefined) return secretsAt(text, withValue, place);
  const pair = quoted ? behind(text, place.end, PAIR) : undefined;
  // A list of names looks the same as a name with its value.
  if (pair !== undefined) {
    const sets = SETS.test(text.slice(Math.max(0, place.start - 60), place.start));
    return secretsAt(
      text,
      pair,
      place,
      (value, end) => sets || (isUnlikeWord(value) && !/^\\{0,3}["'`]\s{0,10}:/.test(text.slice(end, end + 15))),
    );
  }
  const call = quoted ? undefined : behind(text, place.end, CALL);
  return call === undefined ? [] : secretsAt(text, call, place, isUnlikeWord);
}
