import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { code, codeSpansOf, cut, fenced, link, plainOf, table, text } from '../../../../src/safety/text/markdown';
import { HOSTILE, liveParts, tokensOf } from './hostile';

/** Anything, and anything between pieces that mean something to a parser. */
const anything = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.oneof(
        fc.constantFrom(
          ...HOSTILE.filter((one) => one.length < 100),
          '|',
          '`',
          '\\',
          ' ',
          '//',
          '@',
          'www.',
          '<',
          '](',
          '\n',
        ),
        fc.string({ maxLength: 3 }),
      ),
      { maxLength: 8 },
    )
    .map((parts) => parts.join('')),
);

const onlyText = (markdown: string): string[] =>
  tokensOf(markdown)
    .map(({ type }) => type)
    .filter((type) => !['paragraph', 'text', 'escape', 'codespan', 'space'].includes(type));

describe('text that others wrote, in Markdown', () => {
  it.each(HOSTILE)('stays text: %j', (value) => {
    expect(onlyText(text(value))).toEqual([]);
    expect(onlyText(code(value))).toEqual([]);
    expect(liveParts(`Before ${text(value)} after, ${code(value)}.`)).toEqual([]);
  });

  it('stays text wherever it stands, whatever it is', () => {
    fc.assert(
      fc.property(anything, anything, (one, other) => {
        const page = `# ${text(one)}\n\n${text(other)}\n\n- ${text(one)}: ${code(other)}\n- **${text(other)}** (${code(one)})\n`;
        expect(liveParts(page)).toEqual([]);
        expect(onlyText(text(one))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('neither adds nor takes away a cell of a table', () => {
    fc.assert(
      fc.property(anything, anything, (one, other) => {
        const rows = tokensOf(`${table(['A', 'B', 'C'], [[text(one), code(other), text(other)]])}\n`).filter(
          ({ type }) => type === 'table',
        ) as unknown as { rows: { text: string }[][] }[];
        expect(rows).toHaveLength(1);
        expect(rows[0]?.rows).toHaveLength(1);
        expect(rows[0]?.rows[0]).toHaveLength(3);
      }),
      { numRuns: 500 },
    );
  });

  it('never leaves its fence or its link', () => {
    fc.assert(
      fc.property(anything, (value) => {
        expect(onlyText(`${fenced(value.split('\n'), 'js')}\n\nafter`)).toEqual(['code']);
        const links = tokensOf(link(value, '/a%20b#L1')).filter(({ type }) => type === 'link');
        expect(links.map((one) => (one as { href?: string }).href)).toEqual(['/a%20b#L1']);
      }),
      { numRuns: 500 },
    );
  });

  it('reads well where nothing is hostile', () => {
    expect(text('kinds of data: names (3), e.g. `req.body[x]` and *y*')).toBe(
      'kinds of data: names (3), e.g. `req.body[x]` and \\*y\\*',
    );
    expect(text('a ` b')).toBe('a \\` b');
    expect(text('Decorated with @Public() at https://x.example/a.')).toBe(
      'Decorated with `@Public`() at `https://x.example/a`.',
    );
    expect(text('2026 was')).toBe('2026 was');
    expect(code('a`b')).toBe('``a`b``');
    expect(table(['A'], [[code('a|b')]])).toContain('`a\\|b`');
    expect(fenced(['x = "```"'])).toBe('````\nx = "```"\n````');
  });

  it('is read back as it was written', () => {
    fc.assert(
      fc.property(anything, (value) => {
        const flat = value.replace(/\s*[\r\n]\s*|\t/g, ' ').trim();
        if (!flat.includes('`')) expect(plainOf(text(value))).toBe(flat);
        if (value.trim() !== '') expect(codeSpansOf(code(value))).toEqual([value]);
      }),
      { numRuns: 500 },
    );
  });

  it('is cut between two signs only', () => {
    fc.assert(
      fc.property(anything, fc.nat(60), (value, max) => {
        const short = cut(`${text(value)} ${code(value)}`, max + 2);
        expect(onlyText(short)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
