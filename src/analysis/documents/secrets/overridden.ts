import { posix } from 'node:path';
import { DEVELOPMENT_SETTINGS } from '../../../knowledge/files';
import type { FileIr, Stmt } from '../../read/ir';
import { askedNodes } from './each-node';

/** A module that takes over all names of another, and which of them it then sets anew to what no text says. */
interface Taker {
  path: string;
  sets: ReadonlySet<string>;
}

/**
 * Whether what a module sets is set anew by each module that runs with its names, those for development left out:
 * `from .base import *` and then `SECRET_KEY = read()`. The text in the first is then no value that the product has.
 */
export class Overridden {
  private takers: ReadonlyMap<string, readonly Taker[]> | undefined;

  constructor(private readonly trees: readonly FileIr[]) {}

  /** Goes through all trees at the first question: most folders ask none. */
  has(path: string, name: string): boolean {
    this.takers ??= takersIn(this.trees);
    const running = (this.takers.get(path) ?? []).filter((taker) => !DEVELOPMENT_SETTINGS.test(taker.path));
    return running.length > 0 && running.every(({ sets }) => sets.has(name));
  }
}

function takersIn(trees: readonly FileIr[]): ReadonlyMap<string, readonly Taker[]> {
  const found = new Map<string, Taker[]>();
  const paths = new Set(trees.map(({ path }) => path));
  for (const tree of trees)
    for (const from of takenOver(tree)) {
      const path = moduleFile(tree.path, from, paths);
      if (path === undefined) continue;
      const taker = { path: tree.path, sets: setAnew(tree) };
      found.set(path, [...(found.get(path) ?? []), taker]);
    }
  return found;
}

type Import = Extract<Stmt, { kind: 'import' }>;

function takenOver(tree: FileIr): Import[] {
  const found: Import[] = [];
  for (const node of askedNodes(tree)) {
    if (node.kind !== 'import') continue;
    const statement = node as unknown as Import;
    if (statement.names.some(({ imported, local }) => imported === '*' && local === undefined)) found.push(statement);
  }
  return found;
}

/** The file of a module: beside the one that imports it, or anywhere under its full name. */
function moduleFile(path: string, { module, level }: Import, paths: ReadonlySet<string>): string | undefined {
  const inner = module.replace(/^\.+/, '').replaceAll('.', '/');
  let directory = posix.dirname(path);
  for (let up = 1; up < level; up++) directory = posix.dirname(directory);
  const base = level > 0 ? posix.join(directory, inner) : inner;
  return [`${base}.py`, `${base}/__init__.py`].find((one) => paths.has(one));
}

/** Names that are given something else than a text. */
function setAnew(tree: FileIr): ReadonlySet<string> {
  const found = new Set<string>();
  for (const node of askedNodes(tree)) {
    if (node.kind !== 'assign' && node.kind !== 'declare') continue;
    const target = node.target as { kind: string; name?: string };
    const value = node.value as { kind: string } | undefined;
    if (target.kind === 'bind' && target.name !== undefined && value !== undefined && value.kind !== 'literal')
      found.add(target.name);
  }
  return found;
}
