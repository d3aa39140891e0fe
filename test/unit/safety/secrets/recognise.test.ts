import { describe, expect, it } from 'vitest';
import { isQuoted, linesOf } from '../../../../src/artifacts/quote';
import { KnownSecrets } from '../../../../src/safety/secrets/known-secrets';
import { secretsIn, textKindOf } from '../../../../src/safety/secrets/recognise';
import { redactText } from '../../../../src/safety/secrets/redaction';
import { HARMLESS, PLANTED } from './planted';

/** As a run does it: what a file holds is known when parts of it are quoted. */
function redactedAs(file: string, text: string): string {
  const known = new KnownSecrets();
  known.add(secretsIn(text, textKindOf(file)).map(({ value }) => value));
  return redactText(text, known);
}

describe('secrets of every kind', () => {
  it.each(PLANTED.map((one) => [one.kind, one] as const))(
    '%s: it goes, and what is left is a quote',
    (_kind, { file, text, secrets }) => {
      const safe = redactedAs(file, text);
      for (const secret of secrets) {
        for (let at = 0; at + 6 <= secret.length; at++) expect(safe).not.toContain(secret.slice(at, at + 6));
      }
      const lines = linesOf(text);
      expect(isQuoted(lines, { start: 1, end: lines.length }, safe)).toBe(true);
      expect(isQuoted(linesOf(text.replaceAll('\n', '\r\n')), { start: 1, end: lines.length }, safe)).toBe(true);
    },
  );

  it.each(PLANTED.map((one) => [one.kind, one] as const))(
    '%s: it goes from each of its lines as well',
    (_kind, { file, text, secrets }) => {
      const known = new KnownSecrets();
      known.add(secretsIn(text, textKindOf(file)).map(({ value }) => value));
      const lines = linesOf(text);
      for (const [index, line] of lines.entries()) {
        const safe = redactText(line, known);
        for (const secret of secrets) expect(safe).not.toContain(secret.slice(0, 8));
        if (line.trim() !== '') expect(isQuoted(lines, { start: index + 1, end: index + 1 }, safe)).toBe(true);
      }
    },
  );

  it.each(HARMLESS)('%s: it stays', (text) => {
    expect(redactText(text)).toBe(text);
  });
});

describe('escapes', () => {
  it.each(PLANTED.filter(({ file }) => file.endsWith('.js')).map((one) => [one.kind, one] as const))(
    '%s: it goes from code that stands in JSON, which stays JSON',
    (_kind, { text, secrets }) => {
      const safe = redactText(JSON.stringify({ code: text }));
      for (const secret of secrets) expect(safe).not.toContain(secret);
      expect(() => void JSON.parse(safe)).not.toThrow();
    },
  );
});
