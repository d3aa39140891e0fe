// Opens VS Code with the extension on a folder, or runs the pipeline in the terminal:
//   npm start [-- folder]                              the bundled sample when no folder is given
//   npm start -- --headless [folder] [cli options]
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildAll } from './build.mjs';
import { ROOT } from './node.mjs';
import { onPath } from './system.mjs';

const SAMPLE = join(ROOT, 'test/fixtures/sample');
const args = process.argv.slice(2);
const USAGE = `Usage:
  npm start                                     VS Code on the bundled sample
  npm start -- FOLDER                           VS Code on your code
  npm start -- --headless [FOLDER] [options]    the terminal, with automatic approvals (--headless --help lists the options)`;

/** The folder as the user meant it: npm runs scripts elsewhere than where it was called. */
function chosenFolder(given) {
  const folder = given === undefined ? SAMPLE : resolve(process.env.THREATLINE_CWD ?? process.cwd(), given);
  if (existsSync(folder) && statSync(folder).isDirectory()) return folder;
  console.error(`${folder} is not a folder.\n${USAGE}`);
  process.exit(2);
}

/** Runs to its end and leaves with its exit code; Ctrl+C is the child's to handle. */
function become(command, commandArgs) {
  process.on('SIGINT', () => undefined);
  const child = spawn(command, commandArgs, { stdio: 'inherit' });
  child.on('error', (error) => {
    console.error(error.message);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
}

async function headless(rest) {
  const [first, ...others] = rest;
  const named = first !== undefined && !first.startsWith('-');
  const folder = chosenFolder(named ? first : undefined);
  await build();
  become(process.execPath, [join(ROOT, 'dist/cli.js'), 'run', folder, '--yes', ...(named ? others : rest)]);
}

function desktop(code, folder) {
  console.error(`Opening ${folder} in VS Code ...`);
  const done = spawnSync(code, ['--new-window', `--extensionDevelopmentPath=${ROOT}`, folder], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  process.exit(done.status ?? 1);
}

async function inBrowser(folder) {
  const { packageExtension, VSIX } = await import('./package.mjs');
  const { ensureRig } = await import('../test/vscode/install.mts');
  const { startServer, workbenchUrl } = await import('../test/vscode/server.mts');
  ensureRig();
  console.error('Packaging the extension ...');
  await packageExtension();
  const settings = { 'git.enabled': true, 'window.commandCenter': true };
  const server = await startServer({ vsix: [VSIX], settings, trust: true, port: Number(process.env.PORT ?? 0) });
  console.error('VS Code is running; open this address in a browser. Ctrl+C stops it.');
  console.log(workbenchUrl(server, { folder }));
}

function build() {
  console.error('Building ...');
  return buildAll();
}

function usage() {
  const wantsHelp = args.some((arg) => /^(-h|--help)$/.test(arg));
  if (!wantsHelp) console.error(`One folder is opened, without options; given was: ${args.join(' ')}`);
  console.log(USAGE);
  process.exit(wantsHelp ? 0 : 2);
}

async function start() {
  if (args[0] === '--headless') return headless(args.slice(1));
  if (args.length > 1 || args[0]?.startsWith('-')) usage();
  const folder = chosenFolder(args[0]);
  await build();
  const code = onPath(process.platform === 'win32' ? 'code.cmd' : 'code');
  return code === undefined ? inBrowser(folder) : desktop(code, folder);
}

start().catch((error) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
