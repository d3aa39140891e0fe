import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyzeInProcess } from '../../../src/analysis/in-process';
import type { Analyzer } from '../../../src/pipeline/contract';
import { productionServices } from '../../../src/pipeline/production';
import { prepareRun, startRun } from '../../../src/pipeline/run';
import { MemoryFs } from '../../unit/pipeline/support/memory-fs';
import { artifacts, stoppedClock } from '../../unit/pipeline/support/scenario';
import { makeWorkspace } from '../../unit/pipeline/support/workspace';

const SAMPLE = join(import.meta.dirname, '../../fixtures/sample');

const sources = (folder = ''): [string, string][] =>
  readdirSync(join(SAMPLE, folder)).flatMap((name) => {
    const path = folder === '' ? name : `${folder}/${name}`;
    if (name.startsWith('.')) return [];
    return statSync(join(SAMPLE, path)).isDirectory()
      ? sources(path)
      : [[path, readFileSync(join(SAMPLE, path), 'utf8')] as [string, string]];
  });

/** Words that the reports of earlier times were known by. */
const ARTEFACTS = /\b(?:told by|adds? up|stands? in front of|NaN|\[object)\b|(?:: |^)undefined\b/i;

/** What is read at once: what stands below one headline, and each row of a table. */
function pages(markdown: string): string[] {
  const text = markdown.replace(/^```[\s\S]*?^```$/gm, '');
  return text
    .split(/^#+ .*$/m)
    .flatMap((part) => [
      part.replace(/^\|.*\|$/gm, ''),
      ...part.split('\n').filter((line) => line.startsWith('|') && !line.startsWith('| ---')),
    ]);
}

/** Whole sentences, without what stands in code. */
const sentencesIn = (page: string): string[] =>
  page
    .split(/\n+|\|/)
    .map((line) => line.replace(/^(?:- |\d+\. )(?:[A-Z]\w+(?: `[^`]*`)?: )?/, '').trim())
    .flatMap((line) => line.split(/(?<=[.!?]) (?=[A-Z])/))
    .filter((sentence) => /^[A-Z].*[a-z].*[.!?]$/.test(sentence) && sentence.split(' ').length > 3);

const twice = (sentences: readonly string[]): string[] => [
  ...new Set(sentences.filter((one, at) => sentences.indexOf(one) !== at)),
];

let workspace: ReturnType<typeof makeWorkspace>;
let report = '';

beforeAll(async () => {
  const files = Object.fromEntries(sources());
  workspace = makeWorkspace(files);
  const facts = await analyzeInProcess(new Map(Object.entries(files)));
  const analyzer: Analyzer = { inventory: async () => facts.inventory, analyze: async () => facts };
  const fs = new MemoryFs();
  const handle = await startRun(
    await prepareRun({
      ...productionServices({ version: '1.2.3', trusted: true }),
      analyzer,
      folder: workspace.folder,
      scope: { type: 'full' },
      methodology: 'hybrid',
      cvssVersion: '4.0',
      sessionRoot: '/sessions',
      unattended: true,
      clock: stoppedClock(),
      fs,
      poolSize: 4,
    }),
  );
  await handle.finished;
  report = artifacts(fs, handle.sessionDir)['final-report/threat-model-report.md'] ?? '';
});
afterAll(() => workspace.remove());

describe('the report of an application', () => {
  it('is there, and has its threats', () => {
    expect(report.match(/^#### THREAT-/gm)?.length).toBeGreaterThan(5);
  });

  it('says no sentence twice on what is read at once', () => {
    expect(pages(report).flatMap((page) => twice(sentencesIn(page)))).toEqual([]);
  });

  it('says how something is put right once', () => {
    const remedies = [...report.matchAll(/^- Do: (.*)$/gm)].map(([, remedy = '']) => remedy);
    expect(twice(remedies.filter((remedy) => !remedy.startsWith('as for')))).toEqual([]);
    expect(remedies.some((remedy) => remedy.startsWith('as for'))).toBe(true);
  });

  it('uses none of the words that nobody would say', () => {
    const prose = report.replace(/^```[\s\S]*?^```$/gm, '').replace(/`[^`]*`/g, '');
    expect(prose.split('\n').filter((line) => ARTEFACTS.test(line))).toEqual([]);
  });

  it('names routes in one notation', () => {
    const others = report.match(/\b(?:GET|POST|PUT|PATCH|DELETE)(?:: |:\/|\s{2,}\/|-\/)\S+/g) ?? [];
    expect(others).toEqual([]);
  });
});
