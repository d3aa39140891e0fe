import type { Expr } from '../../read/ir';
import type { Guarding } from '../../engine/entries/registration';
import type { Definition, FunctionNode, Program, Scope } from '../../engine/link/definitions';

/** What lists of the settings name, as checks that stand before every handler; `find` gives the lists of a module. */
export function listedInSettings(program: Program, find: (module: Definition) => readonly Definition[]): Guarding[] {
  return [...program.files.keys()].sort().flatMap((file) => {
    const module = program.moduleOf(file);
    if (!module || !program.dialectOf(file).isSettingsModule(file)) return [];
    return find({ kind: 'module', file }).flatMap((list) =>
      list.kind === 'object' ? named(program, module, list.expr, list.scope) : [],
    );
  });
}

/** Dotted names in a settings list, as the expressions they stand for. */
function named(program: Program, module: FunctionNode, list: Expr, scope: Scope): Guarding[] {
  if (list.kind !== 'array') return [];
  return list.items.flatMap((item): Guarding[] => {
    const name = item.kind === 'literal' ? item.value : undefined;
    if (typeof name !== 'string' || !/^[\w.]+$/.test(name))
      return item.kind === 'name' || item.kind === 'member'
        ? [{ expr: item, scope, reach: 'app', at: { file: scope.file, span: item.span } }]
        : [];
    const target = ownName(program, name, module.file) ?? { expr: dottedExpr(name, item), scope };
    return [{ ...target, reach: 'app', at: { file: scope.file, span: item.span } }];
  });
}

function ownName(program: Program, name: string, from: string): { expr: Expr; scope: Scope } | undefined {
  const last = name.lastIndexOf('.');
  const file = last < 0 ? undefined : program.fileNamed(name.slice(0, last), from);
  const module = file === undefined ? undefined : program.moduleOf(file);
  if (!module) return undefined;
  return { expr: { kind: 'name', name: name.slice(last + 1), span: module.fn.span }, scope: module.scope };
}

function dottedExpr(name: string, at: Expr): Expr {
  const [first = '', ...rest] = name.split('.');
  return rest.reduce<Expr>((object, property) => ({ kind: 'member', object, property, span: at.span }), {
    kind: 'name',
    name: first,
    span: at.span,
  });
}
