import { describe, expect, it } from 'vitest';
import { growth, LINEAR } from '../support/growth';
import { link, probed } from './linked';

/** Modules that spread two others each into what they export, all in one circle. */
function spreading(count: number): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, at) => [
      `m${at}.js`,
      `const a = require('./m${(at + 1) % count}'); const b = require('./m${(at * 7) % count}');
       module.exports = { ...a, ...b, f${at}: (x) => a.f${(at + 1) % count}(x) };`,
    ]),
  );
}

/** Modules that hand on all names of two others each, and import a name that none of them has. */
function handingOn(count: number): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, at) => [
      `m${at}.ts`,
      `export * from './m${(at + 1) % count}'; export * from './m${(at * 7) % count}';
       import { x${at} } from './m${(at + 3) % count}'; x${at}();`,
    ]),
  );
}

describe('names that many modules could have', () => {
  it('takes what is written after a spread for what it replaces', async () => {
    const program = await link({
      'a.js':
        'const run = () => 1; const other = () => 2; const base = { run: other, more: other };\nprobe({ ...base, run }.run);',
      'b.js': 'const run = () => 1; const other = () => 2; const base = { run: other };\nprobe({ run, ...base }.run);',
    });
    expect(probed(program, 'a.js')).toEqual(['function run in a.js']);
    expect(probed(program, 'b.js')).toEqual(['function other in b.js', 'function run in b.js']);
  });

  it('does not ask every module of a circle for each name', async () => {
    const programs = new Map<number, Record<string, string>>();
    const cost = await growth(async (size) => {
      const files = programs.get(size) ?? spreading(size);
      programs.set(size, files);
      const program = await link(files);
      for (const call of program.calls) program.resolve(call.expr.callee, call.scope);
    }, 100);
    expect(cost).toBeLessThan(LINEAR);
  });

  it('stops where names are asked for too often, and names the files', async () => {
    const program = await link(handingOn(600));
    for (const call of program.calls) program.resolve(call.expr.callee, call.scope);
    expect(program.steps).toBeLessThan(600_000);
    expect(program.cutShort.size).toBeGreaterThan(0);
  });

  it('follows all names of a program that is only large', async () => {
    const program = await link(spreading(300));
    for (const call of program.calls) program.resolve(call.expr.callee, call.scope);
    expect(program.cutShort.size).toBe(0);
  });
});
