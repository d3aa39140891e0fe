import { execFile } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadKey, stateFolderOf } from '../../../src/session/session-key';

const posixOnly = it.skipIf(process.platform === 'win32');

describe('the key that marks sessions', () => {
  let root: string;
  let folder: string;
  const file = (): string => join(folder, 'session-key');
  const make = (): void => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(file(), Buffer.alloc(32, 7), { mode: 0o600 });
  };

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'key-'));
    folder = join(root, 'state', 'threatline');
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('is made once and recognises what it sealed, later too', async () => {
    const seal = (await loadKey(folder)).seal('abc');
    const again = await loadKey(folder);
    expect(again.problem).toBeUndefined();
    expect(again.verifies('abc', seal)).toBe(true);
    expect(readdirSync(folder)).toEqual(['session-key']);
    expect(readFileSync(file())).toHaveLength(32);
  });

  it('does not recognise another head, a damaged seal or that of another key', async () => {
    const key = await loadKey(folder);
    const seal = key.seal('abc');
    const other = await loadKey(join(root, 'other'));
    expect(key.verifies('abd', seal)).toBe(false);
    expect(key.verifies('abc', seal.slice(1))).toBe(false);
    expect(key.verifies('abc', '')).toBe(false);
    expect(
      key.verifies(
        'abc',
        seal.replace(/^./, (first) => (first === '0' ? '1' : '0')),
      ),
    ).toBe(false);
    expect(other.verifies('abc', seal)).toBe(false);
  });

  posixOnly('is readable by its owner only, whatever the mask of the process says', async () => {
    const before = process.umask(0);
    try {
      await loadKey(folder);
    } finally {
      process.umask(before);
    }
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  posixOnly('is closed to others when it was open to them', async () => {
    make();
    chmodSync(file(), 0o644);
    chmodSync(folder, 0o755);
    expect((await loadKey(folder)).problem).toBeUndefined();
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  const damages: [string, () => void][] = [
    ['is a link', () => symlinkSync(join(root, 'elsewhere'), file())],
    ['is a folder', () => mkdirSync(file())],
    ['is too long', () => writeFileSync(file(), Buffer.alloc(4000), { mode: 0o600 })],
    ['is empty', () => writeFileSync(file(), '', { mode: 0o600 })],
  ];
  it.each(damages)('is refused with a sentence when it %s, and nothing is put in its place', async (_what, damage) => {
    make();
    const seal = (await loadKey(folder)).seal('abc');
    writeFileSync(join(root, 'elsewhere'), readFileSync(file()), { mode: 0o600 });
    rmSync(file());
    damage();
    const key = await loadKey(folder);
    expect(key.problem).toMatch(
      /^The key that marks sessions as yours cannot be used: .+ remove it, and a new one is made\. Until this is mended, .+\.$/,
    );
    expect(key.verifies('abc', seal)).toBe(false);
    expect(key.verifies('abc', key.seal('abc'))).toBe(true);
  });

  it('is refused when its folder is a link', async () => {
    mkdirSync(join(root, 'elsewhere'), { mode: 0o700 });
    mkdirSync(join(root, 'state'));
    symlinkSync(join(root, 'elsewhere'), folder, 'junction');
    expect((await loadKey(folder)).problem).toContain('is a link or a file');
    expect(readdirSync(join(root, 'elsewhere'))).toEqual([]);
  });

  it('is a key of this process alone where nothing can be written', async () => {
    writeFileSync(join(root, 'state'), 'a file where the folder would be');
    const key = await loadKey(folder);
    expect(key.problem).toMatch(/cannot be used: E\w+: /);
    expect(key.verifies('abc', key.seal('abc'))).toBe(true);
  });

  it('is the same for everybody who races for it', async () => {
    const seals = await Promise.all(Array.from({ length: 30 }, async () => (await loadKey(folder)).seal('abc')));
    expect(new Set(seals).size).toBe(1);
    expect(readdirSync(folder)).toEqual(['session-key']);
  });

  it('is the same for processes that race for it', async () => {
    const entry = `import { loadKey } from './src/session/session-key'; void loadKey(process.argv[2]).then((key) => console.log(key.problem ?? key.seal('abc')));`;
    const script = join(root, 'race.cjs');
    await build({
      stdin: { contents: entry, resolveDir: process.cwd(), loader: 'ts' },
      bundle: true,
      platform: 'node',
      format: 'cjs',
      outfile: script,
      logLevel: 'silent',
    });
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => promisify(execFile)(process.execPath, [script, folder])),
    );
    expect(new Set(answers.map(({ stdout }) => stdout.trim()))).toEqual(new Set([(await loadKey(folder)).seal('abc')]));
  });
});

describe('the folder of the key', () => {
  const home = '/home/u';

  it('follows the platform', () => {
    expect(stateFolderOf({ platform: 'linux', env: {}, home })).toBe('/home/u/.local/state/threatline');
    expect(stateFolderOf({ platform: 'darwin', env: {}, home })).toBe('/home/u/Library/Application Support/threatline');
    expect(stateFolderOf({ platform: 'win32', env: {}, home: 'C:\\Users\\u' })).toBe(
      'C:\\Users\\u\\AppData\\Local\\threatline\\State',
    );
  });

  it('can be chosen with an absolute path, and with nothing else', () => {
    expect(stateFolderOf({ platform: 'linux', env: { THREATLINE_STATE_HOME: '/var/keys' }, home })).toBe(
      '/var/keys/threatline',
    );
    expect(stateFolderOf({ platform: 'win32', env: { THREATLINE_STATE_HOME: 'D:\\keys' }, home })).toBe(
      'D:\\keys\\threatline',
    );
    for (const env of [
      { THREATLINE_STATE_HOME: 'keys' },
      { THREATLINE_STATE_HOME: '' },
      { THREATLINE_STATE_HOME: './.threat-model' },
    ]) {
      expect(stateFolderOf({ platform: 'linux', env, home })).toBe('/home/u/.local/state/threatline');
    }
  });
});
