import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { KINDS } from './compare';
import { judge } from './known';
import { SUBJECTS } from './frameworks';
import { measure, type Result } from './measure';

function table(results: readonly Result[]): string[] {
  const names = [...new Set(results.map(({ framework }) => framework))];
  const rows = names.map((name) => {
    const own = results.filter(({ framework }) => framework === name);
    const routes = own.reduce((sum, one) => sum + one.routes, 0);
    const wrong = own.flatMap(({ disagreements }) => disagreements);
    const kinds = KINDS.flatMap((kind) => {
      const count = wrong.filter((one) => one.kind === kind).length;
      return count > 0 ? [`${kind} ${count}`] : [];
    });
    const agreeing = routes - wrong.filter(({ kind }) => kind !== 'not-there').length;
    const rate = routes === 0 ? '-' : `${((agreeing / routes) * 100).toFixed(1)} %`;
    return [name, String(own.length), String(routes), String(agreeing), rate, kinds.join(', ')];
  });
  const all = [['framework', 'programs', 'routes', 'agreeing', 'rate', 'disagreements'], ...rows];
  const widths = all[0]?.map((_, at) => Math.max(...all.map((row) => row[at]?.length ?? 0))) ?? [];
  return all.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/**
 * `[framework …] [--seed N] [--count N]`: which routes answer to whom in programs of each framework, against what their
 * facts say. Python programs need a `--python` that has the frameworks.
 */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      root: { type: 'string', default: '.' },
      seed: { type: 'string', default: '1' },
      count: { type: 'string', default: '20' },
      python: { type: 'string', default: '' },
      summary: { type: 'string' },
    },
  });
  const unknown = positionals.filter((name) => !SUBJECTS.some((one) => one.name === name));
  if (unknown.length > 0) throw new Error(`There is no ${unknown.join(', ')}.`);
  const chosen = SUBJECTS.filter(
    ({ name, language }) =>
      (positionals.length === 0 || positionals.includes(name)) && (language !== 'python' || values.python !== ''),
  );
  const seeds = Array.from({ length: Number(values.count) }, (_, at) => Number(values.seed) + at);
  const results: Result[] = [];
  for (const subject of chosen) {
    const script = join(
      values.root,
      'test/conformance/drive',
      subject.language === 'python' ? 'python.py' : 'node.mjs',
    );
    const command = [subject.language === 'python' ? values.python : process.execPath, script] as const;
    const root = join(values.root, 'test-results/conformance');
    results.push(...(await measure(subject, seeds, { root, command })));
  }
  const verdicts = judge(results, join(values.root, 'test/conformance/known.json'));
  for (const { complaints } of verdicts) for (const text of complaints) console.log(text);
  console.log(table(results).join('\n'));
  const failed = verdicts.filter(({ complaints }) => complaints.length > 0).length;
  if (values.summary !== undefined)
    writeFileSync(values.summary, JSON.stringify({ passed: verdicts.length - failed, failed }));
  if (failed > 0) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
