import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import type { Inventory } from '../../src/artifacts/inventory';
import { isApplicationCode } from '../../src/analysis/read/code';
import { parserFor } from '../../src/analysis/read/parse/grammar';
import { languageOf } from '../../src/knowledge/languages';
import { type Time, timed } from './time';

/** What parsing the files costs that an analysis reads as code, and nothing else: its trees are dropped at once. */
export async function parseBarely(root: string, listed: Inventory): Promise<Time> {
  const texts = listed.files
    .filter(isApplicationCode)
    .map((file) => ({ path: file.path, text: readFileSync(join(root, file.path), 'utf8') }));
  for (const { path } of texts) await parserOf(path);
  return timed(async () => {
    for (const { path, text } of texts) (await parserOf(path))?.parse(text)?.delete();
  });
}

async function parserOf(path: string): Promise<Awaited<ReturnType<typeof parserFor>> | undefined> {
  const grammar = languageOf(path)?.grammars[0];
  return grammar === undefined ? undefined : parserFor(grammar);
}
