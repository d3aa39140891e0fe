import type { Expr } from '../../read/ir';
import type { Definition, FunctionNode, Scope } from './definitions';
import { external } from './external-paths';
import type { CallExpr } from './index-data';
import type { CallContext, Following } from './following';
import { asLinkScope, CALL, type LinkScope, MAX_STEPS } from './scopes';
import { GIVES_INSTANCE, SAME_ELEMENTS, TRANSPARENT } from '../../../knowledge/transparent-calls';

export function callValue(resolver: Following, expr: CallExpr, scope: LinkScope): Definition[] {
  const special =
    resolver.linking(scope.file).moduleCall(resolver, expr, scope) ?? objectEntries(resolver, expr, scope);
  if (special) return [...special];
  if (scope.dialect.superByCall && isSuper(expr.callee, scope)) return resolver.superValue(scope);
  const first = expr.args[0]?.value;
  const result = resolver.resolve(expr.callee, scope).flatMap((callee): readonly Definition[] => {
    if (callee.kind === 'external' && first && TRANSPARENT.test(callee.path)) {
      const same = expr.args
        .flatMap((arg) => resolver.resolve(arg.value, scope))
        .filter((one) => one.kind !== 'external' && one.kind !== 'literal');
      if (same.length > 0) return same;
    }
    return calledDefinition(resolver, callee, { expr, scope });
  });
  return [...result, ...throughMember(resolver, expr, scope)];
}

function isSuper(callee: Expr, scope: LinkScope): boolean {
  return callee.kind === 'super' || (callee.kind === 'name' && callee.name === 'super' && !scope.declaring('super'));
}

/** `f.bind(x)`, `f.call(x)`, promises and list methods. */
function throughMember(resolver: Following, expr: CallExpr, scope: LinkScope): readonly Definition[] {
  if (expr.callee.kind !== 'member') return [];
  const { property, object } = expr.callee;
  if (property === 'bind')
    return resolver.resolve(object, scope).filter((one) => one.kind === 'function' || one.kind === 'class');
  if (property === 'call' || property === 'apply')
    return resolver
      .resolve(object, scope)
      .flatMap((one) => (one.kind === 'function' ? calledDefinition(resolver, one) : []));
  if (SAME_ELEMENTS.test(property)) return resolver.resolve(object, scope).filter((one) => one.kind === 'object');
  if (property === 'catch' || property === 'finally')
    return resolver.resolve(object, scope).filter((one) => one.kind === 'object' || one.kind === 'instance');
  return property === 'then' ? thenValue(resolver, expr, scope) : [];
}

function thenValue(resolver: Following, expr: CallExpr, scope: LinkScope): readonly Definition[] {
  const callback = expr.args[0]?.value;
  return callback
    ? resolver.resolve(callback, scope).flatMap((one) => (one.kind === 'function' ? returned(resolver, one.fn) : []))
    : [];
}

/** The entries, keys or values of a literal, as a literal. */
function objectEntries(resolver: Following, expr: CallExpr, scope: LinkScope): readonly Definition[] | undefined {
  if (expr.callee.kind !== 'member') return undefined;
  const { property } = expr.callee;
  const subject = scope.dialect.listed(expr);
  if (!subject) return undefined;
  const literals = resolver.resolve(subject, scope).filter((one) => one.kind === 'object');
  if (literals.length === 0) return undefined;
  return literals.flatMap((one) => (one.expr.kind === 'object' ? [entriesOf(one.expr, one.scope, property)] : [one]));
}

const MADE = new WeakMap<Expr, Map<string, Expr>>();

function entriesOf(object: Extract<Expr, { kind: 'object' }>, scope: Scope, kind: string): Definition {
  const made = MADE.get(object) ?? new Map<string, Expr>();
  MADE.set(object, made);
  let expr = made.get(kind);
  if (!expr) {
    const items = object.properties.flatMap((property): Expr[] => {
      if (property.key === undefined) return [];
      const key: Expr = { kind: 'literal', type: 'string', value: property.key, span: property.span };
      if (kind === 'keys') return [key];
      return kind === 'values'
        ? [property.value]
        : [{ kind: 'array', type: 'tuple', items: [key, property.value], span: property.span }];
    });
    made.set(kind, (expr = { kind: 'array', type: 'array', items, span: object.span }));
  }
  return { kind: 'object', expr, scope };
}

/** What calling a definition yields; with a context, its arguments stand for the parameters. */
export function calledDefinition(
  resolver: Following,
  definition: Definition,
  context?: CallContext,
): readonly Definition[] {
  switch (definition.kind) {
    case 'external':
      return injected(resolver, definition.path, context) ?? external(definition.path, CALL, context);
    case 'parameter':
      return definition.path.length < MAX_STEPS ? [{ ...definition, path: [...definition.path, CALL] }] : [];
    case 'class':
      return [{ kind: 'instance', cls: definition.cls, ...(context && { origin: context }) }];
    case 'function': {
      const made = context?.expr.isNew ? resolver.instanceOf(definition) : [];
      const values = returned(resolver, definition.fn);
      return [
        ...made,
        ...(context ? values.flatMap((value) => inContext(resolver, value, definition, context)) : values),
      ];
    }
    case 'instance':
      return calledInstance(resolver, definition);
    default:
      return [];
  }
}

/** `inject(Router)`, `Container.get(Mailer)`: an instance of what is asked for. */
function injected(resolver: Following, path: string, context?: CallContext): readonly Definition[] | undefined {
  const asked = context && GIVES_INSTANCE.has(path) ? context.expr.args[0]?.value : undefined;
  if (!context || !asked) return undefined;
  const found = resolver.resolve(asked, context.scope).flatMap((one): readonly Definition[] => {
    if (one.kind === 'class') return [{ kind: 'instance', cls: one.cls }];
    return one.kind === 'external' ? external(one.path, CALL, context) : [];
  });
  return found.length > 0 ? found : undefined;
}

function calledInstance(
  resolver: Following,
  instance: Extract<Definition, { kind: 'instance' }>,
): readonly Definition[] {
  const { callMember } = asLinkScope(instance.cls.scope).dialect;
  if (callMember === undefined) return [];
  return resolver
    .member(instance, callMember)
    .flatMap((one) => (one.kind === 'function' ? returned(resolver, one.fn) : []));
}

/** What a function returns, its parameters left open. */
function returned(resolver: Following, fn: FunctionNode): readonly Definition[] {
  const values = resolver.index.returns.get(fn.key) ?? [];
  return values.slice(0, 16).flatMap((value) => resolver.resolve(value.expr, value.scope));
}

/** A value as one call gives it: a closure remembers the call, a parameter is what it was given. */
function inContext(
  resolver: Following,
  value: Definition,
  callee: Extract<Definition, { kind: 'function' }>,
  context: CallContext,
): readonly Definition[] {
  if (value.kind === 'function' && value.fn.parent === callee.fn) return [{ ...value, origin: context }];
  return substituted(resolver, value, callee, context);
}

function substituted(
  resolver: Following,
  value: Definition,
  callee: Extract<Definition, { kind: 'function' }>,
  context: CallContext,
): readonly Definition[] {
  if (value.kind !== 'parameter' || value.fn !== callee.fn) return [value];
  const argument = argumentAt(context.expr, callee.fn, value.index, isBound(callee));
  return argument ? resolver.steps(resolver.resolve(argument, context.scope), value.path) : [value];
}

/** A method taken from an instance, with the receiver among its parameters but not among the arguments. */
export function isBound(callee: Extract<Definition, { kind: 'function' }>): boolean {
  return (
    callee.receiver !== undefined &&
    callee.fn.cls !== undefined &&
    asLinkScope(callee.fn.scope).dialect.receiver(callee.fn.fn) !== undefined
  );
}

/** The argument handed to a parameter, by position or keyword. */
export function argumentAt(call: CallExpr, fn: FunctionNode, position: number, bound: boolean): Expr | undefined {
  const name = fn.fn.params[position]?.name;
  const keyword = name === undefined ? undefined : call.args.find((arg) => arg.name === name);
  if (keyword) return keyword.value;
  const positional = call.args.filter((arg) => arg.name === undefined);
  const offset = position - (bound ? 1 : 0);
  if (positional.slice(0, offset + 1).some((arg) => arg.value.kind === 'spread')) return undefined;
  return positional[offset]?.value;
}
