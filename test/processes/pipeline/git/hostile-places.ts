import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { deflateSync } from 'node:zlib';
import type { Box } from './box';
import type { HostileSetup } from './hostile-setups';

function pipeAt(box: Box, path: string): void {
  const place = join(box.repo, path);
  rmSync(place, { recursive: true, force: true });
  mkdirSync(dirname(place), { recursive: true });
  execFileSync('mkfifo', [place]);
}

function linkAt(box: Box, path: string, to: string): void {
  const place = join(box.repo, path);
  rmSync(place, { recursive: true, force: true });
  mkdirSync(dirname(place), { recursive: true });
  symlinkSync(to, place);
}

/** A file of so many bytes that takes no room on the disk. */
const endless = (box: Box, path: string, start: string, bytes: number): void =>
  truncateSync(box.write(`repo/${path}`, start), bytes);

/** Writes an object as it is, whatever git would say of it. */
function object(box: Box, kind: string, content: Buffer | string): string {
  const bytes = Buffer.concat([Buffer.from(`${kind} ${Buffer.byteLength(content)}\0`), Buffer.from(content)]);
  const id = createHash('sha1').update(bytes).digest('hex');
  const folder = join(box.repo, '.git/objects', id.slice(0, 2));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, id.slice(2)), deflateSync(bytes));
  return id;
}

const WHO = 't <t@example.org> 1767225600 +0000';
const commit = (box: Box, tree: string, parents: readonly string[]): string =>
  object(
    box,
    'commit',
    `tree ${tree}\n${parents.map((id) => `parent ${id}\n`).join('')}author ${WHO}\ncommitter ${WHO}\n\nm\n`,
  );

const moveMain = (box: Box, id: string): string => box.write('repo/.git/refs/heads/main', `${id}\n`);

const entry = (mode: string, name: string, id: string): Buffer =>
  Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(id, 'hex')]);

/** A tree with names that lead out of the folder, or are no names of files. */
function namesThatLeadOut(box: Box): void {
  const blob = object(box, 'blob', 'x\n');
  const inner = object(box, 'tree', entry('100644', 'passwd', blob));
  const names = ['../../etc/x.js', '/etc/y.js', 'C:\\z.js', 'a\nb.js', '\u001b[2Jc.js', '..\\d.js'];
  const tree = object(
    box,
    'tree',
    Buffer.concat([
      entry('40000', '..', inner),
      entry('40000', '.git', inner),
      ...names.map((name) => entry('100644', name, blob)),
      entry('100644', 'good.js', blob),
    ]),
  );
  moveMain(box, commit(box, tree, [box.git('rev-parse', 'HEAD')]));
}

function nestedTags(box: Box, levels: number): void {
  let [id, kind] = [box.git('rev-parse', 'HEAD~1'), 'commit'];
  for (let level = 0; level < levels; level += 1) {
    id = object(box, 'tag', `object ${id}\ntype ${kind}\ntag t${level}\ntagger ${WHO}\n\nm\n`);
    kind = 'tag';
  }
  box.write('repo/.git/refs/tags/deep', `${id}\n`);
}

/** Pipes, devices and endless files at places of git's own that nobody thinks of. */
const PLACES: HostileSetup[] = [
  {
    name: 'a common folder that is a pipe',
    make: (box) => pipeAt(box, '.git/commondir'),
    workspace: 'refused',
    changed: 'git-refused',
  },
  {
    name: 'a common folder that names a private repository',
    make: (box) => {
      const other = join(box.root, 'private');
      mkdirSync(other);
      box.gitIn(other, 'init', '-q', '-b', 'main');
      box.write('private/a.js', 'a');
      box.gitIn(other, 'add', '.');
      box.gitIn(other, 'commit', '-q', '-m', 'private');
      box.write('repo/.git/commondir', `${join(other, '.git')}\n`);
    },
    control: 'git log --format=%s | grep -q private && echo misled >> "$FIRED"',
    workspace: 'refused',
    changed: 'git-refused',
  },
  {
    name: 'a common folder that is the folder itself',
    make: (box) => void box.write('repo/.git/commondir', '.\n'),
    workspace: 'refused',
    changed: 'git-refused',
  },
  {
    name: 'alternates that are a pipe',
    make: (box) => pipeAt(box, '.git/objects/info/alternates'),
    changed: 'git-refused',
  },
  {
    name: 'alternates that are a device',
    make: (box) => linkAt(box, '.git/objects/info/alternates', '/dev/zero'),
    changed: 'git-refused',
  },
  {
    name: 'a .git file without end',
    make: (box) => (rmSync(join(box.repo, '.git'), { recursive: true }), endless(box, '.git', 'gitdir: ', 2 ** 31)),
    workspace: 'refused',
    changed: 'git-refused',
  },
  {
    name: 'a .git file that names itself',
    make: (box) => (rmSync(join(box.repo, '.git'), { recursive: true }), box.write('repo/.git', 'gitdir: .git\n')),
    workspace: 'refused',
    changed: 'git-refused',
  },
  {
    name: 'a .git file that names what is open',
    make: (box) => (
      rmSync(join(box.repo, '.git'), { recursive: true }),
      box.write('repo/.git', 'gitdir: /proc/self/fd/0\n')
    ),
    workspace: 'refused',
    changed: 'git-refused',
  },
  { name: 'settings that are a pipe', make: (box) => pipeAt(box, '.git/config') },
  { name: 'settings that are a device', make: (box) => linkAt(box, '.git/config', '/dev/zero') },
  {
    name: 'settings that include a pipe for every branch and remote',
    make: (box) => {
      pipeAt(box, 'evil');
      const path = join(box.repo, 'evil');
      box.config(
        `[includeIf "onbranch:**"]\npath = ${path}`,
        `[includeIf "hasconfig:remote.*.url:**"]\npath = ${path}`,
      );
    },
  },
  {
    name: 'settings of the work tree that are a pipe',
    make: (box) => (box.config('[extensions]', 'worktreeConfig = true'), pipeAt(box, '.git/config.worktree')),
  },
  {
    name: 'a branch that is a pipe',
    make: (box) => pipeAt(box, '.git/refs/heads/main'),
    workspace: 'refused',
    changed: 'git-refused',
  },
  {
    name: 'a branch that is a link',
    make: (box) => linkAt(box, '.git/refs/heads/main', '/etc/hostname'),
    workspace: 'refused',
    changed: 'git-refused',
  },
  {
    name: 'a branch that is a folder without end',
    make: (box) => linkAt(box, '.git/refs/heads/loop', '.'),
    changed: ['src/db.js', 'vendor/x.js'],
  },
  { name: 'an index that is a pipe', make: (box) => pipeAt(box, '.git/index') },
  { name: 'an index that is a device', make: (box) => linkAt(box, '.git/index', '/dev/zero') },
  {
    name: 'attributes, excludes and grafts that are pipes',
    make: (box) => ['attributes', 'exclude', 'grafts'].forEach((one) => pipeAt(box, `.git/info/${one}`)),
  },
  { name: 'hooks that are a pipe', make: (box) => pipeAt(box, '.git/hooks') },
  {
    name: 'replacements that are pipes',
    make: (box) => pipeAt(box, `.git/refs/replace/${box.git('rev-parse', 'HEAD~1')}`),
  },
  {
    name: 'a graph of commits in links',
    make: (box) => pipeAt(box, '.git/objects/info/commit-graphs/commit-graph-chain'),
  },
  {
    name: 'an index of a pack that is a pipe',
    make: (box) => pipeAt(box, `.git/objects/pack/pack-${'a'.repeat(40)}.idx`),
    changed: 'git-refused',
  },
  {
    name: 'a pack of many gigabytes of nothing',
    make: (box) => {
      const name = `.git/objects/pack/pack-${'b'.repeat(40)}`;
      endless(box, `${name}.pack`, 'PACK', 2 ** 35);
      endless(box, `${name}.idx`, '\u00fftOc', 2 ** 33);
    },
  },
  {
    name: 'a linked work tree whose way back is a pipe',
    make: (box) => {
      box.git('worktree', 'add', '-q', join(box.root, 'tree'));
      renameSync(join(box.root, 'tree'), join(box.root, 'linked'));
      pipeAt(box, '.git/worktrees/tree/gitdir');
    },
    folder: 'linked',
    workspace: 'refused',
    changed: 'git-refused',
  },
  {
    name: 'names in a tree that lead out',
    make: namesThatLeadOut,
    changed: ['\u001b[2Jc.js', '..\\d.js', 'C:\\z.js', 'a\nb.js', 'good.js'],
  },
  { name: 'a tag of a tag of a tag', make: (box) => nestedTags(box, 2_000), base: 'deep' },
  {
    name: 'a commit of fifty thousand parents',
    make: (box) => {
      const parents = Array.from({ length: 50_000 }, (_, at) => createHash('sha1').update(String(at)).digest('hex'));
      moveMain(box, commit(box, box.git('rev-parse', 'HEAD^{tree}'), [box.git('rev-parse', 'HEAD'), ...parents]));
    },
    changed: 'git-refused',
  },
  {
    name: 'a branch whose name writes to a terminal',
    make: (box) => void box.write('repo/.git/HEAD', 'ref: refs/heads/\u001b]0;x\u0007\n'),
    workspace: 'refused',
    changed: 'not-a-git-ref',
  },
  {
    name: 'a HEAD without end',
    make: (box) => endless(box, '.git/HEAD', 'ref: ', 2 ** 31),
    workspace: 'refused',
    changed: 'git-refused',
  },
];

export const HOSTILE_PLACES: readonly HostileSetup[] = PLACES;
