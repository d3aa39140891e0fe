// Makes threatline-<version>.vsix from a production build and checks what is in it.
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildAll } from './build.mjs';
import { ROOT } from './node.mjs';
import { optionsOf } from './options.mjs';
import { zipEntries } from './zip.mjs';

const LIMIT_BYTES = 4 * 1024 * 1024;
const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

/** Where `npm run package` leaves the extension. */
export const VSIX = join(ROOT, `${manifest.name}-${manifest.version}.vsix`);

/**
 * Files that belong in the package. A surprise either way is an error: something
 * secret got in, or something needed fell out.
 */
function expectedFiles() {
  const listed = readFileSync(join(ROOT, 'scripts/vsix-files.txt'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const schemas = readdirSync(join(ROOT, 'schemas')).map((name) => `extension/schemas/${name}`);
  return [...listed, ...schemas].sort();
}

function differences(expected, actual) {
  return [
    ...expected.filter((name) => !actual.includes(name)).map((name) => `missing from the package: ${name}`),
    ...actual.filter((name) => !expected.includes(name)).map((name) => `not expected in the package: ${name}`),
  ];
}

/** The moment the package is dated by, so that the same commit gives the same bytes. */
function sourceDate() {
  const git = spawnSync('git', ['log', '-1', '--format=%ct'], { cwd: ROOT, encoding: 'utf8' });
  return (
    process.env.SOURCE_DATE_EPOCH ?? (git.status === 0 && git.stdout.trim() !== '' ? git.stdout.trim() : '946684800')
  );
}

function runVsce() {
  const temporary = `${VSIX}.${process.pid}.tmp`;
  const args = [
    join(ROOT, 'node_modules/@vscode/vsce/vsce'),
    'package',
    '--no-dependencies',
    '--no-rewrite-relative-links',
    '--allow-missing-repository',
    '--out',
    temporary,
  ];
  const done = spawnSync(process.execPath, args, {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, SOURCE_DATE_EPOCH: sourceDate() },
  });
  if (done.status !== 0) {
    rmSync(temporary, { force: true });
    throw new Error(`vsce package failed\n${done.stdout}${done.stderr}`);
  }
  // In one step: a test may be installing the one from before.
  renameSync(temporary, VSIX);
}

/** Builds and packages; prints what is wrong and resolves to whether nothing was. */
export async function packageExtension() {
  await buildAll({ production: true });
  runVsce();
  const bytes = statSync(VSIX).size;
  const problems = differences(expectedFiles(), zipEntries(VSIX).sort());
  if (bytes > LIMIT_BYTES) problems.push(`the package has ${bytes} bytes, the limit is ${LIMIT_BYTES}`);
  for (const problem of problems) console.log(problem);
  console.log(`${VSIX}: ${(bytes / 1024).toFixed(0)} KiB`);
  return problems.length === 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  optionsOf('npm run package\n\nMakes the VSIX from a production build. Takes no options.');
  process.exitCode = (await packageExtension()) ? 0 : 1;
}
