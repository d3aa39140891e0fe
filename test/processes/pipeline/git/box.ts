import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

const STUBS = [
  'ssh',
  'scp',
  'curl',
  'gpg',
  'less',
  'vi',
  'nano',
  'git-lfs',
  'git-remote-ext',
  'git-remote-http',
  'git-remote-https',
  'git-remote-evil',
];

/** A folder with a repository, a home and programs that tell when they are run. */
export class Box {
  readonly repo: string;
  readonly home: string;
  readonly bin: string;
  /** Lines of what was run; the file is absent while nothing was. */
  readonly fired: string;
  /** A program that writes a line to `fired`; with `cat` as its argument it hands its input on. */
  readonly canary: string;

  constructor(
    readonly root: string,
    /** Where a server listens that tells when it is connected to. */
    readonly port = 0,
  ) {
    this.repo = join(root, 'repo');
    this.home = join(root, 'home');
    this.bin = join(root, 'bin');
    this.fired = join(root, 'fired.txt');
    this.canary = join(root, 'canary');
  }

  /** The environment a user has, whose programs of the network are canaries. */
  get env(): Record<string, string> {
    return {
      PATH: `${this.bin}${delimiter}${process.env['PATH'] ?? ''}`,
      HOME: this.home,
      FIRED: this.fired,
      LC_ALL: 'C',
    };
  }

  git(...args: string[]): string {
    return this.gitIn(this.repo, ...args);
  }

  gitIn(folder: string, ...args: string[]): string {
    const who = {
      GIT_AUTHOR_NAME: 't',
      GIT_AUTHOR_EMAIL: 't@example.org',
      GIT_COMMITTER_NAME: 't',
      GIT_COMMITTER_EMAIL: 't@example.org',
    };
    const when = { GIT_AUTHOR_DATE: '2026-01-01T00:00:00Z', GIT_COMMITTER_DATE: '2026-01-01T00:00:00Z' };
    const env = { PATH: process.env['PATH'] ?? '', HOME: this.home, GIT_CONFIG_NOSYSTEM: '1', ...who, ...when };
    return execFileSync('git', ['-c', 'protocol.file.allow=always', ...args], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env,
    })
      .toString()
      .trim();
  }

  write(path: string, content: string | Buffer, mode?: number): string {
    const file = join(this.root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    if (mode !== undefined) chmodSync(file, mode);
    return file;
  }

  /** Adds to the repository's own configuration. */
  config(...lines: string[]): void {
    appendFileSync(join(this.repo, '.git/config'), `${lines.join('\n')}\n`);
  }

  /** A program that fires, at a place of the caller's choice. */
  program(path: string): string {
    return this.write(path, readFileSync(this.canary), 0o755);
  }

  whatFired(): string {
    return existsSync(this.fired) ? readFileSync(this.fired, 'utf8') : '';
  }

  forget(): void {
    rmSync(this.fired, { force: true });
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

const newRoot = (): string => realpathSync(mkdtempSync(join(tmpdir(), 'threatline-box-')));

function addPrograms(box: Box): void {
  mkdirSync(box.home, { recursive: true });
  mkdirSync(box.bin, { recursive: true });
  box.write('canary', `#!/bin/sh\necho "$0 $*" >> '${box.fired}'\n[ "$1" = cat ] && cat\nexit 0\n`, 0o755);
  for (const name of STUBS) box.program(`bin/${name}`);
}

/** Two commits: the second changes `src/db.js`, adds `vendor/x.js` and deletes `src/old.js`. */
export function templateBox(): Box {
  const box = new Box(newRoot());
  addPrograms(box);
  box.write('repo/src/db.js', 'export const save = 1;\n');
  box.write('repo/src/old.js', 'x\n');
  box.git('init', '-q', '-b', 'main');
  box.git('add', '.');
  box.git('commit', '-q', '-m', 'first');
  box.git('tag', '-a', 'v1', '-m', 'one');
  box.write('repo/src/db.js', 'export const save = 2;\n');
  box.write('repo/vendor/x.js', 'export const x = 1;\n');
  box.git('rm', '-q', 'src/old.js');
  box.git('add', '.');
  box.git('commit', '-q', '-m', 'second');
  return box;
}

export function copyOf(template: Box, port: number): Box {
  const root = newRoot();
  cpSync(template.root, root, { recursive: true, verbatimSymlinks: true });
  const box = new Box(root, port);
  addPrograms(box);
  return box;
}
