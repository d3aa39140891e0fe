import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { takeInventory } from '../../src/analysis/read/inventory/inventory';
import { type Comparison, KINDS, Metamorphosis, rateOf } from './measure';

const MAX_BYTES = 1024 * 1024;

function filesOf(folder: string): Map<string, string> {
  const { root, inventory } = takeInventory({ root: folder, exclude: [] });
  const readable = inventory.files.filter(
    (file) => file.sha256 !== '' && file.size <= MAX_BYTES && file.skipped === undefined,
  );
  return new Map(readable.map((file) => [file.path, readFileSync(join(root, file.path), 'utf8')]));
}

const percent = (rate: number): string => `${(rate * 100).toFixed(1)} %`;

function lineOf({ kind, seed, expected, lost, added, changedLines }: Comparison): string {
  return `${kind.padEnd(9)} seed ${seed}: ${expected - lost.length} of ${expected} found again, ${added.length} new, ${changedLines} lines changed`;
}

/** `--seed N --count N [--kind KIND] [folder …]`: the rate at which weaknesses are found again after changes that change nothing. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      seed: { type: 'string', default: '1' },
      count: { type: 'string', default: '5' },
      kind: { type: 'string' },
    },
  });
  const kinds = KINDS.filter((kind) => values.kind === undefined || kind === values.kind);
  if (kinds.length === 0) throw new Error(`There is no kind ${values.kind ?? ''}, only ${KINDS.join(', ')}.`);
  const all: Comparison[] = [];
  for (const folder of positionals) {
    const metamorphosis = await Metamorphosis.of(filesOf(resolve(folder)));
    console.log(folder);
    for (let at = 0; at < Number(values.count); at += 1) {
      const one = await metamorphosis.compare(kinds[at % kinds.length] ?? 'all', Number(values.seed) + at);
      all.push(one);
      console.log(`  ${lineOf(one)}`);
      for (const lost of one.lost) console.log(`    lost ${lost}`);
      for (const added of one.added) console.log(`    new  ${added}`);
    }
  }
  for (const kind of KINDS) {
    const some = all.filter((one) => one.kind === kind);
    if (some.length > 0) console.log(`${kind.padEnd(9)} ${percent(rateOf(some))}`);
  }
  console.log(
    `metamorphic rate: ${percent(rateOf(all))} of ${all.reduce((sum, one) => sum + one.expected, 0)} (${all.reduce((sum, one) => sum + one.added.length, 0)} new)`,
  );
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
