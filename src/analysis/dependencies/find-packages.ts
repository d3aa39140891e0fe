import { posix } from 'node:path';
import type { CodeFacts, FileFact } from '../../artifacts/facts';
import { MANIFEST_FILES } from '../../knowledge/components';
import type { TextSource } from '../text-source';

type Package = CodeFacts['packages'][number];

const NAMES: readonly { file: RegExp; name: RegExp }[] = [
  { file: /\.json$/, name: /^\s*"name"\s*:\s*"([^"]+)"/m },
  { file: /\.(toml|cfg)$/, name: /^\s*name\s*=\s*["']?([\w@/.-]+)/m },
  { file: /setup\.py$/, name: /\bname\s*=\s*["']([\w.-]+)/ },
  { file: /go\.mod$/, name: /^module\s+(\S+)/m },
  { file: /pom\.xml$/, name: /<artifactId>([^<]+)</ },
];

function nameIn(path: string, text: string): string | undefined {
  const rule = NAMES.find((one) => one.file.test(path));
  return rule?.name.exec(text)?.[1];
}

/** The packages of the repository: directories with a manifest, by the first manifest in order of knowledge. */
export function findPackages(files: readonly FileFact[], texts: TextSource): Package[] {
  const found = new Map<string, Package & { rank: number }>();
  for (const file of files) {
    const rank = MANIFEST_FILES.findIndex((pattern) => pattern.test(posix.basename(file.path)));
    if (rank < 0 || file.sha256 === '' || file.role === 'test' || file.role === 'docs') continue;
    const directory = posix.dirname(file.path);
    const path = directory === '.' ? '' : directory;
    if ((found.get(path)?.rank ?? Infinity) <= rank) continue;
    const name = nameIn(file.path, texts.text(file.path)) ?? (posix.basename(directory) || '.');
    found.set(path, { path, manifest: file.path, name, rank });
  }
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1)).map(({ path, manifest, name }) => ({ path, ...(manifest !== undefined && { manifest }), name }));
}
