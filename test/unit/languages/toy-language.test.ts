import { describe, expect, it } from 'vitest';
import type { CodeFacts } from '../../../src/artifacts/facts';
import { LanguageSet } from '../../../src/knowledge/languages';
import { analyzeInProcess } from '../../../src/analysis/in-process';
import { REGISTRY } from '../../../src/analysis/languages/registry';
import { TOY } from './toy';

const WITH_TOY = new LanguageSet([...REGISTRY.all, TOY]);

const TASKS = 'use run from system\ntask launch(command) does run(command)\n';
const MAIN = 'use param from web\nuse launch from tasks\nlet word be param("word")\ndo launch(word)\n';

const factsOf = (files: Record<string, string>, languages = WITH_TOY): Promise<CodeFacts> =>
  analyzeInProcess(new Map(Object.entries(files)), undefined, { languages });

const placesOf = ({ weaknesses }: CodeFacts): string[] =>
  weaknesses.map(({ weakness, at }) => `${weakness} ${at.file}:${at.line}`);

describe('a language that is added to the registry', () => {
  it('has its files inventoried and read', async () => {
    const { inventory, coverage } = await factsOf({ 'main.toy': MAIN, 'tasks.toy': TASKS, run: '#!/usr/bin/toy\n' });
    const read = inventory.files.map(({ path, language, analyzed }) => [path, language, analyzed]);
    expect(read).toEqual([
      ['main.toy', 'toy', true],
      ['run', 'toy', true],
      ['tasks.toy', 'toy', true],
    ]);
    expect(coverage.byLanguage.map(({ language, read: files }) => [language, files])).toEqual([['Toy', 3]]);
  });

  it('has its files linked, and outside data followed from one to the other', async () => {
    const facts = await factsOf({ 'main.toy': MAIN, 'tasks.toy': TASKS });
    expect(placesOf(facts)).toEqual(['command-injection tasks.toy:2']);
    expect(facts.weaknesses[0]?.path.map(({ file, line }) => `${file}:${line}`)).toContain('main.toy:3');
    expect(facts.limits).toEqual([]);
  });

  it('finds nothing where a text of its own is run, and follows the calls that it describes', async () => {
    const own = MAIN.replace('param("word")', '"list"');
    const [handed, bared] = ['other', 'bare'].map((name) => MAIN.replace('launch(word)', `launch(${name}(word))`));
    expect(placesOf(await factsOf({ 'main.toy': own, 'tasks.toy': TASKS }))).toEqual([]);
    expect(placesOf(await factsOf({ 'main.toy': handed!, 'tasks.toy': TASKS }))).toHaveLength(1);
    expect(placesOf(await factsOf({ 'main.toy': bared!, 'tasks.toy': TASKS }))).toEqual([]);
  });

  it('lives beside the others and changes nothing in them', async () => {
    const app = "const { exec } = require('child_process');\nexec(process.argv[2]);\n";
    const alone = placesOf(await factsOf({ 'app.js': app }, REGISTRY));
    const beside = placesOf(await factsOf({ 'app.js': app, 'main.toy': MAIN, 'tasks.toy': TASKS }));
    expect(alone.length).toBeGreaterThan(0);
    expect(beside).toEqual([...alone, 'command-injection tasks.toy:2']);
  });

  it('is not read without being in the registry', async () => {
    const facts = await factsOf({ 'main.toy': MAIN, 'tasks.toy': TASKS }, REGISTRY);
    expect(facts.inventory.files.map(({ analyzed }) => analyzed)).toEqual([false, false]);
    expect(placesOf(facts)).toEqual([]);
  });
});
