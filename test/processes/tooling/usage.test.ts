import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');
const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: Record<string, string> };

/** Of our own: prettier and vitest read the options of `format` and `watch`. */
const OWN = Object.entries(scripts).flatMap(([name, command]): [string, string[]][] => {
  const [, words] = /^node scripts\/with-node\.mjs ((?:scripts|test)\/.*)$/.exec(command) ?? [];
  return words === undefined ? [] : [[name, words.split(' ')]];
});

interface Ended {
  code: number;
  out: string;
  err: string;
}

const run = (words: readonly string[]): Promise<Ended> =>
  new Promise((done) => {
    const child = execFile(process.execPath, words, { cwd: ROOT }, (_error, out, err) =>
      done({ code: child.exitCode ?? 1, out, err }),
    );
  });

describe('a script of package.json', () => {
  it('has a way to be asked', () => {
    expect(OWN.length).toBeGreaterThan(15);
  });

  it.each(OWN)('%s says how it is used, and does nothing else', async (_name, words) => {
    const { code, out, err } = await run([...words, '--help']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/npm (run |start|test)/);
  });

  it.each(OWN)('%s refuses an option that it does not have, and does nothing else', async (_name, words) => {
    const { code, out, err } = await run([...words, '--no-such-option']);
    expect(code).toBe(2);
    expect(err).toMatch(/no-such-option/);
    expect(`${err}${out}`).toMatch(/npm (run |start|test)/);
  });

  it.each([
    ['fuzz', '--count', 'many'],
    ['soak', '--kills', '-1'],
    ['metamorphic', '--seed', '1.5'],
  ])('%s takes whole numbers for %s only', async (name, option, value) => {
    const words = OWN.find(([own]) => own === name)?.[1] ?? [];
    const { code, err } = await run([...words, `${option}=${value}`]);
    expect(code).toBe(2);
    expect(err).toContain(`"${value}"`);
  });
});
