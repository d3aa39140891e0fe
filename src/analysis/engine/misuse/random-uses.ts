import type { Expr } from '../../read/ir';
import { BETWEEN, FEW_OUTCOMES, KEEPS_UNDER_KEY, RANGES, TAKES_ONE } from '../../../knowledge/misuse/randomness';
import { lastName } from '../last-name';
import type { Program, Scope } from '../link/definitions';
import { walkDeep } from '../link/walk';
import { argument, constantOf, stringsOf, type CallExpr, type Site } from './site';

/**
 * Whether a call makes nothing that could be kept secret: it takes one of the values that are there already, or one of
 * so few numbers that everybody can count them.
 */
export function makesNoSecret(site: Site, expr: CallExpr, path: string): boolean {
  if (site.repeated) return false;
  if (TAKES_ONE.test(path)) return takesFromList(site, expr);
  return BETWEEN.test(path) && hasFewOutcomes(site, expr);
}

function takesFromList(site: Site, expr: CallExpr): boolean {
  const from = argument(expr, 0);
  if (!from || stringsOf(site, from).length > 0) return false;
  return !(from.kind === 'call' && RANGES.test(lastName(from.callee) ?? ''));
}

function hasFewOutcomes(site: Site, expr: CallExpr): boolean {
  const [low, high] = [constantOf(site, argument(expr, 0)), constantOf(site, argument(expr, 1))];
  return typeof low === 'number' && typeof high === 'number' && high - low < FEW_OUTCOMES;
}

/**
 * Whether the value is kept under a key that is the same for every caller: all share it, so that nobody is told by it.
 * It is looked up again in the same function, which is how such a value comes to be shared.
 */
export function isShared({ owner, program }: Site, names: readonly string[]): boolean {
  const [name] = names;
  if (name === undefined) return false;
  const keys: Expr[] = [];
  const asked: Expr[] = [];
  walkDeep(owner.fn.body, (expr) => {
    if (expr.kind !== 'call' || expr.callee.kind !== 'member') return;
    const [first, second] = expr.args.map(({ value }) => value);
    if (!first) return;
    if (KEEPS_UNDER_KEY.test(expr.callee.property) && second?.kind === 'name' && second.name === name) keys.push(first);
    if (expr.callee.property === 'get') asked.push(first);
  });
  const fixed = keys.flatMap((key) => constantText(program, key, owner.scope) ?? []);
  return fixed.some((text) => asked.some((key) => constantText(program, key, owner.scope) === text));
}

const constantText = (program: Program, expr: Expr, scope: Scope): string | undefined => {
  if (expr.kind === 'literal') return typeof expr.value === 'string' ? expr.value : undefined;
  return expr.kind === 'name' ? program.strings(expr, scope)[0] : undefined;
};
