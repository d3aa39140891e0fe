import { literalAt, type Literal } from './literals';

/** A literal that a value may come down to. */
export interface Candidate extends Literal {
  /** Stands in for something that is not set. */
  isDefault: boolean;
  /** One of several in a list. */
  inList: boolean;
}

/** Calls that hand on a text: conversions, and look-ups with something to stand in. */
const HANDS_ON =
  /(?:^|\.)(?:from|Buffer|encode|decode|b|bytes|bytearray|str|String|SecretStr|Secret|Field|Column|unwrap_or|unwrap_or_else|unwrapOr|orElse|default|coalesce|ifNull|atob|btoa|trim|TextEncoder|toString|to_string|into|sha256|md5|hash|nonsensitive|sensitive|ConvertTo-SecureString|Some|Ok|value|of|join)$/;
/** Look-ups by a name, which is the first argument, with something to stand in. */
const LOOKS_UP =
  /(?:^|\.)(?:getenv|get|env|getEnv|get_env|env_var|config|fetch|getFileEnv|getOrDefault|GetValue|setdefault|pop)$/;
const WORD = /[A-Za-z_$][\w$]*(?:(?:\??\.|::|->)[A-Za-z_$][\w$]*|-[A-Z][\w-]*)*!?/y;
const OPERATOR =
  /\|\||\?\?|&&|\?:|[?:+.|]|<>|(?:or|if|else|and|new|await|as|default|fallback)\b|-(?:String|AsPlainText|Force)\b/y;
/** Steps through an expression; longer ones are not settings. */
const MOST_STEPS = 24;

interface Cursor {
  at: number;
  steps: number;
  isDefault: boolean;
  /** Brackets that were opened and whose content counts. */
  open: string[];
  /** Arguments of calls that only look something up are names. */
  afterOperator: boolean;
  found: Candidate[];
}

function skipBlanks(text: string, cursor: Cursor): void {
  const lines = cursor.open.length > 0 || cursor.afterOperator;
  while (cursor.at < text.length) {
    const character = text.charAt(cursor.at);
    if (character === '\\' && /^\\\r?\n/.test(text.slice(cursor.at, cursor.at + 3))) cursor.at += 1;
    else if (character !== ' ' && character !== '\t' && character !== '\r' && !(character === '\n' && lines)) break;
    cursor.at += 1;
  }
}

/** Offset behind the bracket that closes the one at `at`; undefined when it is too far. */
function behindBracket(text: string, at: number): number | undefined {
  let depth = 0;
  for (let index = at; index < Math.min(text.length, at + 300); index++) {
    const character = text.charAt(index);
    if (character === '(' || character === '[') depth++;
    else if (character === ')' || character === ']') depth--;
    if (depth === 0) return index + 1;
  }
  return undefined;
}

/** On the next line an operator goes on with the expression. */
function continues(text: string, at: number): number | undefined {
  const next = /^[ \t\r]*\n\s{0,80}(?=\+|\|\||\?\?|\.\s?['"]|<>)/.exec(text.slice(at, at + 120));
  return next ? at + next[0].length : undefined;
}

function skipArgument(text: string, cursor: Cursor): void {
  skipBlanks(text, cursor);
  cursor.at = literalAt(text, cursor.at)?.next ?? cursor.at;
}

function takeWord(text: string, cursor: Cursor): boolean {
  WORD.lastIndex = cursor.at;
  const word = WORD.exec(text)?.[0];
  if (word === undefined) return false;
  cursor.at += word.length;
  const bracket = text.charAt(cursor.at);
  if (bracket === '(' && (HANDS_ON.test(word) || LOOKS_UP.test(word))) {
    cursor.open.push('(');
    cursor.at += 1;
    cursor.afterOperator = true;
    if (LOOKS_UP.test(word)) skipArgument(text, cursor);
    return true;
  }
  while (text.charAt(cursor.at) === '(' || text.charAt(cursor.at) === '[') {
    const behind = behindBracket(text, cursor.at);
    if (behind === undefined) return false;
    cursor.at = behind;
  }
  cursor.afterOperator = false;
  return true;
}

function takeOperator(text: string, cursor: Cursor): boolean {
  OPERATOR.lastIndex = cursor.at;
  const operator = OPERATOR.exec(text)?.[0];
  if (operator === undefined) return false;
  if (['||', '??', 'or', '?:', 'default', 'fallback'].includes(operator)) cursor.isDefault = true;
  cursor.at += operator.length;
  cursor.afterOperator = true;
  return true;
}

function takeBracket(text: string, cursor: Cursor): boolean {
  const character = text.charAt(cursor.at);
  const opened = cursor.open.length > 0;
  if (character === '(' || character === '[') cursor.open.push(character);
  else if ((character === ')' || character === ']') && opened) cursor.open.pop();
  else if (!(opened && (character === ',' || character === '='))) return false;
  cursor.isDefault ||= character === ',' && cursor.open.at(-1) === '(';
  cursor.at += 1;
  cursor.afterOperator = character !== ')' && character !== ']';
  return true;
}

function step(text: string, cursor: Cursor): boolean {
  const literal = literalAt(text, cursor.at);
  if (literal) {
    cursor.found.push({ ...literal, isDefault: cursor.isDefault, inList: cursor.open.at(-1) === '[' });
    cursor.at = literal.next;
    cursor.afterOperator = false;
    return true;
  }
  return takeOperator(text, cursor) || takeWord(text, cursor) || takeBracket(text, cursor);
}

/**
 * The literals that the expression at an offset may come down to: itself, pieces that are joined, what stands in when
 * something is not set, items of a list, arguments of conversions.
 */
export function literalsFrom(text: string, at: number): Candidate[] {
  const cursor: Cursor = { at, steps: 0, isDefault: false, open: [], afterOperator: true, found: [] };
  for (; cursor.steps < MOST_STEPS; cursor.steps++) {
    skipBlanks(text, cursor);
    cursor.at = (cursor.open.length === 0 ? continues(text, cursor.at) : undefined) ?? cursor.at;
    if (!step(text, cursor)) break;
  }
  return cursor.found;
}
