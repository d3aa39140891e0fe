import { posix } from 'node:path';
import { parseJson } from '../../../safety/documents/bounded-json';
import { DocumentError } from '../../../safety/documents/document-error';

/** What the manifests of a repository say about module names. Directories are relative, `''` is the top. */
export interface ProjectLayout {
  packages: { directory: string; name: string; entries: string[]; private?: true }[];
  /** `baseUrl` and `paths` of tsconfig.json and jsconfig.json, as directories and patterns relative to the top. */
  aliases: { directory: string; pattern: string; targets: string[] }[];
  /** Files whose nesting or length is beyond any of their kind: what they say of names is unknown. */
  notRead?: { path: string; why: string }[];
}

export const NO_LAYOUT: ProjectLayout = { packages: [], aliases: [] };

/**
 * Reads `package.json`, `tsconfig*.json` and `jsconfig.json` files (path to text); others are ignored, broken ones
 * too.
 */
export function readLayout(manifests: ReadonlyMap<string, string>): ProjectLayout {
  const layout: ProjectLayout = { packages: [], aliases: [] };
  const notRead: NonNullable<ProjectLayout['notRead']> = [];
  for (const [path, text] of [...manifests].sort(([a], [b]) => (a < b ? -1 : 1))) {
    try {
      readManifest(path, record(parseJson(text).value), layout);
    } catch (error) {
      if (!(error instanceof DocumentError)) throw error;
      notRead.push({ path, why: error.message });
    }
  }
  return notRead.length > 0 ? { ...layout, notRead } : layout;
}

function readManifest(path: string, json: Record<string, unknown>, layout: ProjectLayout): void {
  const name = posix.basename(path);
  const directory = directoryOf(path);
  if (name === 'package.json') readPackage(directory, json, layout);
  else if (/^[jt]sconfig[\w.-]*\.json$/.test(name))
    readCompilerOptions(directory, record(json['compilerOptions']), layout);
}

function readPackage(directory: string, json: Record<string, unknown>, layout: ProjectLayout): void {
  if (typeof json.name !== 'string') return;
  const entries = [json.source, ...exportTargets(json.exports), json.module, json.main].filter(
    (entry) => typeof entry === 'string',
  );
  layout.packages.push({
    directory,
    name: json.name,
    entries: [...new Set(entries)],
    ...(json.private === true && { private: true as const }),
  });
}

/** Targets of the `.` export, whatever the condition. */
function exportTargets(exports: unknown): unknown[] {
  if (typeof exports === 'string') return [exports];
  const main = record(exports)['.'] ?? exports;
  return typeof main === 'string'
    ? [main]
    : Object.values(record(main)).flatMap((one) => (typeof one === 'string' ? [one] : Object.values(record(one))));
}

function readCompilerOptions(directory: string, options: Record<string, unknown>, layout: ProjectLayout): void {
  const base = typeof options.baseUrl === 'string' ? posix.join(directory, options.baseUrl) : directory;
  for (const [pattern, targets] of Object.entries(record(options.paths))) {
    if (!Array.isArray(targets)) continue;
    const strings = targets.filter((target) => typeof target === 'string');
    layout.aliases.push({ directory, pattern, targets: strings.map((target) => posix.join(base, target)) });
  }
  if (typeof options.baseUrl === 'string')
    layout.aliases.push({ directory, pattern: '*', targets: [posix.join(base, '*')] });
}

export function directoryOf(path: string): string {
  const directory = posix.dirname(path);
  return directory === '.' ? '' : directory;
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
