import { describe, expect, it } from 'vitest';
import { conventionsOf } from '../../../src/analysis/frameworks/conventions';
import { FRAMEWORKS } from '../../../src/analysis/frameworks/registry';
import { findEntryPoints } from '../../../src/analysis/frameworks/find-entry-points';
import { findFlows } from '../../../src/analysis/engine/flow/find-flows';
import type { FileIr } from '../../../src/analysis/read/ir';
import { linkProgram } from '../../../src/analysis/engine/link/program';
import { lowerText } from '../../../src/analysis/languages/lower/lower-text';
import { linkedLanguages, specialCalls } from '../../../src/analysis/languages/registry';
import { CachedTextSource } from '../../../src/analysis/read/text-source';
import { flowsOf, places } from './flow-of';

const ROUTE = (path: string): string =>
  `const app = require('express')();\napp.get('/${path}', (req, res) => {\n  eval(req.query.code);\n});\n`;

describe('one root that fails', () => {
  it('costs its own file alone and is named', async () => {
    const files: Record<string, string> = { 'a.js': ROUTE('a'), 'b.js': ROUTE('b'), 'c.js': ROUTE('c') };
    const trees = new Map<string, FileIr>();
    for (const [path, text] of Object.entries(files)) trees.set(path, await lowerText(path, text));
    const program = linkProgram(trees, linkedLanguages(), undefined, conventionsOf(FRAMEWORKS));
    const texts = new CachedTextSource((path) => files[path]);
    const entries = findEntryPoints(program, texts);
    const broken = trees.get('b.js');
    // A tree no parser makes: whatever a later defect may be, it shows as an exception in the middle of a root.
    const handler = [...program.functions.values()].find((fn) => fn.file === 'b.js' && fn.fn.params.length === 2);
    Object.defineProperty(handler?.fn ?? {}, 'body', {
      get: () => {
        throw new RangeError('Maximum call stack size exceeded');
      },
    });
    const { weaknesses, limits } = findFlows(program, entries, texts, specialCalls());
    expect(broken).toBeDefined();
    expect(weaknesses.filter((one) => one.weakness === 'code-injection').map((one) => one.at.file)).toEqual([
      'a.js',
      'c.js',
    ]);
    expect(limits).toEqual([{ path: 'b.js', why: { is: 'flow-failed', name: 'Maximum call stack size exceeded' } }]);
  });
});

describe('a greedy file', () => {
  const greedy = `const app = require('express')();\n${Array.from({ length: 40 }, (_, at) => `function f${at}(x) { ${Array.from({ length: 6 }, (_unused, to) => `f${(at * 7 + to * 3 + 1) % 40}({ x, a: ${at * 10 + to} });`).join(' ')} return x; }`).join('\n')}\napp.get('/g', (req, res) => { f0(req.query.a); });\n`;

  it('uses up its own steps and no others', async () => {
    const { weaknesses, limits, steps } = await flowsOf(
      { 'a.js': greedy, 'b.js': ROUTE('b') },
      { budget: { steps: 1000 } },
    );
    expect(steps).toBeLessThan(400_000);
    expect(limits.map((one) => one.path)).not.toContain('b.js');
    expect(places(weaknesses.filter((one) => one.at.file === 'b.js'))).toContain('code-injection@3');
  });
});
