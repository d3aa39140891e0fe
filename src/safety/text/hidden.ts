/**
 * Characters that a reader does not see, or that change what stands around them: control characters (ESC with them),
 * bidirectional controls, zero-width and tag characters, variation selectors, line separators, lone surrogates.
 */
const HIDDEN = String.raw`[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]`;

/** The only places where a selector or joiner is part of a sign that people write: emoji. */
const EMOJI = [
  String.raw`(?<=\p{Extended_Pictographic})\uFE0F`,
  String.raw`(?<=[0-9#*])\uFE0F(?=\u20E3)`,
  String.raw`(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}]\uFE0F?)\u200D(?=\p{Extended_Pictographic})`,
].join('|');

/** A backslash that would read as the start of an escape of ours. */
const LOOKS_ESCAPED = String.raw`\\(?=u\{)`;

const TO_SHOW = new RegExp(`${EMOJI}|(?<hidden>${HIDDEN}|${LOOKS_ESCAPED})`, 'gu');
const HIDDEN_ALONE = new RegExp(`${EMOJI}|(?<hidden>${HIDDEN})`, 'gu');
const HIDDEN_IN_LINES = new RegExp(String.raw`(?!\n)${HIDDEN}`, 'gu');
const ESCAPE = /\\u\{([0-9a-f]{1,6})\}/g;
const PLAIN = /^[\x20-\x5b\x5d-\x7e]*$/;

const shown = (char: string): string => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`;

function show(value: string, what: RegExp, keep: (hidden: string) => boolean): string {
  if (PLAIN.test(value)) return value;
  return value.replace(what, (match: string, hidden: string | undefined) =>
    hidden === undefined || keep(hidden) ? match : shown(hidden),
  );
}

/**
 * One line on which every hidden character stands as an escape, `\u{202e}`: two
 * different names never look equal for one.
 */
export const visibleLine = (value: string): string => show(value, TO_SHOW, () => false);

const isSpacing = (hidden: string): boolean => hidden === '\n' || hidden === '\t';

/** Text of several lines: line feeds and tabs stay, every other hidden character is shown. */
export const visibleText = (value: string): string => show(value, TO_SHOW, isSpacing);

/**
 * As {@link visibleText}, for text of ours in which names are shown already: escapes that stand there stay as they are.
 */
export const visibleRest = (value: string): string => show(value, HIDDEN_ALONE, isSpacing);

/** What {@link visibleLine} was given. */
export const fromVisible = (value: string): string =>
  value.replace(ESCAPE, (_, hex: string) => String.fromCodePoint(Math.min(parseInt(hex, 16), 0x10ffff)));

/** The value with each hidden character but line feeds replaced by what `written` makes of it, UTF-16 unit by unit. */
export const replaceHidden = (value: string, written: (unit: string) => string): string =>
  value.replace(HIDDEN_IN_LINES, (char) => char.split('').map(written).join(''));
