import { type Node, findNodeAtLocation } from 'jsonc-parser';
import { parseJsonTree } from '../../../safety/documents/bounded-json';
import { SourceText } from '../../read/source-text';
import { type Declared, ManifestError } from './manifest';
import { npmPin } from './pin';

const SECTIONS = [
  ['dependencies', false],
  ['optionalDependencies', false],
  ['peerDependencies', false],
  ['devDependencies', true],
] as const;

function pairs(node: Node | undefined): { name: string; version: string; offset: number }[] {
  return (node?.children ?? []).flatMap((property) => {
    const [key, value] = property.children ?? [];
    const name: unknown = key?.value;
    const version: unknown = value?.value;
    return typeof name === 'string' && typeof version === 'string' ? [{ name, version, offset: property.offset }] : [];
  });
}

/**
 * Reads a `package.json`. Packages of the same repository (`workspace:`) are no dependencies on others.
 * Throws ManifestError and DocumentError.
 */
export function readPackageJson(text: string): Declared[] {
  const root = parseJsonTree(text);
  if (!root) throw new ManifestError('it is not JSON');
  const source = new SourceText(text);
  const found = new Map<string, Declared>();
  for (const [section, dev] of SECTIONS) {
    for (const { name, version, offset } of pairs(findNodeAtLocation(root, [section]))) {
      if (version.startsWith('workspace:') || (found.has(name) && (dev || section === 'peerDependencies'))) continue;
      found.set(name, { name, version, line: source.span(offset, offset).line, dev, pin: npmPin(version) });
    }
  }
  return [...found.values()];
}
