// Starts a real VS Code server and composes the address of its workbench.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { RIG_ENTRY, RIG_NODE } from './rig.mts';

/** Settings under which nothing looks outside the machine or gets in the way of a test. */
export const QUIET_SETTINGS: Readonly<Record<string, unknown>> = {
  'workbench.startupEditor': 'none',
  'telemetry.telemetryLevel': 'off',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'workbench.enableExperiments': false,
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'git.enabled': false,
  'npm.autoDetect': 'off',
  'typescript.disableAutomaticTypeAcquisition': true,
  'json.schemaDownload.enable': false,
  'window.commandCenter': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'files.simpleDialog.enable': true,
  // No chat view and no agent host process; `vscode.lm` works all the same.
  'chat.disableAIFeatures': true,
};

export interface ServerOptions {
  /** Extension packages to install first. */
  vsix?: string[];
  settings?: Record<string, unknown>;
  env?: NodeJS.ProcessEnv;
  /** Lets the page name a development extension and its tests; hides notification toasts, so off where a user is played. */
  testMode?: boolean;
  /** Workspace trust; off by default, which trusts every folder. */
  trust?: boolean;
  /** Folder for user data, kept on stop. Default: a temporary one, removed on stop. */
  data?: string;
  port?: number;
}

export interface Server {
  readonly port: number;
  readonly base: string;
  readonly userData: string;
  /** Milliseconds until it listened. */
  readonly startMs: number;
  log(): string;
  stop(): Promise<void>;
}

function serverEnvironment(base: string, extra: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  // What an editor or npm around us has set must not reach this editor.
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(VSCODE_|npm_|NODE_OPTIONS$|ELECTRON_|PORT$|PASSWORD$|HASHED_PASSWORD$|VITEST)/.test(name),
  );
  // An empty service address turns the extension gallery off.
  return {
    ...Object.fromEntries(inherited),
    EXTENSIONS_GALLERY: '{"serviceUrl":""}',
    XDG_RUNTIME_DIR: base,
    XDG_DATA_HOME: join(base, 'share'),
    ...extra,
  };
}

function prepare(base: string, options: ServerOptions): string[] {
  const user = join(base, 'data/User');
  mkdirSync(user, { recursive: true });
  mkdirSync(join(base, 'exts'), { recursive: true });
  const settings = {
    ...QUIET_SETTINGS,
    'security.workspace.trust.enabled': options.trust ?? false,
    ...options.settings,
  };
  writeFileSync(join(user, 'settings.json'), JSON.stringify(settings, null, 1));
  writeFileSync(join(base, 'config.yaml'), 'auth: none\n');
  return [
    '--config',
    join(base, 'config.yaml'),
    '--user-data-dir',
    join(base, 'data'),
    '--extensions-dir',
    join(base, 'exts'),
  ];
}

async function install(vsix: string, common: string[], env: NodeJS.ProcessEnv): Promise<void> {
  const child = spawn(RIG_NODE, [RIG_ENTRY, ...common, '--install-extension', resolve(vsix), '--force'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((done) => child.on('exit', done));
  if (code !== 0 || !output.includes('successfully installed'))
    throw new Error(`Installing ${vsix} failed (exit ${String(code)})\n${output}`);
}

function listening(child: ChildProcess, log: () => string): Promise<number> {
  return new Promise((done, fail) => {
    const look = (): void => {
      const match = /listening on http:\/\/127\.0\.0\.1:(\d+)/.exec(log());
      if (match) done(Number(match[1]));
    };
    child.stdout?.on('data', look);
    child.stderr?.on('data', look);
    child.on('exit', (code) => fail(new Error(`VS Code server exited with ${String(code)}\n${log()}`)));
    setTimeout(() => fail(new Error(`VS Code server did not start within a minute\n${log()}`)), 60_000).unref();
  });
}

/** Sends the signal to the server and everything it started; false when nothing is left. */
function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-pid, signal);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

async function stopGroup(pid: number): Promise<void> {
  signalGroup(pid, 'SIGTERM');
  for (let tries = 0; tries < 100 && signalGroup(pid, 0); tries += 1) await sleep(50);
  signalGroup(pid, 'SIGKILL');
  for (let tries = 0; tries < 40 && signalGroup(pid, 0); tries += 1) await sleep(50);
}

/** What to end when this process ends before its servers: they lead process groups of their own, so Ctrl+C does not reach them. */
const abandoned = new Map<number, () => void>();

function endWithThisProcess(pid: number, removeData: () => void): void {
  if (abandoned.size === 0) {
    process.on('exit', endAbandoned);
    process.on('SIGINT', leave);
    process.on('SIGTERM', leave);
  }
  abandoned.set(pid, removeData);
}

function stopped(pid: number): void {
  abandoned.delete(pid);
  if (abandoned.size > 0) return;
  process.off('exit', endAbandoned);
  process.off('SIGINT', leave);
  process.off('SIGTERM', leave);
}

function endAbandoned(): void {
  for (const [pid, removeData] of abandoned) {
    signalGroup(pid, 'SIGKILL');
    removeData();
  }
}

function leave(signal: NodeJS.Signals): void {
  process.exit(signal === 'SIGINT' ? 130 : 143);
}

/** Installs the packages asked for and starts a server on a free port of 127.0.0.1, without a password. */
export async function startServer(options: ServerOptions = {}): Promise<Server> {
  const base = options.data ?? mkdtempSync(join(tmpdir(), 'vscode-'));
  const env = serverEnvironment(base, options.env ?? {});
  const common = prepare(base, options);
  for (const vsix of options.vsix ?? []) await install(vsix, common, env);
  const started = Date.now();
  const flags = [
    '--auth',
    'none',
    '--disable-telemetry',
    '--disable-update-check',
    '--disable-getting-started-override',
    '--disable-proxy',
    '--ignore-last-opened',
  ];
  if (options.trust !== true) flags.push('--disable-workspace-trust');
  // A built workbench heeds the address's development and test entries only with VS Code's own smoke test driver on.
  if (options.testMode === true) flags.push('--vscode-option', 'enable-smoke-test-driver');
  // A process group of its own: the extension hosts it starts are stopped with it.
  const child = spawn(
    RIG_NODE,
    [RIG_ENTRY, ...common, '--bind-addr', `127.0.0.1:${String(options.port ?? 0)}`, ...flags],
    { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true },
  );
  let log = '';
  const keep = (chunk: Buffer): void => void (log = (log + chunk.toString()).slice(-200_000));
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const removeData = (): void => {
    if (options.data === undefined) rmSync(base, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  const { pid } = child;
  if (pid === undefined) throw new Error(`${RIG_NODE} could not be started`);
  endWithThisProcess(pid, removeData);
  const port = await listening(child, () => log);
  return {
    port,
    base,
    userData: join(base, 'data'),
    startMs: Date.now() - started,
    log: () => log,
    async stop() {
      await stopGroup(pid);
      stopped(pid);
      removeData();
    },
  };
}

export interface WorkbenchOptions {
  /** A folder, or a `.code-workspace` file; none opens an empty window. */
  folder?: string;
  /** Extensions to load from source; test mode only. */
  extensions?: string[];
  /** Module exporting `run(): Promise<void>`, run in the extension host; test mode only. */
  tests?: string;
}

/** Address of the workbench for a folder, with what the extension host should load. */
export function workbenchUrl(
  server: Pick<Server, 'port' | 'base'>,
  { folder, extensions = [], tests }: WorkbenchOptions,
): string {
  const remote = (path: string): string => `vscode-remote://127.0.0.1:${String(server.port)}${resolve(path)}`;
  const payload: [string, string][] = [];
  if (extensions.length > 0) payload.push(['extensionDevelopmentPath', remote(oneFolder(server.base, extensions))]);
  if (tests !== undefined) payload.push(['extensionTestsPath', remote(tests)]);
  const query = new URLSearchParams();
  if (folder === undefined) query.set('ew', 'true');
  else query.set(folder.endsWith('.code-workspace') ? 'workspace' : 'folder', resolve(folder));
  if (payload.length > 0) query.set('payload', JSON.stringify(payload));
  return `http://127.0.0.1:${String(server.port)}/?${query.toString()}`;
}

/** Only the last development path of an address survives, but it may be a folder of extensions: several become links in one. */
function oneFolder(base: string, extensions: string[]): string {
  const [only] = extensions;
  if (extensions.length === 1 && only !== undefined) return only;
  const folder = mkdtempSync(join(base, 'dev-'));
  for (const extension of extensions) symlinkSync(resolve(extension), join(folder, basename(resolve(extension))));
  return folder;
}
