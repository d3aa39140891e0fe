import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { KNOWN_LANGUAGES } from '../../../src/knowledge/languages';

const ENGINE = join(__dirname, '../../../src/analysis/engine');
const NAMES = new RegExp(`\\b(?:${KNOWN_LANGUAGES.all.map(({ id, name }) => `${id}|${name}`).join('|')})\\b`, 'i');

/** Names of packages that hold one. */
const PACKAGES = /sequelize-typescript/g;
const namesLanguage = (line: string): boolean => NAMES.test(line.replace(PACKAGES, ''));

function filesBelow(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return entries.filter((entry) => entry.endsWith('.ts')).map((entry) => join(folder, entry));
}

describe('the engine', () => {
  it.each(["file.language === 'python'", "from '../../knowledge/flow/javascript-models'", '/** Python alone. */'])(
    'would be seen to name one by %s',
    (line) => expect(namesLanguage(line)).toBe(true),
  );

  it('names no language', () => {
    const naming = filesBelow(ENGINE).flatMap((file) => {
      const lines = readFileSync(file, 'utf8').split('\n');
      return lines.flatMap((line, at) => (namesLanguage(line) ? [`${file}:${at + 1} ${line.trim()}`] : []));
    });
    expect(naming).toEqual([]);
  });
});
