import type { FileIr, Stmt } from '../../read/ir';
import type { JavaScriptModules } from './modules-javascript';
import type { PythonModules } from './modules-python';
import { blocksOf, walkDeep } from './walk';

interface Modules {
  javascript: JavaScriptModules;
  python: PythonModules;
}

type Import = { module: string; level: number; names: readonly string[] };

function declared(stmts: readonly Stmt[], found: Import[]): void {
  for (const stmt of stmts) {
    if (stmt.kind === 'import' && !stmt.typeOnly)
      found.push({ module: stmt.module, level: stmt.level, names: stmt.names.map(({ imported }) => imported) });
    else if (stmt.kind === 'export' && stmt.from !== undefined) found.push({ module: stmt.from, level: 0, names: [] });
    else for (const block of blocksOf(stmt)) declared(block, found);
  }
}

/** `require('m')` and `import('m')`, wherever they stand. */
function called({ body }: FileIr, found: Import[]): void {
  walkDeep(body, (expr) => {
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

function pythonTargets(modules: Modules, path: string, { module, level, names }: Import): (string | undefined)[] {
  const target = modules.python.resolve(path, module, level);
  return target === undefined ? [] : [target, ...names.map((name) => modules.python.submodule(target, name))];
}

/** The files of the program that a file loads, and the modules of libraries it names. */
export function importedBy(modules: Modules, file: FileIr): { files: string[]; libraries: string[] } {
  const python = file.path.endsWith('.py');
  const files = new Set<string>();
  const libraries = new Set<string>();
  for (const one of importsIn(file)) {
    const targets = python
      ? pythonTargets(modules, file.path, one)
      : [modules.javascript.resolve(file.path, one.module)];
    const known = targets.filter((target) => target !== undefined);
    known.forEach((target) => files.add(target));
    if (known.length === 0) libraries.add(one.module.replace(/^node:/, ''));
  }
  return { files: [...files].sort(), libraries: [...libraries].sort() };
}
