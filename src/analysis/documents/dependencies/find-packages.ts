import { posix } from 'node:path';
import type { CodeFacts, FileFact } from '../../../artifacts/facts';
import { MANIFEST_FILES } from '../../../knowledge/components';
import type { TextSource } from '../../read/text-source';

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

/** Other programs have a file of this name too. */
const isBuildScript = (text: string): boolean =>
  /\b(?:setuptools|distutils|skbuild)\b/.test(text) && /\bsetup[ \t]{0,9}\(/.test(text);

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
    if (posix.basename(file.path) === 'setup.py' && !isBuildScript(text)) continue;
    const name = nameIn(file.path, text) ?? (posix.basename(directory) || '.');
    found.set(path, { path, manifest: file.path, name, rank });
  }
  return [...found.values()]
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ path, manifest, name }) => ({ path, ...(manifest !== undefined && { manifest }), name }));
}
