import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyzeInProcess } from '../../../../src/analysis/in-process';
import { linesOf } from '../../../../src/artifacts/quote';
import { normalLines } from '../../../../src/safety/text/normal-lines';
import { PROGRAMS } from './programs';

const FIXTURES = join(__dirname, '../../../fixtures/sample');

function filesBelow(folder: string): Record<string, string> {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    found.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [relative(folder, path).split(sep).join('/'), readFileSync(path, 'utf8')];
    }),
  );
}

const ALL: Record<string, Readonly<Record<string, string>>> = { ...PROGRAMS, 'the sample': filesBelow(FIXTURES) };

const TWINS: Record<string, (text: string) => string> = {
  CRLF: (text) => text.replace(/\r?\n/g, '\r\n'),
  'CRLF and a byte order mark': (text) => `\uFEFF${text.replace(/\r?\n/g, '\r\n')}`,
  'mixed ends': (text) => text.replace(/\n/g, (end, at: number) => (at % 2 ? end : '\r\n')),
};

/** Everything but what belongs to the bytes of a file. */
async function factsOf(files: Readonly<Record<string, string>>) {
  const { inventory, ...facts } = await analyzeInProcess(new Map(Object.entries(files)));
  return { ...facts, files: inventory.files.map(({ size: _size, sha256: _hash, ...file }) => file) };
}

describe('the same code with other line ends has the same facts, ids and places', () => {
  const cases = Object.entries(ALL).flatMap(([program, files]) =>
    Object.entries(TWINS).map(([kind, twin]) => ({ program, kind, files, twin })),
  );
  it.each(cases)('$program with $kind', async ({ files, twin }) => {
    const plain = await factsOf(files);
    expect(plain.weaknesses.length).toBeGreaterThan(0);
    const other = await factsOf(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, twin(text)])));
    expect(other).toEqual(plain);
  });
});

describe('lines', () => {
  it('are those of the editor', () => {
    expect(normalLines('\uFEFFa\r\nb\rc\n\rd')).toBe('a\nb\nc\n\nd');
    expect(linesOf('a\r\nb\rc\n')).toEqual(['a', 'b', 'c']);
    const plain = 'nothing to change\n';
    expect(normalLines(plain)).toBe(plain);
  });
});
