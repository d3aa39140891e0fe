import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromVisible, visibleLine, visibleText } from '../../../../src/safety/text/hidden';
import { iconLabel, notice } from '../../../../src/safety/text/editor';
import { jsonText } from '../../../../src/safety/text/json';
import { message, relativeUri } from '../../../../src/safety/text/sarif';
import { HOSTILE } from './hostile';

const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/u;

describe('characters that a reader does not see', () => {
  it.each([
    ['\u001b[31m', String.raw`\u{1b}[31m`],
    ['a\u202eb', String.raw`a\u{202e}b`],
    ['\u009b', String.raw`\u{9b}`],
    ['\u{e0041}', String.raw`\u{e0041}`],
    ['\ud800', String.raw`\u{d800}`],
    ['x\ufe0f', String.raw`x\u{fe0f}`],
    ['1\ufe0f', String.raw`1\u{fe0f}`],
    ['a\u200db', String.raw`a\u{200d}b`],
    ['a\nb', String.raw`a\u{a}b`],
    [String.raw`a\u{202e}b`, String.raw`a\u{5c}u{202e}b`],
    [String.raw`C:\users`, String.raw`C:\users`],
  ])('are shown: %j', (value, shown) => expect(visibleLine(value)).toBe(shown));

  it('stay where they make an emoji', () => {
    for (const emoji of ['❤️', '1️⃣', '👩‍💻', '👩🏽‍💻', '🏳️‍🌈']) expect(visibleLine(emoji)).toBe(emoji);
  });

  it('keep two names apart, and one name whole', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...HOSTILE)), (value) => {
        expect(fromVisible(visibleLine(value))).toBe(value);
      }),
      { numRuns: 500 },
    );
  });

  it('keep the lines of a text', () => expect(visibleText('a\tb\n\u001b\r')).toBe('a\tb\n' + String.raw`\u{1b}\u{d}`));
});

describe('what machines and the editor read', () => {
  it.each(HOSTILE)('JSON holds no hidden character and the same data: %j', (value) => {
    const text = jsonText({ [value]: [value] });
    expect(text.replaceAll('\n', '')).not.toMatch(HIDDEN);
    expect(JSON.parse(text)).toEqual({ [value]: [value] });
  });

  it.each(HOSTILE)('a SARIF message holds no link, its address no unencoded sign: %j', (value) => {
    expect(message(value)).not.toMatch(/(?<!\\)\[[^\]]*\]\(/);
    expect(relativeUri(`src/${value}`)).toMatch(/^[\w\-./%!~*'()]+$/);
    expect(decodeURIComponent(relativeUri(`src/${value}`))).toBe(`src/${value.replace('\ud800', '\ufffd')}`);
  });

  it('a notification makes no link, a label no icon', () => {
    expect(notice('[click](command:evil)')).toBe('[click] (command:evil)');
    expect(iconLabel('$(error) x')).toBe('\\$(error) x');
  });
});
