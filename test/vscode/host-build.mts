// Bundles the extension-host tests, one folder for each workspace they run in.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { ROOT } from '../../scripts/node.mjs';

const SAMPLE = join(ROOT, 'test/fixtures/sample');

/** A fresh copy of the sample application, without the sessions someone may have made in it. */
export function copySample(to: string): void {
  cpSync(SAMPLE, to, { recursive: true, filter: (path) => basename(path) !== '.threat-model' });
}

/** What VS Code has open while a folder of `test/host` runs. Everything is a copy: tests write into it. */
export const WORKSPACES: Record<string, (folder: string) => string | undefined> = {
  sample: (folder) => {
    copySample(join(folder, 'sample'));
    return join(folder, 'sample');
  },
  'no-folder': () => undefined,
  'multi-root': (folder) => {
    for (const name of ['one', 'two']) copySample(join(folder, name));
    const file = join(folder, 'both.code-workspace');
    writeFileSync(file, JSON.stringify({ folders: [{ path: 'one' }, { path: 'two' }] }));
    return file;
  },
};

export interface HostSuite {
  /** Name of the workspace and of the folder under `test/host`. */
  name: string;
  /** Module for `extensionTestsPath`. */
  tests: string;
  resultsFile: string;
  /** Folder or workspace file to open; undefined opens an empty window. */
  folder: string | undefined;
  /** Temporary folder to remove afterwards. */
  temporary: string;
}

function testFiles(name: string): string[] {
  const folder = join(ROOT, 'test/host', name);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => join(folder, file));
}

/**
 * The suites that have tests, bundled. They stay inside the extension's folder: elsewhere VS Code cannot tell which
 * extension imports `vscode`.
 */
export async function buildHostSuites(only: string[] = []): Promise<HostSuite[]> {
  const wanted = Object.keys(WORKSPACES).filter((name) => only.length === 0 || only.includes(name));
  return Promise.all(wanted.filter((name) => testFiles(name).length > 0).map(buildSuite));
}

async function buildSuite(name: string): Promise<HostSuite> {
  const out = join(ROOT, 'out/host', name);
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  await build({
    absWorkingDir: ROOT,
    entryPoints: [join(ROOT, 'test/host/index.ts'), ...testFiles(name)],
    outdir: out,
    entryNames: '[name]',
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
  const temporary = mkdtempSync(join(tmpdir(), `threatline-${name}-`));
  return {
    name,
    tests: join(out, 'index.js'),
    resultsFile: join(out, 'results.json'),
    folder: WORKSPACES[name]?.(temporary),
    temporary,
  };
}
