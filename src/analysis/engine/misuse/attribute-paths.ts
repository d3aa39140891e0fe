import { ASKS_OF_TEXT, READS_ATTRIBUTE, SETS_ATTRIBUTE } from '../../../knowledge/misuse/attribute-paths';
import type { Expr } from '../../read/ir';
import type { FunctionNode } from '../link/definitions';
import { childrenOf } from '../link/parts-of';
import { walkDeep, walkStmts } from '../link/walk';
import { assignedTo } from './assigned';
import { argument, calledName, misuse, type CallExpr, type Rule, type Site } from './site';
import { targetNames } from './walk-sites';

/**
 * Attributes that are set at the end of a way of names: `for name in path.split('.'): obj = getattr(obj, name)`.
 * Special names lead from every object to its class, and from there to the globals of the program.
 */
const setAtTheEnd: Rule = (site) => {
  const { expr, owner } = site;
  if (expr.kind !== 'call' || !SETS_ATTRIBUTE.test(calledName(expr))) return undefined;
  const [object, name] = [argument(expr, 0), argument(expr, 1)];
  if (object?.kind !== 'name' || name?.kind !== 'name') return undefined;
  const goesOn = assignedTo(owner.fn.body, object.name).some((value) => reads(value, object.name, name.name));
  const path = goesOn ? cutFrom(site, name.name) : undefined;
  if (path === undefined || looksAtSpecialNames(owner) || !isHandedNames(site, path)) return undefined;
  return misuse('mass-assignment', 'setattr', 'names-with-underscores', expr.span, 'medium');
};

const reads = (value: Expr, object: string, name: string): boolean => {
  if (value.kind !== 'call' || !READS_ATTRIBUTE.test(calledName(value))) return false;
  const [from, which] = [argument(value, 0), argument(value, 1)];
  return from?.kind === 'name' && from.name === object && which?.kind === 'name' && which.name === name;
};

/** The parameter whose pieces a loop goes through under that name. */
function cutFrom({ owner }: Site, name: string): string | undefined {
  const parameters = new Set(owner.fn.params.map((param) => param.name));
  let found: string | undefined;
  walkStmts(owner.fn.body, {
    stmt: (stmt) => {
      if (stmt.kind === 'forEach' && mentions(targetOf(stmt.target), name))
        found ??= cutParameter(owner, stmt.iterable, parameters);
      return true;
    },
  });
  return found;
}
type Target = Parameters<typeof targetNames>[0];
const targetOf = (target: Target): string[] =>
  target.kind === 'arrayPattern' ? target.items.flatMap((item) => (item ? targetOf(item) : [])) : targetNames(target);
const mentions = (names: readonly string[], name: string): boolean => names.includes(name);

function cutParameter(
  owner: FunctionNode,
  expr: Expr,
  parameters: ReadonlySet<string | undefined>,
  depth = 0,
): string | undefined {
  if (depth > 3) return undefined;
  if (expr.kind === 'call' && expr.callee.kind === 'member' && expr.callee.property === 'split') {
    const { object } = expr.callee;
    return object.kind === 'name' && parameters.has(object.name) ? object.name : undefined;
  }
  const parts = expr.kind === 'name' ? assignedTo(owner.fn.body, expr.name) : childrenOf(expr);
  for (const part of parts) {
    const found = cutParameter(owner, part, parameters, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether anything in the function asks about names that begin with an underscore. */
function looksAtSpecialNames({ fn }: FunctionNode): boolean {
  let found = false;
  walkDeep(fn.body, (expr) => {
    found ||= (expr.kind === 'binary' || (expr.kind === 'call' && ASKS_OF_TEXT.test(calledName(expr)))) && names(expr);
  });
  return found;
}
const SPECIAL = /^\^?_{1,2}(?:\W|$)|^__\w+__$/;
const names = (expr: Expr): boolean =>
  expr.kind === 'literal' ? SPECIAL.test(String(expr.value)) : childrenOf(expr).some(names);

/** Somebody hands over names that are not written where it is called. */
function isHandedNames({ owner, program }: Site, path: string): boolean {
  const at = owner.fn.params.findIndex((param) => param.name === path);
  return program.callersOf(owner).some(({ expr }) => {
    const given = handed(expr, at, path);
    return given !== undefined && given.kind !== 'literal';
  });
}
const handed = (call: CallExpr, at: number, name: string): Expr | undefined => argument(call, at, name);

export const ATTRIBUTE_RULES: readonly Rule[] = [setAtTheEnd];
