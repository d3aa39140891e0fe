import type { Expr } from '../../read/ir';
import { lastName } from '../../engine/last-name';
import type { CallSite, FunctionNode, Program, Scope } from '../../engine/link/definitions';
import { functionsOf, handlerOf } from '../../engine/entries/handlers';
import { propertyOf } from '../../engine/link/property';
import type { Registration } from '../../engine/entries/registration';
import { walkStmts } from '../../engine/link/walk';
import type { Framework } from '../framework';
import { RESOLVER_INPUTS } from './usual-inputs';

/** GraphQL fields that are written in code: Pothos, Nexus. */
export const POTHOS: Framework = {
  id: 'pothos',
  language: 'javascript',
  imports: /^(?:@pothos\/core|nexus|@nexus\/schema)$/,
  inputs: RESOLVER_INPUTS,
  read: [(program) => program.calls.flatMap((call) => fields(program, call))],
};

const BUILDER = /^(?:@pothos\/core(?:\.SchemaBuilder)?\(\)\.\w+|(?:nexus|@nexus\/schema)\.\w+)$/;
const METHOD =
  /^(query|mutation|subscription|object|interface|prisma\w*|node|loadable\w*|drizzle\w*|relayMutation|extend)(Type|Fields?|Object|Node|Connection)?$/;
const ROOTS: Readonly<Record<string, string>> = {
  query: 'Query',
  mutation: 'Mutation',
  relayMutation: 'Mutation',
  subscription: 'Subscription',
};
const RESOLVERS = ['resolve', 'subscribe', 'load'];

type Call = Extract<Expr, { kind: 'call' }>;

function fields(program: Program, { expr, scope }: CallSite): Registration[] {
  const match = METHOD.exec(lastName(expr.callee) ?? '');
  if (!match || !program.externalPaths(expr.callee, scope).some((path) => BUILDER.test(path))) return [];
  const named = expr.args[0]?.value;
  const type = ROOTS[match[1] ?? ''] ?? (named ? typeNamed(program, named, scope) : 'Object');
  const own = match[2] === 'Field' && named ? program.strings(named, scope)[0] : undefined;
  return expr.args.flatMap(({ value }) => inArgument(program, value, scope, { type, own }));
}

interface Owner {
  type: string;
  /** The name of the one field. */
  own: string | undefined;
}

function typeNamed(program: Program, expr: Expr, scope: Scope): string {
  const made = program.resolve(expr, scope).flatMap((one) => (one.kind === 'external' ? (one.origin ?? []) : []))[0];
  const name = made?.expr.args[0]?.value;
  const written = propertyOf(program, expr, scope, 'name');
  return (
    program.strings(expr, scope)[0] ??
    (written && program.strings(written.expr, written.scope)[0]) ??
    (name && program.strings(name, made.scope)[0]) ??
    'Object'
  );
}

/** The fields are made by a function, or the options name one that does; options may resolve themselves. */
function inArgument(program: Program, value: Expr, scope: Scope, owner: Owner): Registration[] {
  if (value.kind === 'function') return ofFunctions(program, value, scope, owner);
  if (value.kind !== 'object') return [];
  const made = ['fields', 'definition'].flatMap((key) => propertyOf(program, value, scope, key) ?? []);
  const direct = owner.own === undefined ? undefined : resolver(program, value, scope);
  return [
    ...made.flatMap((one) => ofFunctions(program, one.expr, one.scope, owner)),
    ...(direct ? [registration(program, { ...owner, own: owner.own }, direct, value.span, scope)] : []),
  ];
}

function ofFunctions(program: Program, expr: Expr, scope: Scope, owner: Owner): Registration[] {
  return functionsOf(program, expr, scope).flatMap((fn) => fieldsIn(program, fn, owner));
}

/** `t.field({ resolve })` in the body, by the key it stands under. */
function fieldsIn(program: Program, fn: FunctionNode, owner: Owner): Registration[] {
  const found: Registration[] = [];
  const names = new Map<Expr, string>();
  walkStmts(fn.fn.body, {
    expr: (expr) => {
      if (expr.kind === 'object')
        for (const { key, value } of expr.properties) if (key !== undefined) names.set(value, key);
      const field =
        expr.kind === 'call' ? fieldOf(program, fn, expr, names.get(expr) ?? owner.own, owner.type) : undefined;
      if (field) found.push(field);
      return true;
    },
  });
  return found;
}

function fieldOf(
  program: Program,
  fn: FunctionNode,
  call: Call,
  name: string | undefined,
  type: string,
): Registration | undefined {
  const parameter = fn.fn.params[0]?.name;
  if (call.callee.kind !== 'member' || rootName(call.callee) !== parameter || parameter === undefined) return undefined;
  const options = call.args.find((arg) => arg.value.kind === 'object')?.value;
  const first = call.args[0]?.value;
  const written = first && program.strings(first, fn.scope)[0];
  const found = options && resolver(program, options, fn.scope);
  return found && registration(program, { type, own: name ?? written }, found, call.span, fn.scope);
}

function rootName(expr: Expr): string | undefined {
  if (expr.kind === 'member') return rootName(expr.object);
  return expr.kind === 'name' ? expr.name : undefined;
}

function resolver(program: Program, options: Expr, scope: Scope): { expr: Expr; scope: Scope } | undefined {
  return RESOLVERS.flatMap((key) => propertyOf(program, options, scope, key) ?? [])[0];
}

function registration(
  program: Program,
  { type, own }: Owner,
  found: { expr: Expr; scope: Scope },
  span: Expr['span'],
  scope: Scope,
): Registration {
  return {
    kind: 'graphql',
    framework: 'pothos',
    method: type,
    route: own ?? '?',
    scope: found.scope,
    before: [],
    at: { file: scope.file, span },
    handler: handlerOf(program, found.expr, found.scope),
  };
}
