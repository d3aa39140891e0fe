import { posix } from 'node:path';
import type { FileFact } from '../artifacts/inventory';
import { type ProjectLayout, readLayout } from './engine/link/layout';
import type { TextSource } from './read/text-source';

const MANIFEST = /^(package|[jt]sconfig[\w.-]*)\.json$/;

/** What the manifests of a folder say about module names. */
export function layoutOf(files: readonly FileFact[], texts: TextSource): ProjectLayout {
  const paths = files
    .filter((file) => file.sha256 !== '' && MANIFEST.test(posix.basename(file.path)))
    .map((file) => file.path);
  return readLayout(new Map(paths.map((path) => [path, texts.text(path)])));
}
