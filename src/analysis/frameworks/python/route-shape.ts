import type { CallSite, FunctionNode, Program, Scope } from '../../engine/link/definitions';
import type { Framework } from '../framework';
import type { Rule } from './rules';
import { declaredMethods, type View } from './views';

type CallExpr = CallSite['expr'];

/** `@x.route('/…')` on something nobody saw being made. */
export function shapedLikeRoute(
  program: Program,
  frameworks: readonly Framework[],
  call: CallExpr,
  scope: Scope,
): Rule | undefined {
  const { callee } = call;
  if (callee.kind !== 'member') return undefined;
  const framework = frameworks.find((one) => one.likely?.decorator?.test(callee.property));
  if (!framework) return undefined;
  if (program.resolve(callee.object, scope).some((one) => one.kind !== 'parameter')) return undefined;
  const path = call.args[0]?.value;
  if (!path || !program.strings(path, scope).some((one) => one.startsWith('/'))) return undefined;
  return { framework, callee: /^$/, path: { position: 0 } };
}

/** The path of a route that is named by its function. */
export function nameOf({ namedByFunction }: Rule, { fn }: FunctionNode): string {
  if (namedByFunction === 'as-is') return fn.name;
  return fn.name === 'index' ? '/' : `/${fn.name}`;
}

/** The HTTP methods a view itself names; undefined when it leaves them to its registration. */
export function methodsOfView(program: Program, { method, handler: { fn } }: View): readonly string[] | undefined {
  if (method) return [method];
  const declared = fn ? declaredMethods(program, fn.fn, fn.scope) : [];
  return declared.length > 0 ? declared : undefined;
}
