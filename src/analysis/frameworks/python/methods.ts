import type { Expr } from '../../read/ir';
import { lastName } from '../../engine/last-name';
import type { Program, Scope } from '../../engine/link/definitions';
import { pathsOf } from '../../engine/entries/route-paths';
import { argument, keyword } from './arguments';
import type { Rule } from './rules';

type CallExpr = Extract<Expr, { kind: 'call' }>;

/** The keywords by which frameworks let a route name its methods. */
const KEYWORDS = ['methods', 'method', 'request_method', 'http_method'];

/** The HTTP methods that a registration names, by its own name, an argument or a keyword. */
export function methodsOf(program: Program, rule: Rule, call: CallExpr, scope: Scope): readonly string[] {
  if (rule.method !== undefined) return methodArgument(program, rule, call, scope);
  const verb = /^(?:add_)?(get|post|put|patch|delete|head|options)$/.exec(lastName(call.callee) ?? '')?.[1];
  if (verb) return [verb.toUpperCase()];
  const named = methodsKeyword(program, call, scope);
  if (named.length > 0) return named;
  return rule.methods ?? rule.framework.defaultMethods ?? ['ALL'];
}

function methodArgument(program: Program, rule: Rule, call: CallExpr, scope: Scope): readonly string[] {
  const method = argument(call, { position: rule.method ?? 0, keyword: 'method' });
  if (!method) return rule.framework.defaultMethods ?? ['ALL'];
  return pathsOf(program, method, scope).map((one) => (one === '*' ? 'ALL' : one.toUpperCase()));
}

/** `methods=['GET', 'POST']`, `http_method=HttpMethod.GET` */
function methodsKeyword(program: Program, call: CallExpr, scope: Scope): string[] {
  const list = KEYWORDS.map((name) => keyword(call, name)).find((one) => one !== undefined);
  if (!list) return [];
  const names =
    list.kind === 'array' ? list.items.flatMap((item) => namesOf(program, item, scope)) : namesOf(program, list, scope);
  return names.filter((one) => /^[A-Za-z]+$/.test(one)).map((one) => one.toUpperCase());
}

function namesOf(program: Program, expr: Expr, scope: Scope): string[] {
  const written = pathsOf(program, expr, scope).filter((one) => one !== '');
  return written.length === 0 && expr.kind === 'member' ? [expr.property] : written;
}
