import type { Expr } from '../../read/ir';
import type { FunctionNode, Program, Scope } from '../../engine/link/definitions';
import type { Guarding } from '../../engine/entries/registration';
import { walkBody } from '../../engine/link/walk';
import type { CallExpr } from '../../engine/link/index-data';
import { argument } from './arguments';
import { dependenciesOf, guardsOf } from './routers';

/** A decorator of the program that registers what it decorates, as if the framework's own stood there. */
export interface OwnDecorator {
  call: CallExpr;
  before: readonly Guarding[];
}

/** `@checked(router.get, '/notes')`, where `checked(method, path)` calls `method(path)(view)`. */
export function ownDecorator(program: Program, call: CallExpr, scope: Scope): OwnDecorator | undefined {
  const [callee, other] = program.callees(call, scope);
  if (!callee || other) return undefined;
  const registering = registeringIn(program, callee.fn);
  if (!registering) return undefined;
  const given = givenTo(callee.fn, call);
  const target = substituted(registering.call.callee, given);
  if (!target) return undefined;
  const args = registering.call.args.flatMap((arg) => {
    if (arg.value.kind === 'spread') return extraOf(callee.fn, call);
    const value = substituted(arg.value, given);
    return value ? [{ ...arg, value }] : [];
  });
  return {
    call: { ...registering.call, callee: target, args, span: call.span },
    // What the decorator wraps around the view is found by running it.
    before: [...guardsOf([call], scope, 'function'), ...dependenciesOf(registering.call, registering.scope, 'route')],
  };
}

/** The call in it whose result is handed the view, on something that its callers give. */
function registeringIn(program: Program, fn: FunctionNode): { call: CallExpr; scope: Scope } | undefined {
  const names = new Set(fn.fn.params.map(({ name }) => name));
  const bodies: FunctionNode[] = [fn];
  for (let at = 0; at < bodies.length && at < MOST_INNER; at++) {
    const { fn: ir, file, scope } = bodies[at] as FunctionNode;
    let found: CallExpr | undefined;
    walkBody(
      ir.body,
      (expr) => {
        if (expr.kind !== 'call' || expr.args.length !== 1 || expr.callee.kind !== 'call') return;
        if (isGiven(expr.callee.callee, names)) found ??= expr.callee;
      },
      (inner) => {
        const node = program.nodeOf(inner, file);
        if (node) bodies.push(node);
      },
    );
    if (found) return { call: found, scope };
  }
  return undefined;
}

const MOST_INNER = 4;

/** `method`, or `router.get` of a router that is given. */
const isGiven = (expr: Expr, names: ReadonlySet<string | undefined>): boolean =>
  (expr.kind === 'name' && names.has(expr.name)) ||
  (expr.kind === 'member' && expr.object.kind === 'name' && names.has(expr.object.name));

function givenTo({ fn }: FunctionNode, call: CallExpr): ReadonlyMap<string, Expr | undefined> {
  return new Map(
    fn.params.map(({ name = '', fallback }, at) => [name, argument(call, { position: at, keyword: name }) ?? fallback]),
  );
}

/** What the decorator is handed by names that it does not know itself. */
const extraOf = ({ fn }: FunctionNode, { args }: CallExpr): CallExpr['args'] =>
  args.filter(({ name }) => name !== undefined && !fn.params.some((param) => param.name === name));

/** An expression of the decorator as its caller would write it; undefined where it is the decorator's own. */
function substituted(expr: Expr, given: ReadonlyMap<string, Expr | undefined>): Expr | undefined {
  if (expr.kind === 'literal') return expr;
  if (expr.kind === 'name') return given.get(expr.name);
  if (expr.kind !== 'member') return undefined;
  const object = substituted(expr.object, given);
  return object && { ...expr, object };
}
