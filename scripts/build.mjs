// Bundles everything that ships into dist/: `build.mjs [--production] [--allow-missing]`. --production minifies, leaves
// out source maps and removes what an earlier build left; --allow-missing skips entry points not written yet.
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { ROOT } from './node.mjs';
import { notices } from './notices.mjs';
import { optionsOf } from './options.mjs';

const USAGE = `npm run build -- [--production] [--allow-missing]

Bundles everything that ships into dist/.
  --production      minified, without source maps, and without what an earlier build left
  --allow-missing   skips entry points that are not there`;

const WASM = [
  'web-tree-sitter/web-tree-sitter.wasm',
  'tree-sitter-javascript/tree-sitter-javascript.wasm',
  'tree-sitter-typescript/tree-sitter-typescript.wasm',
  'tree-sitter-typescript/tree-sitter-tsx.wasm',
  'tree-sitter-python/tree-sitter-python.wasm',
];

const node = {
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  external: ['vscode'],
  // The ESM entry of web-tree-sitter dies at run time when bundled to CommonJS (`createRequire(undefined)`).
  // The CommonJS entry of jsonc-parser is a UMD wrapper whose inner requires esbuild does not see.
  alias: {
    'web-tree-sitter': './node_modules/web-tree-sitter/web-tree-sitter.cjs',
    'jsonc-parser': './node_modules/jsonc-parser/lib/esm/main.js',
  },
};

/**
 * What has weight stays out of the bundle that VS Code loads at activation: it is a
 * file of its own, loaded at the first use.
 */
const lateHost = {
  name: 'late-host',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^\.\/host$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './host.js', external: true } : undefined,
    ),
};

const BUNDLES = [
  {
    entry: 'src/extension.ts',
    out: 'dist/extension.js',
    options: { ...node, plugins: [lateHost], supported: { 'dynamic-import': false } },
  },
  { entry: 'src/editor/host.ts', out: 'dist/host.js', options: node },
  { entry: 'src/cli.ts', out: 'dist/cli.js', options: { ...node, banner: { js: '#!/usr/bin/env node' } } },
  { entry: 'src/analysis/worker.ts', out: 'dist/worker.js', options: node },
  {
    entry: 'webview/main.ts',
    out: 'dist/webview/panel.js',
    options: { platform: 'browser', format: 'iife', target: 'es2022' },
  },
];

function common(production) {
  return {
    absWorkingDir: ROOT,
    bundle: true,
    minify: production,
    sourcemap: production ? false : 'linked',
    legalComments: 'none',
    logLevel: 'warning',
    // An `import.meta.url` that becomes undefined is a crash on a path nobody tried yet: make it one now.
    logOverride: { 'empty-import-meta': 'error' },
    loader: { '.svg': 'text', '.ttf': 'dataurl' },
    write: false,
    metafile: true,
  };
}

/** Replaces the file only when it changes and in one step: someone may be reading it. */
function writeIfChanged(path, contents) {
  if (existsSync(path) && readFileSync(path).equals(contents)) return;
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, contents);
  renameSync(temporary, path);
}

async function bundle({ entry, out, options }, production) {
  const result = await build({ ...common(production), ...options, entryPoints: [entry], outfile: out });
  for (const file of result.outputFiles) writeIfChanged(file.path, Buffer.from(file.contents));
  if (out.endsWith('cli.js')) chmodSync(join(ROOT, out), 0o755);
  return { written: result.outputFiles.map(({ path }) => path), inputs: Object.keys(result.metafile.inputs) };
}

function writeNotices(bundles) {
  const target = join(ROOT, 'dist/third-party-notices.txt');
  const inputs = [...bundles.flatMap((item) => item.inputs), ...WASM.map((file) => `node_modules/${file}`)];
  writeIfChanged(target, Buffer.from(notices(inputs)));
  return target;
}

function copyWasm() {
  const targets = WASM.map((file) => join(ROOT, 'dist/wasm', basename(file)));
  WASM.forEach((file, index) => writeIfChanged(targets[index], readFileSync(join(ROOT, 'node_modules', file))));
  return targets;
}

/** Last, not first: the dist in use stays whole while the new one is made. */
function removeAllBut(written) {
  for (const entry of readdirSync(join(ROOT, 'dist'), { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && !written.includes(path)) rmSync(path, { force: true });
  }
}

/**
 * Just the analysis worker, the grammars it loads and the terminal program: what unit tests start.
 * Nothing happens while there is no worker.
 */
export async function buildPrograms() {
  const worker = BUNDLES.find(({ out }) => out === 'dist/worker.js');
  if (!existsSync(join(ROOT, worker.entry))) return;
  copyWasm();
  await bundle(worker, false);
  await bundle(
    BUNDLES.find(({ out }) => out === 'dist/cli.js'),
    false,
  );
}

/** Builds dist/. A missing entry point is an error unless `allowMissing`. */
export async function buildAll({ production = false, allowMissing = false } = {}) {
  const missing = BUNDLES.filter(({ entry }) => !existsSync(join(ROOT, entry)));
  if (missing.length > 0 && !allowMissing)
    throw new Error(`Nothing to build from: ${missing.map(({ entry }) => entry).join(', ')}`);
  for (const { entry } of missing) console.warn(`build: ${entry} is not there, skipped`);
  const bundles = await Promise.all(
    BUNDLES.filter((item) => !missing.includes(item)).map((item) => bundle(item, production)),
  );
  const written = [...copyWasm(), writeNotices(bundles), ...bundles.flatMap((item) => item.written)];
  if (production) removeAllBut(written);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const flag = { type: 'boolean', default: false };
  const { values } = optionsOf(USAGE, { options: { production: flag, 'allow-missing': flag } });
  try {
    await buildAll({ production: values.production, allowMissing: values['allow-missing'] });
  } catch (error) {
    // esbuild has printed its own messages already.
    if (!('errors' in error)) console.error(error.message);
    process.exitCode = 1;
  }
}
