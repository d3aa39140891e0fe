import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lockResult } from '../../../../src/agents/runner/evidence';
import type { SourceReader } from '../../../../src/agents/runner/source-reader';
import { isQuoted, linesOf } from '../../../../src/artifacts/quote';
import { secretsIn, textKindOf } from '../../../../src/safety/secrets/recognise';
import { Redaction } from '../../../../src/safety/secrets/redaction';
import { draft } from '../../agents-runner/draft';
import { HARMLESS, PLANTED, type Planted } from './planted';

const LINES = [
  ...HARMLESS,
  '',
  '  ',
  'const a = 1;   ',
  '\tif (x) {',
  '}',
  '// [redacted]',
  '`',
  "'",
  '"""',
  '<b>',
  'ünïcödé 🐶',
];

interface Sample {
  planted: Planted;
  text: string;
  start: number;
  end: number;
  /** Characters that a quote is cut by, at its end. */
  cut: number;
}

const sample: fc.Arbitrary<Sample> = fc
  .record({
    planted: fc.constantFrom(...PLANTED),
    before: fc.array(fc.oneof(fc.constantFrom(...LINES), fc.string({ maxLength: 30 })), { maxLength: 4 }),
    after: fc.array(fc.oneof(fc.constantFrom(...LINES), fc.string({ maxLength: 30 })), { maxLength: 4 }),
    end: fc.constantFrom('\n', '\r\n'),
    blanks: fc.constantFrom('', '  ', '\t'),
    from: fc.double({ min: 0, max: 1, noNaN: true }),
    to: fc.double({ min: 0, max: 1, noNaN: true }),
    cut: fc.nat({ max: 60 }),
  })
  .map(({ planted, before, after, end, blanks, from, to, cut }) => {
    const text = [...before, ...planted.text.split('\n'), ...after].map((line) => line + blanks).join(end);
    const count = linesOf(text).length;
    const start = 1 + Math.floor(from * (count - 1));
    return { planted, text, start, end: start + Math.floor(to * (count - start)), cut };
  });

const readerOf = (text: string): SourceReader => ({
  read: (path) =>
    Promise.resolve({ ok: true, file: { path, lines: linesOf(text), sha256: 'a'.repeat(64), bytes: text.length } }),
});

function redactionFor({ planted, text }: Sample): Redaction {
  const redaction = new Redaction();
  // What a run knows: the secrets of the file, where it stands and elsewhere.
  redaction.learn(
    [...secretsIn(text, textKindOf(planted.file)), ...secretsIn(planted.text, textKindOf(planted.file))].map(
      ({ value }) => value,
    ),
  );
  return redaction;
}

async function quoted(given: Sample, quote: string): Promise<string | undefined> {
  const evidence = [
    {
      type: 'code-snippet' as const,
      source_file: given.planted.file,
      line_range: { start: given.start, end: given.end },
      content: quote,
      context: '',
    },
  ];
  const { result } = await lockResult('investigate', draft({ evidence }), readerOf(given.text), redactionFor(given));
  return result.evidence[0]?.content;
}

/** No six characters of a secret; those that are letters only may be a word of other code (`github`). */
function expectNothingOf(secrets: readonly string[], safe: string): void {
  for (const secret of secrets) {
    for (let at = 0; at + 6 <= secret.length; at++) {
      const piece = secret.slice(at, at + 6);
      if (/\d/.test(piece)) expect(safe).not.toContain(piece);
    }
  }
}

describe('the evidence lock and redaction', () => {
  it('agree: what was locked and redacted is found again, and no secret is left in it', async () => {
    await fc.assert(
      fc.asyncProperty(sample, fc.constantFrom('\n', '\r\n'), async (given, end) => {
        const lines = linesOf(given.text);
        const quote = lines.slice(given.start - 1, given.end).join(end);
        const safe = await quoted(given, quote);
        expect(safe === undefined).toBe(quote.trim() === '');
        if (safe === undefined) return;
        expect(isQuoted(lines, { start: given.start, end: given.end }, safe)).toBe(true);
        expectNothingOf(given.planted.secrets, safe);
      }),
      { numRuns: 600 },
    );
  });

  it('agree on quotes that are cut off', async () => {
    await fc.assert(
      fc.asyncProperty(sample, async (given) => {
        const lines = linesOf(given.text);
        const whole = lines.slice(given.start - 1, given.end).join('\n');
        const quote = whole.slice(0, Math.max(0, whole.length - given.cut));
        const safe = await quoted(given, quote);
        if (quote.trim() === '') return;
        expect(isQuoted(lines, { start: given.start, end: given.end }, safe ?? '')).toBe(true);
        expectNothingOf(given.planted.secrets, safe ?? '');
      }),
      { numRuns: 600 },
    );
  });

  it('do not repeat themselves: what is redacted stays as it is', () => {
    fc.assert(
      fc.property(sample, (given) => {
        const redaction = redactionFor(given);
        const once = redaction.text(given.text);
        expect(redaction.text(once)).toBe(once);
      }),
      { numRuns: 300 },
    );
  });
});
