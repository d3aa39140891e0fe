import { execFile } from 'node:child_process';
import { existsSync, lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runTrapped, type Trapped } from '../../../traps/trapped';
import { type Box, copyOf, templateBox } from './box';
import { HOSTILE_PLACES } from './hostile-places';
import { HOSTILE as USUAL_SETUPS, type HostileSetup } from './hostile-setups';

const HOSTILE = [...USUAL_SETUPS, ...HOSTILE_PLACES];
const USUAL = ['src/db.js', 'vendor/x.js'];
const COMMANDS = ['rev-parse', 'merge-base', 'diff-tree'];

interface Answer {
  workspace: { git_commit?: string; git_branch?: string; git_unread?: string };
  untrusted: { refused: string };
  changed: string[] | { refused: string; message: string; cause: string };
}

let template: Box;
let programs: string;

beforeAll(async () => {
  template = templateBox();
  programs = mkdtempSync(join(tmpdir(), 'threatline-driver-'));
  await build({
    entryPoints: [join(import.meta.dirname, 'driver.ts')],
    outfile: join(programs, 'driver.cjs'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'error',
  });
}, 600_000);
afterAll(() => {
  template.remove();
  rmSync(programs, { recursive: true, force: true });
});

interface Listener {
  port: number;
  connected: () => number;
  close: () => void;
}

/** A server that counts who connects, and hangs up. */
async function listen(): Promise<Listener> {
  let connected = 0;
  const server = createServer((socket) => {
    connected += 1;
    socket.destroy();
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return { port: (server.address() as AddressInfo).port, connected: () => connected, close: () => void server.close() };
}

/** Names, sizes and times of all that lies in the repository's folder. */
function snapshot(folder: string): string[] {
  return readdirSync(folder, { recursive: true })
    .map(String)
    .sort()
    .map((name) => {
      const path = join(folder, name);
      const found = lstatSync(path, { throwIfNoEntry: false });
      return `${name} ${found?.size ?? ''} ${found?.mtimeMs ?? ''}`;
    });
}

async function drive(box: Box, setup: HostileSetup): Promise<{ answer: Answer; trapped: Trapped[] }> {
  const args = [
    join(programs, 'driver.cjs'),
    join(box.root, setup.folder ?? 'repo'),
    ...(setup.base === undefined ? [] : [setup.base]),
  ];
  const env = { ...box.env, ...setup.env?.(box) };
  const { code, out, err, trapped } = await runTrapped(args, {
    cwd: box.repo,
    env,
    file: join(box.root, 'trapped.jsonl'),
  });
  expect(code, err).toBe(0);
  return { answer: JSON.parse(out) as Answer, trapped };
}

function expectOnlyGit(trapped: readonly Trapped[], box: Box): void {
  expect(trapped.filter(({ kind }) => kind !== 'process')).toEqual([]);
  for (const { name, args } of trapped) {
    expect(name).toBe('spawn');
    // The second record of a start comes from inside Node and has no words.
    if (args.length === 0) continue;
    const [program = '', words = ''] = args;
    expect(isAbsolute(program) && !program.startsWith(box.root), program).toBe(true);
    expect(COMMANDS).toContain(words.split(' ')[0]);
  }
}

function expectAnswer(answer: Answer, setup: HostileSetup, head: string): void {
  const reason = { git_unread: expect.stringMatching(/^[A-Z].{20,}\.$/) as string };
  expect(answer.workspace).toEqual(setup.workspace === 'refused' ? reason : { git_commit: head, git_branch: 'main' });
  expect(answer.untrusted.refused).toBe('git-untrusted');
  const { changed = USUAL } = setup;
  if (typeof changed === 'string')
    expect(answer.changed).toMatchObject({ refused: changed, message: expect.stringMatching(/.{20}/) });
  else expect(answer.changed).toEqual(changed);
}

const headOf = (box: Box): string =>
  existsSync(join(box.repo, '.git/refs')) &&
  lstatSync(join(box.repo, '.git/refs/heads/main'), { throwIfNoEntry: false })?.isFile() === true
    ? readFileSync(join(box.repo, '.git/refs/heads/main'), 'utf8').trim()
    : '';

/** Runs plain git. Not synchronously: the server that it may connect to lives in this process. */
async function expectControlToFire(setup: HostileSetup, control: string): Promise<void> {
  const listener = await listen();
  const box = copyOf(template, listener.port);
  try {
    setup.make(box);
    const running = promisify(execFile)('/bin/sh', ['-c', control], {
      cwd: box.repo,
      env: { ...box.env, ...setup.env?.(box) },
    });
    running.child.stdin?.end();
    await running;
    expect(box.whatFired() !== '' || listener.connected() > 0, 'plain git must run into it, or it proves nothing').toBe(
      true,
    );
  } finally {
    box.remove();
    listener.close();
  }
}

async function expectHarmless(setup: HostileSetup): Promise<void> {
  const listener = await listen();
  const box = copyOf(template, listener.port);
  try {
    setup.make(box);
    box.forget();
    const [before, head] = [snapshot(box.repo), headOf(box)];
    const { answer, trapped } = await drive(box, setup);
    expect(box.whatFired()).toBe('');
    expect(listener.connected()).toBe(0);
    expect(snapshot(box.repo)).toEqual(before);
    expectOnlyGit(trapped, box);
    expectAnswer(answer, setup, head);
  } finally {
    box.remove();
    listener.close();
  }
}

describe.skipIf(process.platform === 'win32')('a hostile repository', () => {
  it('is tried in more than a hundred ways', () => {
    expect(HOSTILE.length).toBeGreaterThan(100);
    expect(new Set(HOSTILE.map(({ name }) => name)).size).toBe(HOSTILE.length);
  });

  it.concurrent.each(HOSTILE)('$name', { timeout: 300_000 }, async (setup) => {
    if (setup.control !== undefined) await expectControlToFire(setup, setup.control);
    await expectHarmless(setup);
  });
});
