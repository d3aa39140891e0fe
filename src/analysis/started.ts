import { posix } from 'node:path';
import type { FileFact } from '../artifacts/inventory';
import { directoryOf } from './engine/link/layout';
import type { TextSource } from './read/text-source';

/** Bytes of a manifest; commands stand in short files. */
const MAX_MANIFEST = 256 * 1024;
const FILES =
  /^(?:package\.json|Procfile|(?:dockerfile|containerfile)(?:\..+)?|(?:docker-)?compose(?:[.-][\w.-]+)?\.ya?ml|app\.ya?ml|ecosystem\.config\.[cm]?js|render\.ya?ml|fly\.toml|serverless\.ya?ml)$/i;
/** Lines that say what is started. In `package.json` the scripts that start, and what the package offers. */
const STARTS =
  /^\s*(?:"(?:start(?::[\w:-]+)?|serve|main|bin|module|prestart)"\s*:|CMD\b|ENTRYPOINT\b|\w+:\s*(?:node|python3?|gunicorn|uvicorn|bun|deno|npx|tsx|ts-node|flask|hypercorn|daphne|waitress-serve)\b|-?\s*(?:command|entrypoint|script|handler|run|entry)\s*["']?\s*[:=])/i;
const SCRIPT = /[\w@./-]+\.(?:[cm]?[jt]sx?|pyw?)\b/g;
const MODULE = /(?:^|[\s"'[,])([A-Za-z_][\w.]*)(?::[A-Za-z_]\w*)/g;

/** Files that a command line names, as a path or, for Python servers, as `package.module:application`. */
function namedIn(line: string): string[] {
  const scripts = [...line.matchAll(SCRIPT)].map(([path]) =>
    path.replace(/^\/(?:app|usr\/src\/app|srv|code|workspace)\//, ''),
  );
  const modules = [...line.matchAll(MODULE)].flatMap(([, module = '']) => [
    `${module.replaceAll('.', '/')}.py`,
    `${module.replaceAll('.', '/')}/__init__.py`,
  ]);
  return [...scripts, ...modules];
}

/** Paths that a package offers those who import it, under whatever condition; `*` stands for any name. */
function offered(value: unknown, depth = 0): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || depth > MOST_CONDITIONS) return [];
  return Object.values(value).flatMap((one) => offered(one, depth + 1));
}
const MOST_CONDITIONS = 6;

function exportsOf(manifest: string): string[] {
  try {
    const read: unknown = JSON.parse(manifest);
    return typeof read === 'object' && read !== null && 'exports' in read ? offered(read.exports) : [];
  } catch {
    return [];
  }
}

/** The candidates that a path with `*` in it can mean. */
function meant(path: string, candidates: ReadonlySet<string>): string[] {
  const [before = '', after, ...others] = path.split('*');
  if (after === undefined || others.length > 0) return [path];
  return [...candidates].filter(
    (one) => one.length > before.length + after.length && one.startsWith(before) && one.endsWith(after),
  );
}

/** Those of `candidates` that a manifest of the application starts. */
export function startedFiles(files: readonly FileFact[], texts: TextSource, candidates: ReadonlySet<string>): string[] {
  const manifests = files.filter(
    (file) =>
      FILES.test(posix.basename(file.path)) &&
      file.sha256 !== '' &&
      file.size <= MAX_MANIFEST &&
      file.role !== 'test' &&
      file.role !== 'docs',
  );
  const found = manifests.flatMap((file) => {
    const text = texts.text(file.path);
    const lines = text.split('\n').filter((line) => line.length < 2_000 && STARTS.test(line));
    const folder = directoryOf(file.path);
    const own = posix.basename(file.path) === 'package.json' ? exportsOf(text) : [];
    return [
      ...lines.flatMap(namedIn).map((path) => posix.join(folder, path)),
      ...own.flatMap((path) => meant(posix.join(folder, path), candidates)),
    ];
  });
  return [...new Set(found)].filter((path) => candidates.has(path)).sort();
}
