import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../../../src/analysis/analyze';
import { analyzeInProcess } from '../../../../src/analysis/in-process';
import type { CodeFacts } from '../../../../src/artifacts/facts';
import { linesOf } from '../../../../src/artifacts/quote';
import { factsFile } from '../../../../src/cli/facts-file';
import { analysisSarif } from '../../../../src/report/sarif/analysis';
import { sourceTexts } from '../../../../src/safety/files/source-texts';
import { normalLines } from '../../../../src/safety/text/normal-lines';
import { tempFolder } from '../../../unit/analysis/temp-folder';
import { type Files, filesBelow, FIXTURES, programFolders } from '../../../unit/analysis/twins/fixtures';
import { PROGRAMS } from '../../../unit/analysis/twins/programs';

const WORKER = join(__dirname, '../../../../dist/worker.js');

const ALL: Readonly<Record<string, Files>> = {
  ...PROGRAMS,
  ...Object.fromEntries(programFolders(FIXTURES).map((folder) => [relative(FIXTURES, folder), filesBelow(folder)])),
};

const BOM = '\uFEFF';
const ends = (text: string, end: string): string => text.replace(/\r\n?|\n/g, end);

/** The same text with other line ends. */
const TEXT_TWINS: Record<string, (text: string) => string> = {
  CRLF: (text) => ends(text, '\r\n'),
  CR: (text) => ends(text, '\r'),
  'CRLF and a byte order mark': (text) => BOM + ends(text, '\r\n'),
  'CR and a byte order mark': (text) => BOM + ends(text, '\r'),
  'mixed ends': (text) => text.replace(/\n/g, (end, at: number) => (at % 2 ? end : '\r\n')),
};

const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');

/** The same text in other bytes. */
const BYTE_TWINS: Record<string, (text: string) => Buffer> = {
  'CR in UTF-8': (text) => Buffer.from(ends(text, '\r')),
  'CRLF in UTF-16LE with a mark': (text) => utf16(BOM + ends(text, '\r\n')),
  'UTF-16BE with a mark': (text) => utf16(BOM + text).swap16(),
  'UTF-16LE': utf16,
};

interface Outcome {
  facts: unknown;
  file: unknown;
  sarif: unknown;
  weaknesses: number;
}

/** Everything but what belongs to the bytes of a file. */
function outcomeOf(found: CodeFacts, texts: ReadonlyMap<string, string>): Outcome {
  const { inventory, ...facts } = found;
  const files = inventory.files.map(({ size: _size, sha256: _hash, ...file }) => file);
  return {
    facts: { ...facts, inventory: { ...inventory, files } },
    file: factsFile(found),
    sarif: analysisSarif(found, '1.0.0', texts, []),
    weaknesses: found.weaknesses.length,
  };
}

async function outcomeOfTexts(files: Files): Promise<Outcome> {
  const texts = new Map(Object.entries(files));
  return outcomeOf(await analyzeInProcess(texts), texts);
}

async function outcomeOfFolder(files: Readonly<Record<string, string | Buffer>>): Promise<Outcome> {
  const root = tempFolder({ ...files });
  const found = await analyze({ root, exclude: [], workerFile: WORKER, workers: 1 });
  return outcomeOf(found, await sourceTexts(root, Object.keys(files)));
}

/** The program as it is, analysed once for all its twins. */
function remembered(outcome: (files: Files) => Promise<Outcome>): (files: Files) => Promise<Outcome> {
  const known = new Map<Files, Promise<Outcome>>();
  return (files) => {
    const found = known.get(files) ?? outcome(files);
    known.set(files, found);
    return found;
  };
}

const changed = <T>(files: Files, twin: (text: string) => T): Record<string, T> =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [path, twin(text)]));

const casesOf = <T>(twins: Readonly<Record<string, T>>) =>
  Object.entries(ALL).flatMap(([program, files]) =>
    Object.entries(twins).map(([kind, twin]) => ({ program, kind, files, twin })),
  );

describe('the programs', () => {
  it('are those of the fixtures and the small ones', () => {
    expect(Object.keys(ALL)).toEqual(expect.arrayContaining(['express', 'flask', 'typescript', 'sample']));
  });
});

describe('the same code with other line ends has the same facts, SARIF, ids and places', () => {
  const plainOutcome = remembered(outcomeOfTexts);
  it.each(casesOf(TEXT_TWINS))('$program with $kind', async ({ files, twin }) => {
    const plain = await plainOutcome(files);
    expect(plain.weaknesses).toBeGreaterThan(0);
    expect(await outcomeOfTexts(changed(files, twin))).toEqual(plain);
  });
});

describe('the same code in other bytes on the disk has the same facts, SARIF, ids and places', () => {
  const plainOutcome = remembered(outcomeOfFolder);
  it.each(casesOf(BYTE_TWINS))('$program as $kind', async ({ files, twin }) => {
    const plain = await plainOutcome(files);
    expect(plain.weaknesses).toBeGreaterThan(0);
    expect(await outcomeOfFolder(changed(files, twin))).toEqual(plain);
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
