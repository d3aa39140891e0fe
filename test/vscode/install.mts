// Installs a real VS Code (code-server: the workbench and the Node extension host) from the npm registry alone.
//
// Install scripts stay off, so no system library is needed; of the native add-ons two are built, which takes g++, make and python3
// but no download, because the Node headers are inside the npm package that also brings Node:
//   @vscode/spdlog           without it every log and every output channel stays empty
//   @vscode/native-watchdog  ends an extension host whose server died
// Left out, not needed here: kerberos (proxy log-in), @vscode/deviceid (telemetry), @vscode/sqlite3 (agent host), windows-*.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { optionsOf } from '../../scripts/options.mjs';
import { onPath, tryAptInstall } from '../../scripts/system.mjs';
import { CODE_SERVER_VERSION, RIG, RIG_NODE, RIG_NODE_PACKAGE, RIG_NODE_VERSION } from './rig.mts';

const STAMP = `${CODE_SERVER_VERSION} ${RIG_NODE_VERSION} 1`;
const STAMP_FILE = join(RIG, '.stamp');
const SERVER = join(RIG, 'node_modules/code-server');
const QUIET = ['--no-audit', '--no-fund', '--loglevel=error'];

function run(command: string, args: string[], cwd: string, env: NodeJS.ProcessEnv = {}): void {
  const done = spawnSync(command, args, { cwd, stdio: ['ignore', 2, 2], env: { ...process.env, ...env } });
  if (done.status !== 0) throw new Error(`${command} ${args.join(' ')} failed in ${cwd} (exit ${String(done.status)})`);
}

/** npm, run by the rig's own Node once that is there. */
function npm(args: string[], cwd: string): void {
  const path = existsSync(RIG_NODE) ? { PATH: dirname(RIG_NODE) + delimiter + (process.env.PATH ?? '') } : {};
  run('npm', args, cwd, { ...path, npm_config_nodedir: join(RIG, 'node_modules', RIG_NODE_PACKAGE) });
}

function buildAddons(modules: string): void {
  const addons = ['@vscode/spdlog', '@vscode/native-watchdog'];
  npm(['rebuild', ...QUIET, ...addons], modules);
  for (const addon of addons) run(RIG_NODE, ['-e', 'require(process.argv[1])', `./node_modules/${addon}`], modules);
}

const COMPILER = ['g++', 'make', 'python3'];

function assertPossible(): void {
  if (process.platform !== 'linux')
    throw new Error(
      'The browser build of VS Code is set up on Linux only. Elsewhere install the desktop build with its `code` command for npm start, and run the host tests with `node test/vscode/run-electron.mts`.',
    );
  if (COMPILER.every(onPath)) return;
  tryAptInstall(COMPILER);
  const missing = COMPILER.filter((tool) => onPath(tool) === undefined);
  if (missing.length > 0)
    throw new Error(
      `Building VS Code's native modules needs ${missing.join(', ')}. Install them (Debian: apt-get install ${missing.join(' ')}) and try again.`,
    );
}

/** Puts the rig in place; does nothing when the same version is there already. */
export function ensureRig(): void {
  if (existsSync(STAMP_FILE) && readFileSync(STAMP_FILE, 'utf8') === STAMP) return;
  assertPossible();
  console.error(`Installing VS Code (code-server ${CODE_SERVER_VERSION}) into ${RIG}; about a minute, once ...`);
  rmSync(RIG, { recursive: true, force: true });
  mkdirSync(RIG, { recursive: true });
  writeFileSync(join(RIG, 'package.json'), '{"private":true}\n');
  npm(
    [
      'install',
      '--no-save',
      '--ignore-scripts',
      ...QUIET,
      `code-server@${CODE_SERVER_VERSION}`,
      `${RIG_NODE_PACKAGE}@${RIG_NODE_VERSION}`,
    ],
    RIG,
  );
  const vscode = join(SERVER, 'lib/vscode');
  npm(['install', '--omit=dev', '--ignore-scripts', ...QUIET], vscode);
  buildAddons(vscode);
  npm(['install', '--omit=dev', '--ignore-scripts', ...QUIET], join(vscode, 'extensions'));
  writeFileSync(STAMP_FILE, STAMP);
}

if (import.meta.main) {
  optionsOf('npm run vscode:install\n\nInstalls a real VS Code for npm start and the tests. Takes no options.');
  ensureRig();
  console.error(`VS Code is in ${RIG}`);
}
