import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  cpSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import type { RunErrorCode } from '../../../../src/session/run-error';
import type { Box } from './box';

export interface HostileSetup {
  name: string;
  make: (box: Box) => void;
  /** What plain git does with it: a shell command, run in the repository, after which a canary has fired. */
  control?: string;
  /** Besides the usual environment. */
  env?: (box: Box) => Record<string, string>;
  /** What is analysed, relative to the box; else the repository. */
  folder?: string;
  base?: string;
  /** What reading HEAD gives: the commit and branch (the usual), or why they are not read. */
  workspace?: 'refused';
  /** What comparing gives: the usual answer, another one, or a refusal. */
  changed?: RunErrorCode | string[];
}

const touched = (box: Box): string => box.write('repo/src/db.js', 'changed again\n');
const withAttributes = (box: Box, line: string): void => {
  box.write('repo/.gitattributes', `*.js ${line}\n`);
  touched(box);
};
const objectPath = (box: Box, revision: string): string => {
  const id = box.git('rev-parse', revision);
  return join(box.repo, '.git/objects', id.slice(0, 2), id.slice(2));
};
/** A repository whose clone left out a blob, and would fetch it from `url`. */
function partialClone(box: Box, url: string, ...more: string[]): void {
  box.config(
    '[core]',
    'repositoryformatversion = 1',
    '[extensions]',
    'partialClone = origin',
    '[remote "origin"]',
    `url = ${url}`,
    'promisor = true',
    'partialclonefilter = blob:none',
    ...more,
  );
  rmSync(objectPath(box, 'HEAD~1:src/db.js'));
}
const FETCHES = 'git diff HEAD~1 HEAD; true';
const STATUS = 'git status; true';
/** Another repository, which nobody offered for analysis. */
function elsewhere(box: Box): string {
  const other = join(box.root, 'private');
  mkdirSync(other);
  box.gitIn(other, 'init', '-q', '-b', 'secret');
  writeFileSync(join(other, 'a.js'), 'a');
  box.gitIn(other, 'add', '.');
  box.gitIn(other, 'commit', '-q', '-m', 'private');
  return other;
}
function hook(box: Box, folder: string, name: string): void {
  box.program(`${folder}/${name}`);
}
const looseObject = (kind: string, content: Buffer): Buffer =>
  deflateSync(Buffer.concat([Buffer.from(`${kind} ${content.length}\0`), content]));
/** Trees of ten names each, all the same tree: ten to the tenth files in a few hundred bytes. */
function treeBomb(box: Box): void {
  let id = box.git('rev-parse', 'HEAD:src/db.js');
  for (let level = 0; level < 10; level += 1) {
    const mode = level === 0 ? '100644 blob' : '040000 tree';
    const lines = Array.from({ length: 10 }, (_, index) => `${mode} ${id}\tf${index}`).join('\n');
    id = execFileSync('git', ['mktree'], { cwd: box.repo, input: lines, env: { PATH: process.env['PATH'] } })
      .toString()
      .trim();
  }
  const commit = box.git('commit-tree', id, '-p', 'HEAD', '-m', 'bomb');
  box.git('update-ref', 'refs/heads/main', commit);
}

const EVERY_PROGRAM = (canary: string): string[] => [
  '[core]',
  `editor = ${canary}`,
  `pager = ${canary}`,
  `askPass = ${canary}`,
  `sshCommand = ${canary}`,
  `alternateRefsCommand = ${canary}`,
  '[sequence]',
  `editor = ${canary}`,
  '[interactive]',
  `diffFilter = ${canary}`,
  '[pager]',
  `diff-tree = ${canary}`,
  `merge-base = ${canary}`,
  `rev-parse = ${canary}`,
  `diff = ${canary}`,
  '[diff]',
  'tool = evil',
  '[difftool "evil"]',
  `cmd = ${canary}`,
  '[merge]',
  'tool = evil',
  '[mergetool "evil"]',
  `cmd = ${canary}`,
  '[merge "evil"]',
  `driver = ${canary}`,
  '[browser "evil"]',
  `cmd = ${canary}`,
  '[man "evil"]',
  `cmd = ${canary}`,
  '[uploadpack]',
  `packObjectsHook = ${canary}`,
  '[uploadarchive]',
  'allowUnreachable = true',
  '[tar "evil"]',
  `command = ${canary}`,
  '[trailer "evil"]',
  `cmd = ${canary}`,
  '[sendemail]',
  `sendmailCmd = ${canary}`,
  '[imap]',
  `tunnel = ${canary}`,
  '[instaweb]',
  `httpd = ${canary}`,
  '[remote "origin"]',
  `receivepack = ${canary}`,
  `vcs = evil`,
  '[gpg "ssh"]',
  `program = ${canary}`,
  `defaultKeyCommand = ${canary}`,
  '[gpg "x509"]',
  `program = ${canary}`,
  '[submodule "x"]',
  `update = !${canary}`,
  '[maintenance]',
  'auto = true',
  '[gc]',
  'auto = 1',
  '[hook "evil"]',
  `command = ${canary}`,
  'event = post-index-change',
];

const PROGRAMS: HostileSetup[] = [
  {
    name: 'filters in the configuration',
    make: (box) => (
      withAttributes(box, 'filter=evil'),
      box.config('[filter "evil"]', `clean = ${box.canary} cat`, `smudge = ${box.canary} cat`)
    ),
    control: STATUS,
  },
  {
    name: 'a filter that stays, in the configuration',
    make: (box) => (withAttributes(box, 'filter=evil'), box.config('[filter "evil"]', `process = ${box.canary}`)),
    control: STATUS,
  },
  {
    name: 'filters in the configuration of the work tree',
    make: (box) => {
      withAttributes(box, 'filter=evil');
      box.config('[core]', 'repositoryformatversion = 1', '[extensions]', 'worktreeConfig = true');
      box.write('repo/.git/config.worktree', `[filter "evil"]\nclean = ${box.canary} cat\n`);
    },
    control: STATUS,
  },
  {
    name: 'filters for which info/attributes asks',
    make: (box) => (
      touched(box),
      box.write('repo/.git/info/attributes', '* filter=evil\n'),
      box.config('[filter "evil"]', `clean = ${box.canary} cat`)
    ),
    control: STATUS,
  },
  {
    name: 'filters for which core.attributesFile asks',
    make: (box) => (
      touched(box),
      box.config(
        '[core]',
        `attributesFile = ${box.write('attributes', '* filter=evil\n')}`,
        '[filter "evil"]',
        `clean = ${box.canary} cat`,
      )
    ),
    control: STATUS,
  },
  { name: 'a file system monitor', make: (box) => box.config('[core]', `fsmonitor = ${box.canary}`), control: STATUS },
  {
    name: 'a file system monitor by include.path',
    make: (box) => box.config('[include]', `path = ${box.write('more', `[core]\nfsmonitor = ${box.canary}\n`)}`),
    control: STATUS,
  },
  {
    name: 'a file system monitor by includeIf',
    make: (box) =>
      box.config('[includeIf "onbranch:main"]', `path = ${box.write('more', `[core]\nfsmonitor = ${box.canary}\n`)}`),
    control: STATUS,
  },
  {
    name: 'hooks in a folder of their own',
    make: (box) => (
      hook(box, 'hooks', 'post-index-change'),
      touched(box),
      box.config('[core]', `hooksPath = ${join(box.root, 'hooks')}`)
    ),
    control: 'git add .',
  },
  {
    name: 'the hook for a changed index',
    make: (box) => (hook(box, 'repo/.git/hooks', 'post-index-change'), touched(box)),
    control: 'git add .',
  },
  {
    name: 'the hook for changed references',
    make: (box) => hook(box, 'repo/.git/hooks', 'reference-transaction'),
    control: 'git branch another',
  },
  {
    name: 'the hook before a collection',
    make: (box) => (
      hook(box, 'repo/.git/hooks', 'pre-auto-gc'),
      box.config('[gc]', 'auto = 1', 'autoDetach = false'),
      Array.from({ length: 600 }, (_, index) =>
        box.write(`repo/.git/objects/17/${String(index).padStart(38, '0')}`, ''),
      )
    ),
    control: 'git gc --auto; true',
  },
  {
    name: 'a program for differences',
    make: (box) => (touched(box), box.config('[diff]', `external = ${box.canary}`)),
    control: 'git diff',
  },
  {
    name: 'a program for differences of one kind',
    make: (box) => (withAttributes(box, 'diff=evil'), box.config('[diff "evil"]', `command = ${box.canary}`)),
    control: 'git diff',
  },
  {
    name: 'a converter to text',
    make: (box) => (withAttributes(box, 'diff=evil'), box.config('[diff "evil"]', `textconv = ${box.canary} cat`)),
    control: 'git diff',
  },
  {
    name: 'a helper for credentials',
    make: (box) => box.config('[credential]', `helper = !${box.canary}`),
    control: "printf 'protocol=https\\nhost=example.org\\n\\n' | GIT_TERMINAL_PROMPT=0 git credential fill; true",
  },
  {
    name: 'a program for signatures, and a signed commit',
    make: (box) => {
      box.config('[gpg]', `program = ${box.canary}`, '[log]', 'showSignature = true');
      const text = box
        .git('cat-file', 'commit', 'HEAD')
        .replace('\n\n', '\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n iQ\n -----END PGP SIGNATURE-----\n\n');
      const signed = execFileSync('git', ['hash-object', '-t', 'commit', '-w', '--stdin'], {
        cwd: box.repo,
        input: `${text}\n`,
        env: { PATH: process.env['PATH'] },
      })
        .toString()
        .trim();
      box.git('update-ref', 'refs/heads/main', signed);
    },
    control: 'git log -1; true',
  },
  {
    name: 'aliases',
    make: (box) =>
      box.config('[alias]', `evil = !${box.canary}`, `diff-tree = !${box.canary}`, `rev-parse = !${box.canary}`),
    control: 'git evil',
  },
  {
    name: 'an editor',
    make: (box) => box.config('[core]', `editor = ${box.canary}`),
    control: 'git -c user.name=t -c user.email=t@example.org commit --amend; true',
  },
  { name: 'every other setting that names a program', make: (box) => box.config(...EVERY_PROGRAM(box.canary)) },
  {
    name: 'a submodule with a monitor of its own',
    make: (box) => {
      box.git('clone', '-q', box.repo, join(box.repo, 'sub'));
      writeFileSync(join(box.repo, '.gitmodules'), '[submodule "sub"]\n\tpath = sub\n\turl = ./sub\n');
      box.git('add', 'sub', '.gitmodules');
      box.config(
        '[submodule]',
        'recurse = true',
        '[submodule "sub"]',
        'url = ./sub',
        'active = true',
        '[diff]',
        'ignoreSubmodules = none',
      );
      appendFileSync(join(box.repo, 'sub/.git/config'), `[core]\nfsmonitor = ${box.canary}\n`);
    },
    control: STATUS,
  },
  {
    name: 'a program called git in the folder, and a PATH that leads there',
    make: (box) => void box.program('repo/git'),
    env: (box) => ({ PATH: `.::repo:${box.repo}:${box.env['PATH'] ?? ''}` }),
    control: 'git status',
  },
  {
    name: 'no other program called git than the one in the folder',
    make: (box) => void box.program('repo/git'),
    env: (box) => ({ PATH: `.:${box.repo}:${box.bin}` }),
    control: 'git status',
    changed: 'no-git',
  },
  {
    name: 'a PATH with a link to a program of the folder',
    make: (box) => (box.program('repo/evil'), symlinkSync(join(box.repo, 'evil'), join(box.bin, 'git'))),
    control: 'git status',
  },
  {
    name: 'a PATH with a link to the folder',
    make: (box) => (box.program('repo/tools/git'), symlinkSync(join(box.repo, 'tools'), join(box.root, 'tools'))),
    env: (box) => ({ PATH: `${join(box.root, 'tools')}:${box.env['PATH'] ?? ''}` }),
    control: 'git status',
  },
];

const NETWORK: HostileSetup[] = [
  {
    name: 'a promisor of the kind ext::',
    make: (box) => partialClone(box, `ext::${box.canary}`, '[protocol "ext"]', 'allow = always'),
    control: FETCHES,
  },
  {
    name: 'a promisor with a program to upload',
    make: (box) => partialClone(box, box.repo, `uploadpack = ${box.canary}`),
    control: FETCHES,
  },
  {
    name: 'a promisor behind a program for ssh',
    make: (box) => partialClone(box, 'ssh://git@canary.invalid/x', '[core]', `sshCommand = ${box.canary}`),
    control: FETCHES,
  },
  { name: 'a promisor behind ssh', make: (box) => partialClone(box, 'git@canary.invalid:x'), control: FETCHES },
  {
    name: 'a promisor behind a proxy program',
    make: (box) => partialClone(box, 'git://canary.invalid/x', '[core]', `gitProxy = ${box.canary}`),
    control: FETCHES,
  },
  {
    name: 'a promisor behind url.insteadOf',
    make: (box) =>
      partialClone(
        box,
        'harmless:x',
        `[url "ext::${box.canary} "]`,
        'insteadOf = harmless:',
        '[protocol "ext"]',
        'allow = always',
      ),
    control: FETCHES,
  },
  { name: 'a promisor with a helper of its own', make: (box) => partialClone(box, 'evil::x'), control: FETCHES },
  {
    name: 'a promisor of git on a port',
    make: (box) => partialClone(box, `git://127.0.0.1:${box.port}/x`),
    control: 'timeout 20 git diff HEAD~1 HEAD; true',
  },
  {
    name: 'a promisor on the web',
    make: (box) => partialClone(box, `http://127.0.0.1:${box.port}/x`),
    control: 'timeout 20 git diff HEAD~1 HEAD; true',
  },
  {
    name: 'a promisor, and the trees to compare are missing',
    make: (box) => (
      partialClone(box, `ext::${box.canary}`, '[protocol "ext"]', 'allow = always'),
      rmSync(objectPath(box, 'HEAD~1:src'))
    ),
    control: FETCHES,
    changed: 'git-refused',
  },
  {
    name: 'a promisor, and the commit to compare with is missing',
    make: (box) => (
      rmSync(objectPath(box, 'HEAD~1')),
      box.config(
        '[core]',
        'repositoryformatversion = 1',
        '[extensions]',
        'partialClone = origin',
        '[remote "origin"]',
        `url = ext::${box.canary}`,
        'promisor = true',
        '[protocol "ext"]',
        'allow = always',
      )
    ),
    control: FETCHES,
    changed: 'not-a-git-ref',
  },
];

const ENVIRONMENT: HostileSetup[] = [
  {
    name: 'the settings of the user',
    make: (box) =>
      box.write('home/.gitconfig', `[core]\nfsmonitor = ${box.canary}\n[alias]\ndiff-tree = !${box.canary}\n`),
    control: STATUS,
  },
  {
    name: 'the settings of the user at the other place',
    make: (box) => box.write('home/.config/git/config', `[core]\nfsmonitor = ${box.canary}\n`),
    control: STATUS,
  },
  {
    name: 'the settings of the system',
    make: (box) => box.write('system', `[core]\nfsmonitor = ${box.canary}\n`),
    env: (box) => ({ GIT_CONFIG_SYSTEM: join(box.root, 'system') }),
    control: STATUS,
  },
  {
    name: 'a trace written to a file, by the settings of the user',
    make: (box) =>
      box.write(
        'home/.gitconfig',
        `[trace2]\neventTarget = ${box.fired}\nnormalTarget = ${box.fired}\nperfTarget = ${box.fired}\n`,
      ),
    control: STATUS,
  },
  {
    name: 'traces written to files, by the environment',
    make: () => undefined,
    env: (box) => ({
      GIT_TRACE: box.fired,
      GIT_TRACE2: box.fired,
      GIT_TRACE2_EVENT: box.fired,
      GIT_TRACE2_PERF: box.fired,
      GIT_TRACE_SETUP: box.fired,
      GIT_TRACE_PACKET: box.fired,
    }),
    control: STATUS,
  },
  {
    name: 'settings in the environment',
    make: () => undefined,
    env: (box) => ({ GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'core.fsmonitor', GIT_CONFIG_VALUE_0: box.canary }),
    control: STATUS,
  },
  {
    name: 'settings in the environment, as -c hands them on',
    make: () => undefined,
    env: (box) => ({ GIT_CONFIG_PARAMETERS: `'core.fsmonitor'='${box.canary}'` }),
    control: STATUS,
  },
  {
    name: 'another repository named by the environment',
    make: (box) => void elsewhere(box),
    env: (box) => ({
      GIT_DIR: join(box.root, 'private/.git'),
      GIT_WORK_TREE: join(box.root, 'private'),
      GIT_COMMON_DIR: join(box.root, 'private/.git'),
    }),
    control: 'test "$(git rev-parse --abbrev-ref HEAD)" = secret && echo misled >> "$FIRED"',
  },
  {
    name: 'other objects named by the environment',
    make: (box) => void elsewhere(box),
    env: (box) => ({
      GIT_OBJECT_DIRECTORY: join(box.root, 'private/.git/objects'),
      GIT_ALTERNATE_OBJECT_DIRECTORIES: join(box.root, 'private/.git/objects'),
    }),
    control: 'git cat-file -e HEAD || echo misled >> "$FIRED"',
  },
  {
    name: 'programs in the environment',
    make: touched,
    env: (box) => ({
      GIT_EXTERNAL_DIFF: box.canary,
      GIT_PAGER: box.canary,
      PAGER: box.canary,
      GIT_EDITOR: box.canary,
      GIT_SSH: box.canary,
      GIT_SSH_COMMAND: box.canary,
      GIT_ASKPASS: box.canary,
      SSH_ASKPASS: box.canary,
      GIT_PROXY_COMMAND: box.canary,
    }),
    control: 'git diff',
  },
  {
    name: 'another place for programs of git',
    make: (box) => void box.program('exec/git-evil'),
    env: (box) => ({ GIT_EXEC_PATH: join(box.root, 'exec') }),
    control: 'git evil',
  },
  {
    name: 'another index, name space, attributes and templates',
    make: elsewhere,
    env: (box) => ({
      GIT_INDEX_FILE: join(box.root, 'private/.git/index'),
      GIT_NAMESPACE: 'evil',
      GIT_ATTR_SOURCE: 'HEAD',
      GIT_TEMPLATE_DIR: box.root,
      GIT_REPLACE_REF_BASE: 'refs/heads/',
      GIT_SHALLOW_FILE: join(box.root, 'none'),
      GIT_GRAFT_FILE: join(box.root, 'none'),
    }),
  },
];

const MISLEADING: HostileSetup[] = [
  {
    name: 'replaced objects',
    make: (box) => void box.git('replace', 'HEAD~1', box.git('commit-tree', 'HEAD^{tree}', '-m', 'other')),
    control: 'git diff --name-only HEAD~1 HEAD | grep -q db.js || echo misled >> "$FIRED"',
  },
  {
    name: 'grafts',
    make: (box) => box.write('repo/.git/info/grafts', `${box.git('rev-parse', 'HEAD')}\n`),
    control: 'git rev-parse -q --verify HEAD~1 >/dev/null 2>&1 || echo misled >> "$FIRED"',
  },
  {
    name: 'a graph of commits that is none',
    make: (box) => box.write('repo/.git/objects/info/commit-graph', 'CGPH not a graph'),
  },
  {
    name: 'an index of packs that is none',
    make: (box) => box.write('repo/.git/objects/pack/multi-pack-index', 'MIDX not an index'),
  },
  {
    name: 'a work tree at another place',
    make: (box) => box.config('[core]', `worktree = ${elsewhere(box)}`),
    control: 'git status --porcelain | grep -q "^ D" && echo misled >> "$FIRED"',
  },
  {
    name: 'a list of cut history that hides the parent',
    make: (box) => box.write('repo/.git/shallow', `${box.git('rev-parse', 'HEAD')}\n`),
    changed: 'not-a-git-ref',
  },
  {
    name: 'settings that nothing can read',
    make: (box) => box.config('[[[', 'no such = "line'),
    control: 'git status 2>/dev/null || echo stopped >> "$FIRED"',
  },
  {
    name: 'a format of the future',
    make: (box) => box.config('[core]', 'repositoryformatversion = 99', '[extensions]', 'evil = true'),
    control: 'git status 2>/dev/null || echo stopped >> "$FIRED"',
  },
  {
    name: 'a bare repository in the folder',
    make: (box) => {
      cpSync(join(box.repo, '.git'), join(box.repo, 'vendor'), { recursive: true });
      appendFileSync(
        join(box.repo, 'vendor/config'),
        `[core]\nbare = false\nworktree = ..\nfsmonitor = ${box.canary}\n`,
      );
    },
    folder: 'repo/vendor',
    control: 'cd vendor && git status',
    changed: ['x.js'],
  },
  {
    name: 'a branch that looks like an option',
    make: (box) => box.write('repo/.git/refs/heads/--output=fired.txt', `${box.git('rev-parse', 'HEAD~1')}\n`),
    base: '--output=fired.txt',
    changed: 'not-a-git-ref',
  },
  { name: 'a revision that asks for a search', make: () => undefined, base: ':/first', changed: 'not-a-git-ref' },
  {
    name: 'a step back of a thousand million',
    make: () => undefined,
    base: 'HEAD~1000000000',
    changed: 'not-a-git-ref',
  },
];

const LEADING_ELSEWHERE: HostileSetup[] = [
  {
    name: 'alternates',
    make: (box) => box.write('repo/.git/objects/info/alternates', `${join(elsewhere(box), '.git/objects')}\n`),
    changed: 'git-refused',
  },
  {
    name: 'alternates on the web',
    make: (box) => box.write('repo/.git/objects/info/http-alternates', 'http://127.0.0.1/\n'),
    changed: 'git-refused',
  },
  {
    name: 'a link in the place of .git',
    make: (box) => (
      rmSync(join(box.repo, '.git'), { recursive: true }),
      symlinkSync(join(elsewhere(box), '.git'), join(box.repo, '.git'))
    ),
    workspace: 'refused',
    changed: 'git-refused',
  },
  {
    name: 'a .git file that names a private repository',
    make: (box) => (
      rmSync(join(box.repo, '.git'), { recursive: true }),
      box.write('repo/.git', `gitdir: ${join(elsewhere(box), '.git')}\n`)
    ),
    workspace: 'refused',
    changed: 'git-refused',
  },
  {
    name: 'a .git file that names a work tree of a private repository',
    make: (box) => {
      const other = elsewhere(box);
      box.gitIn(other, 'worktree', 'add', '-q', join(box.root, 'tree'));
      rmSync(join(box.repo, '.git'), { recursive: true });
      box.write('repo/.git', `gitdir: ${join(other, '.git/worktrees/tree')}\n`);
    },
    workspace: 'refused',
    changed: 'git-refused',
  },
  {
    name: 'a work tree of its own making, whose common folder is a private repository',
    make: (box) => {
      const other = elsewhere(box);
      renameSync(join(box.repo, '.git'), join(box.repo, 'old'));
      box.write('repo/evil/worktrees/w/HEAD', 'ref: refs/heads/secret\n');
      box.write('repo/evil/worktrees/w/commondir', `${join(other, '.git')}\n`);
      box.write('repo/evil/worktrees/w/gitdir', `${join(box.repo, '.git')}\n`);
      box.write('repo/.git', 'gitdir: evil/worktrees/w\n');
    },
    control: 'test "$(git rev-parse --abbrev-ref HEAD)" = secret && echo misled >> "$FIRED"',
    workspace: 'refused',
    changed: 'git-refused',
  },
  {
    name: 'a .git file that is a pipe',
    make: (box) => (
      rmSync(join(box.repo, '.git'), { recursive: true }),
      execFileSync('mkfifo', [join(box.repo, '.git')])
    ),
    workspace: 'refused',
    changed: 'git-refused',
  },
  {
    name: 'objects behind a link',
    make: (box) => (
      renameSync(join(box.repo, '.git/objects'), join(box.root, 'moved')),
      symlinkSync(join(box.root, 'moved'), join(box.repo, '.git/objects'))
    ),
    changed: 'git-refused',
  },
  {
    name: 'a folder of objects behind a link',
    make: (box) => (
      rmSync(join(box.repo, '.git/objects/pack'), { recursive: true, force: true }),
      symlinkSync(box.home, join(box.repo, '.git/objects/pack'))
    ),
    changed: 'git-refused',
  },
  {
    name: 'a pack that is a link',
    make: (box) => symlinkSync('/dev/zero', join(box.repo, '.git/objects/pack/pack-1.pack')),
    changed: 'git-refused',
  },
  {
    name: 'an object that is a pipe',
    make: (box) => (rmSync(objectPath(box, 'HEAD')), execFileSync('mkfifo', [objectPathOf(box)])),
    changed: 'git-refused',
  },
  {
    name: 'references behind a link',
    make: (box) => (
      renameSync(join(box.repo, '.git/refs'), join(box.root, 'moved')),
      symlinkSync(join(box.root, 'moved'), join(box.repo, '.git/refs'))
    ),
    workspace: 'refused',
    changed: 'git-refused',
  },
  {
    name: 'a HEAD that is a link',
    make: (box) => (rmSync(join(box.repo, '.git/HEAD')), symlinkSync('refs/heads/main', join(box.repo, '.git/HEAD'))),
    workspace: 'refused',
    changed: 'git-refused',
  },
  {
    name: 'a HEAD that is a pipe',
    make: (box) => (rmSync(join(box.repo, '.git/HEAD')), execFileSync('mkfifo', [join(box.repo, '.git/HEAD')])),
    workspace: 'refused',
    changed: 'git-refused',
  },
  {
    name: 'a HEAD that leads out',
    make: (box) => (box.write('secret', 'a'.repeat(40)), box.write('repo/.git/HEAD', 'ref: refs/../../../secret\n')),
    workspace: 'refused',
    changed: 'not-a-git-ref',
  },
  {
    name: 'packed references that are a device',
    make: (box) => (
      rmSync(join(box.repo, '.git/refs/heads/main')),
      symlinkSync('/dev/zero', join(box.repo, '.git/packed-refs'))
    ),
    workspace: 'refused',
    changed: 'git-refused',
  },
  {
    name: 'a list of cut history that is a link',
    make: (box) => symlinkSync('/etc/passwd', join(box.repo, '.git/shallow')),
    changed: 'git-refused',
  },
];
const EXHAUSTING: HostileSetup[] = [
  {
    name: 'references that lead to each other',
    make: (box) => (
      box.write('repo/.git/refs/heads/main', 'ref: refs/heads/b\n'),
      box.write('repo/.git/refs/heads/b', 'ref: refs/heads/main\n')
    ),
    workspace: 'refused',
    changed: 'git-refused',
  },
  {
    name: 'packed references without end',
    make: (box) => (
      rmSync(join(box.repo, '.git/refs/heads/main')),
      truncateSync(box.write('repo/.git/packed-refs', ''), 80 * 1024 * 1024)
    ),
    workspace: 'refused',
    changed: 'git-refused',
  },
  {
    name: 'references that only git can read',
    make: (box) => (
      mkdirSync(join(box.repo, '.git/reftable')),
      box.write('repo/.git/HEAD', 'ref: refs/heads/.invalid\n')
    ),
    workspace: 'refused',
    changed: 'git-refused',
  },
  { name: 'trees that hold themselves ten times, ten times over', make: treeBomb, changed: 'git-refused' },
  {
    name: 'a commit that unpacks to sixty-four megabytes',
    make: (box) => {
      const path = objectPath(box, 'HEAD~1');
      chmodSync(path, 0o600);
      writeFileSync(path, looseObject('commit', Buffer.alloc(64 * 1024 * 1024, 'a')));
    },
    changed: 'git-refused',
  },
];

/** The file of HEAD's own object, when it cannot be asked for any more. */
function objectPathOf(box: Box): string {
  const id = execFileSync('cat', [join(box.repo, '.git/refs/heads/main')])
    .toString()
    .trim();
  return join(box.repo, '.git/objects', id.slice(0, 2), id.slice(2));
}

export const HOSTILE: readonly HostileSetup[] = [
  ...PROGRAMS,
  ...NETWORK,
  ...ENVIRONMENT,
  ...MISLEADING,
  ...LEADING_ELSEWHERE,
  ...EXHAUSTING,
];
