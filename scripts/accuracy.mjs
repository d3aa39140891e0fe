// How much of what is said is true: `npm run accuracy -- cases [--filter WORD] [--jobs N]` runs the small cases,
// `npm run accuracy -- truth [APP …] [--sources DIR] [--keep]` scores real applications against judged places.
// The applications are fetched into DIR (out/truth by default), at the version that their file names, and only read.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildAll } from './build.mjs';
import { ROOT } from './node.mjs';
import { optionsOf } from './options.mjs';

const APPLICATIONS = join(ROOT, 'test/truth/applications');
const USAGE = `npm run accuracy -- cases [--filter WORD] [--jobs N]
npm run accuracy -- truth [APP …] [--sources DIR] [--keep]

Says how much of what is found is true.
  cases           small programs with the right answer
  truth           real applications, judged place by place; fetched when they are not there
  --filter WORD   only cases with this in their name
  --jobs N        cases at once; 2 when it is not given
  --sources DIR   where the applications lie
  --keep          keeps what was found beside the figures`;

const git = (folder, ...args) =>
  execFileSync('git', ['-C', folder, ...args], { stdio: ['ignore', 'ignore', 'inherit'] });

/** A commit of a public repository, without its history. */
function fetchSnapshot(repository, commit, folder) {
  mkdirSync(folder, { recursive: true });
  git(folder, 'init', '--quiet');
  git(folder, 'fetch', '--quiet', '--depth', '1', `https://github.com/${repository}`, commit);
  git(folder, '-c', 'core.hooksPath=/dev/null', 'checkout', '--quiet', 'FETCH_HEAD');
  rmSync(join(folder, '.git'), { recursive: true });
}

function fetchWheel(name, version, folder) {
  const wheels = `${folder}.wheel`;
  const wanted = `${name}==${version}`;
  execFileSync('pip', ['download', '--quiet', '--no-deps', '--only-binary', ':all:', wanted, '-d', wheels]);
  const [wheel] = readdirSync(wheels);
  execFileSync('python3', ['-m', 'zipfile', '-e', join(wheels, wheel), folder]);
  rmSync(wheels, { recursive: true });
}

function fetchPackage(name, version, folder) {
  const packed = `${folder}.packed`;
  mkdirSync(packed, { recursive: true });
  execFileSync('npm', ['pack', '--ignore-scripts', '--silent', `${name}@${version}`, '--pack-destination', packed]);
  execFileSync('tar', ['-xzf', join(packed, readdirSync(packed)[0]), '-C', packed]);
  cpSync(join(packed, 'package'), folder, { recursive: true });
  rmSync(packed, { recursive: true });
}

/** `source` of an application's file is one of three forms; see test/truth/README.md. */
function fetchSource(source, folder) {
  const snapshot = /^snapshot (\S+) at ([0-9a-f]{40})/.exec(source);
  const wheel = /^PyPI (\S+)==(\S+)/.exec(source);
  const packed = /^npm (\S+)@(\S+)/.exec(source);
  if (snapshot) return fetchSnapshot(snapshot[1], snapshot[2], folder);
  if (wheel) return fetchWheel(wheel[1], wheel[2], folder);
  if (packed) return fetchPackage(packed[1], packed[2], folder);
  throw new Error(`not a source that can be fetched: ${source}`);
}

function score(app, values) {
  const file = join(APPLICATIONS, `${app}.json`);
  if (!existsSync(file)) throw new Error(`no such application: ${app}. There are: ${applications().join(', ')}`);
  const folder = resolve(values.sources ?? join(ROOT, 'out/truth'), app);
  if (!existsSync(folder)) {
    console.log(`fetching ${app} …`);
    fetchSource(JSON.parse(readFileSync(file, 'utf8')).source, folder);
  }
  const args = ['--app', file, '--project', ROOT, '--source', folder, ...(values.keep ? ['--keep'] : [])];
  console.log(`\n== ${app}`);
  return spawnSync(process.execPath, [join(ROOT, 'test/truth/score.mjs'), ...args], { stdio: 'inherit' }).status ?? 1;
}

const applications = () =>
  readdirSync(APPLICATIONS)
    .map((file) => file.replace('.json', ''))
    .sort();

function runCases({ filter, jobs }) {
  const args = ['--project', ROOT, '--jobs', jobs ?? '2', ...(filter ? ['--filter', filter] : [])];
  return spawnSync(process.execPath, [join(ROOT, 'test/cases/run.mjs'), ...args], { stdio: 'inherit' }).status ?? 1;
}

const { values, positionals } = optionsOf(USAGE, {
  options: { filter: { type: 'string' }, sources: { type: 'string' }, keep: { type: 'boolean' } },
  whole: ['jobs'],
  words: true,
});
const [what = 'cases', ...apps] = positionals;
if (what !== 'cases' && what !== 'truth') {
  console.error(USAGE);
  process.exit(2);
}
await buildAll();
process.chdir(process.env.THREATLINE_CWD ?? process.cwd());
const codes =
  what === 'cases' ? [runCases(values)] : (apps.length > 0 ? apps : applications()).map((app) => score(app, values));
process.exit(Math.max(0, ...codes));
