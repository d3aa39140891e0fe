import { posix } from 'node:path';
import type { CodeFacts } from '../../../artifacts/facts';
import type { FileFact } from '../../../artifacts/inventory';
import { MANIFEST_FILES } from '../../../knowledge/components';
import type { TextSource } from '../../read/text-source';
import { BUILD_SCRIPT, declaresPackage } from '../../../knowledge/build-scripts';

type Package = CodeFacts['packages'][number];

const NAMES: readonly { file: RegExp; name: RegExp }[] = [
  { file: /\.json$/, name: /^[ \t]{0,20}"name"[ \t]{0,9}:[ \t]{0,9}"([^"\n]{1,214})"/m },
  { file: /\.(toml|cfg)$/, name: /^[ \t]{0,20}name[ \t]{0,9}=[ \t]{0,9}["']?([\w@/.-]{1,214})/m },
  { file: /setup\.py$/, name: /\bname[ \t]{0,9}=[ \t]{0,9}["']([\w.-]{1,214})/ },
  { file: /go\.mod$/, name: /^module[ \t]{1,9}(\S{1,300})/m },
  { file: /pom\.xml$/, name: /<artifactId>([^<]{1,300})</ },
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
    const text = texts.text(file.path);
    if (BUILD_SCRIPT.test(file.path) && !declaresPackage(text)) continue;
    const name = nameIn(file.path, text) ?? (posix.basename(directory) || '.');
    found.set(path, { path, manifest: file.path, name, rank });
  }
  return [...found.values()]
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ path, manifest, name }) => ({ path, ...(manifest !== undefined && { manifest }), name }));
}
