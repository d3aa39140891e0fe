import type { FileIr, Stmt } from '../../read/ir';
import type { Linking, ModuleFinder } from './linking';
import { modulesNamedIn } from './imports-in';
import { blocksOf } from './body-parts';
import { walkDeep } from './walk';

type Import = { module: string; level: number; names: readonly string[] };

function declared(stmts: readonly Stmt[], found: Import[]): void {
  for (const stmt of stmts) {
    if (stmt.kind === 'import' && !stmt.typeOnly)
      found.push({ module: stmt.module, level: stmt.level, names: stmt.names.map(({ imported }) => imported) });
    else if (stmt.kind === 'export' && stmt.from !== undefined) found.push({ module: stmt.from, level: 0, names: [] });
    else for (const block of blocksOf(stmt)) declared(block, found);
  }
}

/**
 * `require('m')` and `import('m')`, wherever they stand. Most files have none, which is known from reading the
 * folder.
 */
function called(file: FileIr, found: Import[]): void {
  if (!modulesNamedIn(file).some((one) => one.called)) return;
  walkDeep(file.body, (expr) => {
    if (expr.kind !== 'call' || expr.callee.kind !== 'name' || !/^(require|import)$/.test(expr.callee.name)) return;
    const first = expr.args[0]?.value;
    if (first?.kind === 'literal' && typeof first.value === 'string')
      found.push({ module: first.value, level: 0, names: [] });
  });
}

function importsIn(file: FileIr): Import[] {
  const found: Import[] = [];
  declared(file.body, found);
  called(file, found);
  return found;
}

/** The files of the program that a file loads, and the modules of libraries it names. */
export function importedBy(
  file: FileIr,
  linker: { finder(file: string): ModuleFinder; linking(file: string): Linking },
): { files: string[]; libraries: string[] } {
  const finder = linker.finder(file.path);
  const linking = linker.linking(file.path);
  const files = new Set<string>();
  const libraries = new Set<string>();
  for (const { module, level, names } of importsIn(file)) {
    const target = finder.resolve(file.path, module, level);
    if (target === undefined) {
      libraries.add(linking.libraryName(module));
      continue;
    }
    files.add(target);
    for (const name of names) {
      const inner = finder.submodule(target, name);
      if (inner !== undefined) files.add(inner);
    }
  }
  return { files: [...files].sort(), libraries: [...libraries].sort() };
}
