import { chmodSync, chownSync, mkdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Metadata } from '../../../../src/artifacts/session-files';
import { changedFiles } from '../../../../src/pipeline/git/changed-files';
import { describeWorkspace } from '../../../../src/pipeline/git/describe';
import { findGit, foldersOutside } from '../../../../src/pipeline/git/find-git';
import { gitRefs } from '../../../../src/pipeline/git/list-refs';
import { RunError } from '../../../../src/session/run-error';
import { type Box, templateBox } from './box';

let box: Box;
beforeEach(() => (box = templateBox()));
afterEach(() => box.remove());

const since = (folder: string, baseRef: string, compareRef?: string): Promise<string[]> =>
  changedFiles({ folder, baseRef, trusted: true, ...(compareRef === undefined ? {} : { compareRef }) });
const refusedWith = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof RunError ? error.code : String(error)),
  );
const movedAway = (pointer: string): void => {
  rmSync(join(box.repo, '.git'), { recursive: true });
  writeFileSync(join(box.repo, '.git'), pointer);
};
const USUAL = ['src/db.js', 'vendor/x.js'];

describe('what git knows, read from its files', { timeout: 600_000 }, () => {
  it('is commit and branch, in the folder and below it', () => {
    const commit = box.git('rev-parse', 'HEAD');
    expect(describeWorkspace(box.repo)).toEqual({ git_commit: commit, git_branch: 'main' });
    expect(describeWorkspace(join(box.repo, 'src'))).toEqual({ git_commit: commit, git_branch: 'main' });
  });

  it('is the commit alone when no branch is checked out, the branch alone before the first commit, nothing without git', () => {
    box.git('checkout', '-q', '--detach');
    expect(describeWorkspace(box.repo)).toEqual({ git_commit: box.git('rev-parse', 'HEAD') });
    mkdirSync(join(box.root, 'new'));
    box.gitIn(join(box.root, 'new'), 'init', '-q', '-b', 'first');
    expect(describeWorkspace(join(box.root, 'new'))).toEqual({ git_branch: 'first' });
    expect(describeWorkspace(box.home)).toEqual({});
    expect(describeWorkspace(join(box.root, 'not-there'))).toEqual({});
    expect(gitRefs(box.home)).toBeUndefined();
  });

  it.each([
    ['a reftable', () => mkdirSync(join(box.repo, '.git/reftable')), 'reftable'],
    ['a HEAD that names nothing', () => writeFileSync(join(box.repo, '.git/HEAD'), 'ref: ../x\n'), 'names neither'],
    ['an empty HEAD', () => writeFileSync(join(box.repo, '.git/HEAD'), ''), 'names neither'],
    [
      'a reference that is a link',
      () => {
        rmSync(join(box.repo, '.git/refs/heads/main'));
        symlinkSync('/etc/hostname', join(box.repo, '.git/refs/heads/main'));
      },
      'it is a link',
    ],
    ['a pointer to nowhere', () => movedAway('gitdir: /not/there\n'), 'does not name it back'],
  ])('is left out with the reason: %s', (_, spoil, reason) => {
    spoil();
    const { git_unread: unread, ...rest } = describeWorkspace(box.repo);
    expect(rest).toEqual({});
    expect(unread).toContain(reason);
    expect(unread).toMatch(/^[A-Z].*\.$/);
    expect(Metadata.shape.workspace.parse({ folder: box.repo, git_unread: unread })).toMatchObject({
      git_unread: unread,
    });
  });

  it.skipIf(process.getuid?.() !== 0)('is left out with the reason: a repository of another user around it', () => {
    chownSync(join(box.repo, '.git'), 12345, 12345);
    expect(describeWorkspace(join(box.repo, 'src')).git_unread).toContain('another user');
  });

  it('is stated though objects are borrowed; what needs them is refused with the reason', async () => {
    box.gitIn(box.root, 'clone', '-q', '--shared', box.repo, 'shared');
    const shared = join(box.root, 'shared');
    expect(describeWorkspace(shared)).toEqual({ git_commit: box.git('rev-parse', 'HEAD'), git_branch: 'main' });
    await expect(since(shared, 'HEAD~1')).rejects.toMatchObject({
      code: 'git-refused',
      message: expect.stringContaining('borrows objects') as string,
    });
  });

  it('is the same when references are packed', () => {
    const [before, refs] = [describeWorkspace(box.repo), gitRefs(box.repo)];
    box.git('pack-refs', '--all', '--prune');
    expect(describeWorkspace(box.repo)).toEqual(before);
    expect(gitRefs(box.repo)).toEqual(refs);
  });

  it('was more in sessions of earlier versions, which are still read', () => {
    const earlier = { folder: '/work', git_commit: 'a'.repeat(40), git_branch: 'main', dirty: true };
    expect(Metadata.shape.workspace.parse(earlier)).toEqual(earlier);
  });

  it('does not pass by a folder called .git that is none', () => {
    mkdirSync(join(box.repo, 'src/.git'));
    expect(describeWorkspace(join(box.repo, 'src')).git_branch).toBe('main');
  });

  it('lists what there is, and follows no link', () => {
    box.git('branch', 'feature/x');
    box.git('update-ref', 'refs/remotes/origin/main', 'HEAD');
    box.git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/main');
    symlinkSync(box.home, join(box.repo, '.git/refs/heads/away'));
    box.write('home/outside', 'x');
    expect(gitRefs(box.repo)).toEqual({
      current: 'main',
      branches: ['feature/x', 'main'],
      remotes: ['origin/main'],
      tags: ['v1'],
    });
  });
});

describe('what changed', { timeout: 600_000 }, () => {
  it('is found from every way to name a commit', async () => {
    const first = box.git('rev-parse', 'HEAD~1');
    box.git('branch', 'base', first);
    box.git('update-ref', 'refs/remotes/origin/main', first);
    box.git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/main');
    box.git('update-ref', 'ORIG_HEAD', first);
    const names = [
      'HEAD~1',
      'HEAD^',
      '@~',
      'HEAD^1',
      'base',
      'heads/base',
      'refs/heads/base',
      'v1',
      'tags/v1',
      'origin/main',
      'origin',
      'ORIG_HEAD',
      first,
      first.slice(0, 8),
      first.toUpperCase(),
      ' base ',
    ];
    for (const name of names) expect(await since(box.repo, name), name).toEqual(USUAL);
    expect(await since(box.repo, first.slice(0, 8), 'main')).toEqual(USUAL);
    expect(await since(join(box.repo, 'src'), 'v1')).toEqual(['db.js']);
  });

  it('counts from where histories parted', async () => {
    box.git('checkout', '-q', '-b', 'other', 'HEAD~1');
    box.write('repo/own.js', 'x');
    box.git('add', '.');
    box.git('commit', '-q', '-m', 'own');
    expect(await since(box.repo, 'main')).toEqual(['own.js']);
  });

  it('is refused where nothing is common, or the name means nothing', async () => {
    box.git('checkout', '-q', '--orphan', 'alone');
    box.git('commit', '-q', '-m', 'alone');
    expect(await refusedWith(since(box.repo, 'main'))).toBe('git-refused');
    for (const name of [
      '',
      '-',
      '--all',
      'main:src',
      'HEAD@{1}',
      '@{u}',
      'no/such',
      'main..v1',
      '^main',
      'ma*',
      'deadbeef',
      'f'.repeat(40),
      'HEAD:',
      'v1^{tree}',
    ]) {
      expect(await refusedWith(since(box.repo, name)), name).toBe('not-a-git-ref');
    }
    expect(await refusedWith(since(box.home, 'main'))).toBe('no-git');
  });

  it('starts nothing in a folder that is not trusted, and says what to do', async () => {
    const error = await changedFiles({ folder: box.repo, baseRef: 'HEAD~1', trusted: false }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ code: 'git-untrusted', advice: expect.stringContaining('Trust the folder') });
  });

  it('ends when the user changed their mind', async () => {
    const stop = new AbortController();
    stop.abort();
    expect(
      await refusedWith(changedFiles({ folder: box.repo, baseRef: 'v1', trusted: true, signal: stop.signal })),
    ).toBe('cancelled');
  });

  it('keeps names as they are', async () => {
    box.write('repo/späce and "quote"\n.js', 'x');
    box.git('add', '.');
    box.git('commit', '-q', '-m', 'names');
    expect(await since(box.repo, 'HEAD~1')).toEqual(['späce and "quote"\n.js']);
  });
});

describe('a repository of another make', { timeout: 600_000 }, () => {
  it('may be packed', async () => {
    box.git('gc', '-q', '--aggressive', '--prune=now');
    box.git('commit-graph', 'write', '--reachable');
    expect(await since(box.repo, 'v1')).toEqual(USUAL);
  });

  it('may be a linked work tree, from either side', async () => {
    const tree = join(box.root, 'tree');
    box.git('worktree', 'add', '-q', '-b', 'linked', tree);
    box.write('tree/more.js', 'x');
    box.gitIn(tree, 'add', '.');
    box.gitIn(tree, 'commit', '-q', '-m', 'more');
    expect(describeWorkspace(tree)).toEqual({ git_commit: box.gitIn(tree, 'rev-parse', 'HEAD'), git_branch: 'linked' });
    expect(await since(tree, 'main')).toEqual(['more.js']);
    expect(gitRefs(tree)).toMatchObject({ current: 'linked', branches: ['linked', 'main'] });
    expect(describeWorkspace(box.repo).git_branch).toBe('main');
  });

  it('may be a submodule', async () => {
    const outer = join(box.root, 'outer');
    mkdirSync(outer);
    box.gitIn(outer, 'init', '-q');
    box.gitIn(outer, 'submodule', 'add', '-q', box.repo, 'inner');
    expect(describeWorkspace(join(outer, 'inner')).git_commit).toBe(box.git('rev-parse', 'HEAD'));
    expect(await since(join(outer, 'inner'), 'HEAD~1')).toEqual(USUAL);
    // The folder of another one, or of none, is not this one's.
    writeFileSync(join(outer, 'inner/.git'), 'gitdir: ../.git\n');
    expect(describeWorkspace(join(outer, 'inner'))).toEqual({
      git_unread: expect.stringContaining('does not name it back') as string,
    });
    expect(await refusedWith(since(join(outer, 'inner'), 'HEAD~1'))).toBe('git-refused');
  });

  it('may have its history cut', async () => {
    const clone = (name: string, depth: string): string => {
      box.gitIn(box.root, 'clone', '-q', '--depth', depth, `file://${box.repo}`, name);
      return join(box.root, name);
    };
    expect(await since(clone('two', '2'), 'HEAD~1')).toEqual(USUAL);
    expect(await refusedWith(since(clone('one', '1'), 'HEAD~1'))).toBe('not-a-git-ref');
  });

  it('may have left out the content of files', async () => {
    box.git('config', 'uploadpack.allowFilter', 'true');
    box.gitIn(box.root, 'clone', '-q', '--no-checkout', '--filter=blob:none', `file://${box.repo}`, 'partial');
    expect(await since(join(box.root, 'partial'), 'HEAD~1')).toEqual(USUAL);
  });

  it('may use SHA-256', async () => {
    const long = join(box.root, 'long');
    mkdirSync(long);
    box.gitIn(long, 'init', '-q', '-b', 'main', '--object-format=sha256');
    for (const name of ['a.js', 'b.js']) {
      box.write(`long/${name}`, name);
      box.gitIn(long, 'add', '.');
      box.gitIn(long, 'commit', '-q', '-m', name);
    }
    expect(describeWorkspace(long).git_commit).toHaveLength(64);
    expect(await since(long, 'HEAD~1')).toEqual(['b.js']);
  });
});

describe('the program', () => {
  const made = (name: string, file = 'git', mode = 0o755): string => {
    box.write(`${name}/${file}`, '#!/bin/sh\n', mode);
    return join(box.root, name);
  };

  it.skipIf(process.platform === 'win32')(
    'is taken from the first folder of PATH that has it, outside of what is analysed',
    () => {
      const [inside, plain, folder, good] = [
        made('repo/bin'),
        made('plain', 'git', 0o644),
        join(box.root, 'dir'),
        made('good'),
      ];
      mkdirSync(join(folder, 'git'), { recursive: true });
      symlinkSync(inside, join(box.root, 'link'));
      mkdirSync(join(box.root, 'linked'));
      symlinkSync(join(inside, 'git'), join(box.root, 'linked/git'));
      const PATH = ['', '.', 'bin', inside, join(box.root, 'link'), join(box.root, 'linked'), plain, folder, good].join(
        ':',
      );
      expect(findGit(realpathSync(box.repo), { PATH }, 'linux')).toBe(join(good, 'git'));
      rmSync(good, { recursive: true });
      expect(findGit(realpathSync(box.repo), { PATH }, 'linux')).toBeUndefined();
      expect(findGit(realpathSync(box.repo), {}, 'linux')).toBeUndefined();
      chmodSync(plain, 0o755);
    },
  );

  it('is looked for by the rules of Windows there', () => {
    const env = {
      Path: ['C:\\Work\\Repo\\bin', 'c:\\work\\repo', '.', 'C:bin', 'C:\\Work\\Repository\\bin', 'D:\\Git\\cmd'].join(
        ';',
      ),
    };
    expect(foldersOutside('C:\\work\\repo', env, 'win32')).toEqual(['C:\\Work\\Repository\\bin', 'D:\\Git\\cmd']);
  });
});
