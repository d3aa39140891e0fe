import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../../../src');

/** Words that nobody would say, in what people read. */
const ARTEFACTS = /\b(?:told by|adds? up|stands? in front of)\b/i;

const files = ['wording', 'report', 'knowledge/weaknesses', 'knowledge/concern-readings'].flatMap((room) =>
  readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(room, name)),
);

it.each(files)('%s is in plain words', (file) => {
  const code = readFileSync(join(ROOT, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  expect(code.split('\n').filter((line) => ARTEFACTS.test(line))).toEqual([]);
});
