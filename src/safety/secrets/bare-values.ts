import type { NamedPlace } from './assignments';
import { spanOf, type SecretSpan } from './span';
import { isRedactable, isUnlikeWord } from './values';

/** What may stand before the name of a setting on its line. */
const LINE_START =
  /^\s{0,60}(?:-\s{1,4})?(?:(?:export|set|setx|ENV|ARG|declare|local|readonly|env)\s{1,4}(?:-x\s)?)?(?:\$env:)?["']?(?:\/\/)?[\w.:/[\]-]{0,100}$/;
const SEPARATOR = /["']?[ \t]{0,8}(:=|\+=|[:=])[ \t]{0,8}/y;
const ENV_SEPARATOR = /[ \t]{1,8}(?=\S)/y;
const REST_OF_LINE = /[^\r\n]{1,4000}/y;
/** In a string or an address: up to what ends the part. */
const PART = /[^&;\s'"`<>\\,)]{3,1000}/y;
const CODE = /[(){}[\]'"`]|;$|=>|^[\w.]+:[A-Za-z_][\w.]*$/;

/** The line up to an offset; of a long one its end, which no setting begins in. */
function lineBefore(text: string, at: number): string {
  const before = text.slice(Math.max(0, at - 200), at);
  return before.slice(before.lastIndexOf('\n') + 1);
}

function take(text: string, at: number, pattern: RegExp): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}

/** Without what comments it, and without marks around it. */
function withoutComment(value: string): string {
  return value
    .replace(/\s+[#;].*$/, '')
    .replace(/,$/, '')
    .trim();
}

/** Whether a value without quotation marks can be one in code of no known kind. */
function isClearlyValue({ name }: NamedPlace, separator: string, value: string): boolean {
  if (CODE.test(value) || /\s/.test(value)) return false;
  if (/^[A-Z0-9_]+$/.test(name) && separator === '=') return true;
  // A variable, a type or a member is none.
  return !/^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*$/.test(value) || /\d.*[a-z].*\d|[a-z]\d{2,}$/i.test(value);
}

function settingAt(text: string, place: NamedPlace, isSettings: boolean): SecretSpan[] {
  const before = lineBefore(text, place.start);
  if (before.length > 170 || !LINE_START.test(before)) return [];
  const separator =
    take(text, place.end, SEPARATOR) ??
    (/\b(?:ENV|ARG)\s/.test(before) ? take(text, place.end, ENV_SEPARATOR) : undefined);
  if (!separator) return [];
  const at = place.end + separator[0].length;
  const value = withoutComment(take(text, at, REST_OF_LINE)?.[0] ?? '');
  if (/^["'`[{|>&!]/.test(value) || !isRedactable(place.name, place.kind, value)) return [];
  if (!isSettings && !isClearlyValue(place, separator[1] ?? '=', value)) return [];
  return spanOf(text, at, at + value.length, { kind: 'setting', what: 'secret', name: place.name });
}

/** `PGPASSWORD=x psql …`: a variable for one command of a shell. */
const isForCommand = (name: string, value: string, before: string, after: string): boolean =>
  /^[A-Z][A-Z0-9_]{2,}$/.test(name) &&
  isUnlikeWord(value) &&
  /(?:^|["'`\s;&|(])$/.test(before) &&
  /^[ \t]{1,4}[\w./$]/.test(after);

/**
 * Whether what stands around `name=value` is a string, an address or a command: in an address, as a whole
 * string, for one command, among parts.
 */
function isPartOfString(text: string, place: NamedPlace, value: string): boolean {
  const before = text.slice(Math.max(0, place.start - 80), place.start);
  const after = text.slice(place.end + 1 + value.length, place.end + 60 + value.length);
  if (/[?&]$|[?&][\w.-]{0,20}$/.test(before)) return true;
  if (/["'`]$/.test(before) && /^\\{0,3}["'`]/.test(after)) return true;
  if (isForCommand(place.name, value, before, after)) return true;
  if (!isAmongParts(before, after)) return false;
  const isName = /^[A-Za-z_]\w*(?:\.\w+)*$/.test(value);
  return !isName || (/^\s?;/.test(after) && AFTER_SEMICOLON.test(before));
}

const AFTER_SEMICOLON = /;\s?[\w ]{0,20}$/;

function isAmongParts(before: string, after: string): boolean {
  if (AFTER_SEMICOLON.test(before) || /\w=[^\s;'"]{1,60}[;\s]\s?[\w ]{0,20}$/.test(before)) return true;
  return /^\s?[;\s]\s?[\w ]{1,20}=[^=\s]/.test(after);
}

/** `host=db password=x`, `Server=db;Password=x;`, `?token=x&`, `'NAME=x'`: a part of a string. */
function partAt(text: string, place: NamedPlace): SecretSpan[] {
  if (text.charAt(place.end) !== '=' || /[=~>]/.test(text.charAt(place.end + 1))) return [];
  const value = take(text, place.end + 1, PART)?.[0] ?? '';
  if (!isRedactable(place.name, place.kind, value) || CODE.test(value)) return [];
  if (!isPartOfString(text, place, value)) return [];
  return spanOf(text, place.end + 1, place.end + 1 + value.length, {
    kind: 'setting',
    what: 'secret',
    name: place.name,
  });
}

/** `<password>x</password>` */
function elementAt(text: string, place: NamedPlace): SecretSpan[] {
  const before = text.slice(Math.max(0, place.start - 40), place.start);
  if (!/<[\w.:-]{0,40}$/.test(before)) return [];
  const element = /^[\w.:-]{0,40}>\s{0,20}([^<>{}]{3,2000}?)\s{0,20}<\//.exec(text.slice(place.end, place.end + 2200));
  const value = element?.[1];
  if (!element || value === undefined || !isRedactable(place.name, place.kind, value)) return [];
  const at = place.end + element[0].indexOf('>') + 1;
  return spanOf(text, at, at + element[0].lastIndexOf('</') - element[0].indexOf('>') - 1, {
    kind: 'setting',
    what: 'secret',
    name: place.name,
  });
}

/** `--password x`, `--token=x` */
function flagAt(text: string, place: NamedPlace): SecretSpan[] {
  if (!/^-{1,2}/.test(place.name)) return [];
  const match = /^(?:=|[ \t]{1,4}|["'],\s{0,20}["'])(["']?)([^\s'"`\\,)]{3,400})/.exec(
    text.slice(place.end, place.end + 450),
  );
  const value = match?.[2];
  if (!match || value === undefined || /^-|^[a-z]+$/.test(value) || !isRedactable(place.name, place.kind, value))
    return [];
  const at = place.end + match[0].length - value.length;
  return spanOf(text, at, at + value.length, { kind: 'setting', what: 'secret', name: place.name });
}

/**
 * Secrets that are given to a name without quotation marks. `isSettings`: in a
 * file that holds settings, any value is one.
 */
export function bareAt(text: string, place: NamedPlace, isSettings: boolean): SecretSpan[] {
  for (const find of [flagAt, partAt, elementAt]) {
    const found = find(text, place);
    if (found.length > 0) return found;
  }
  return settingAt(text, place, isSettings);
}
