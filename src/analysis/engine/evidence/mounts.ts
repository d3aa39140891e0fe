import { DEBUG_SETTING, MOUNTING } from '../../../knowledge/controls/mounting';
import type { Expr, Stmt } from '../../read/ir';
import type { Definition, FunctionNode, Program, Scope } from '../link/definitions';
import { blocksOf } from '../link/body-parts';
import { type Body, callsOf } from './body';
import type { Found } from './found';
import { calledName } from './spelling';

/** Routers that are hung in only when a condition holds, with the files they come from. */
export function conditionalMounts(program: Program, fn: FunctionNode): Found[] {
  return under(fn.fn.body).flatMap(({ test, body }): Found[] => {
    const calls = callsOf(body).filter((call) => MOUNTING.test(calledName(call)));
    const files = [
      ...new Set(calls.flatMap((call) => call.args.flatMap((arg) => filesOf(program, arg.value, fn.scope)))),
    ];
    const others = files.filter((file) => file !== fn.file).sort();
    return others.length > 0 ? [{ kind: 'mounts', files: others, span: test.span }] : [];
  });
}

interface Conditional {
  test: Expr;
  body: readonly Stmt[];
}

/** What runs only when a test holds; the innermost test is the one that is named. */
function under(stmts: readonly Stmt[]): Conditional[] {
  return stmts.flatMap((stmt): Conditional[] => {
    const inner = blocksOf(stmt).flatMap(under);
    return stmt.kind === 'if' ? [...inner, { test: stmt.test, body: stmt.then }] : inner;
  });
}

function filesOf(program: Program, expr: Expr, scope: Scope): string[] {
  if (expr.kind === 'literal' || expr.kind === 'function') return [];
  return program.resolve(expr, scope).flatMap((one) => fileOf(one) ?? []);
}

function fileOf(definition: Definition): string | undefined {
  switch (definition.kind) {
    case 'module':
      return definition.file;
    case 'external':
      return definition.origin?.scope.file;
    case 'object':
      return definition.scope.file;
    case 'function':
      return definition.fn.file;
    default:
      return undefined;
  }
}

/** Where errors are shown in detail or not, by a constant. */
export function debugSettings({ settings }: Body): Found[] {
  return settings.flatMap(({ name, value, span }): Found[] =>
    DEBUG_SETTING.test(name) && value.kind === 'literal' && typeof value.value === 'boolean'
      ? [{ kind: 'sets-debug', on: value.value, span }]
      : [],
  );
}
