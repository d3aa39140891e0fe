import type { Expr } from '../../read/ir';
import type { CallOrigin, Definition, Program, Scope } from '../../engine/link/definitions';
import { handlerOf } from '../../engine/entries/handlers';
import type { Registration } from '../../engine/entries/registration';
import { describedBy, type External, externals, usedBefore } from '../javascript/built-procedures';
import type { Framework } from '../framework';

/** Procedures are called over the network by their name, with one input. */
export const TRPC: Framework = {
  id: 'trpc',
  language: 'javascript',
  imports: /^@trpc\/server$/,
  inputs: { names: [], positions: [{ at: 0, object: '@trpc', whateverName: true }] },
  models: {
    members: [
      { of: '@trpc', members: 'input rawInput', source: 'body' },
      { of: '@trpc', members: 'req request', path: '@req' },
    ],
  },
  read: [procedures],
};

const ROUTER = /^@trpc\/server\.initTRPC(?:\(\)|\.\w+|\.\w+\(\))*\.(?:router|createRouter|mergeRouters)\(\)$/;
const PROCEDURE = /^@trpc\/server\.initTRPC.*\.(query|mutation|subscription)\(\)$/;
const METHODS: Readonly<Record<string, string>> = { query: 'GET', mutation: 'POST', subscription: 'ALL' };
const MAX_DEPTH = 8;

/** The routers that stand in no other router give the names of their procedures. */
function procedures(program: Program): Registration[] {
  const routers = program.calls.flatMap(({ expr, scope }): CallOrigin[] =>
    program.externalPaths(expr, scope).some((path) => ROUTER.test(path)) ? [{ expr, scope }] : [],
  );
  const inner = new Set(routers.flatMap((router) => nested(program, router).map(({ expr }) => expr)));
  return routers.flatMap((router) => (inner.has(router.expr) ? [] : fieldsOf(program, router, [])));
}

function nested(program: Program, { expr, scope }: CallOrigin): CallOrigin[] {
  return expr.args.flatMap((arg) => {
    const direct = routersIn(program, arg.value, scope);
    const objects = program.resolve(arg.value, scope).flatMap((one) => (one.kind === 'object' ? [one] : []));
    return [
      ...direct,
      ...objects.flatMap((one) =>
        one.expr.kind === 'object'
          ? one.expr.properties.flatMap((property) => routersIn(program, property.value, one.scope))
          : [],
      ),
    ];
  });
}

function routersIn(program: Program, expr: Expr, scope: Scope): CallOrigin[] {
  return externals(program, expr, scope).flatMap((one) => (ROUTER.test(one.path) && one.origin ? [one.origin] : []));
}

function fieldsOf(program: Program, { expr, scope }: CallOrigin, path: readonly string[]): Registration[] {
  if (path.length > MAX_DEPTH) return [];
  return expr.args.flatMap((arg) => [
    ...routersIn(program, arg.value, scope).flatMap((router) => fieldsOf(program, router, path)),
    ...program.resolve(arg.value, scope).flatMap((one) => fieldsOfObject(program, one, path)),
  ]);
}

function fieldsOfObject(program: Program, object: Definition, path: readonly string[]): Registration[] {
  if (object.kind !== 'object' || object.expr.kind !== 'object') return [];
  return object.expr.properties.flatMap(({ key, value, span, kind }) => {
    if (kind === 'spread') {
      const source = value.kind === 'spread' ? value.value : value;
      return program.resolve(source, object.scope).flatMap((one) => fieldsOfObject(program, one, path));
    }
    const name = [...path, key ?? '?'];
    if (value.kind === 'object') return fieldsOfObject(program, { ...object, expr: value }, name);
    const made = externals(program, value, object.scope).find((one) => one.origin !== undefined);
    if (!made?.origin) return [];
    if (ROUTER.test(made.path)) return fieldsOf(program, made.origin, name);
    const at = { file: object.scope.file, span };
    return procedure(program, made, made.origin, name.join('.'), at);
  });
}

function procedure(
  program: Program,
  { path }: External,
  { expr, scope }: CallOrigin,
  route: string,
  at: Registration['at'],
): Registration[] {
  const type = PROCEDURE.exec(path)?.[1];
  const handler = expr.args[0]?.value;
  if (type === undefined || !handler) return [];
  return [
    {
      kind: 'http',
      framework: 'trpc',
      method: METHODS[type] ?? 'ALL',
      route,
      scope,
      at,
      before: usedBefore(program, { expr, scope }),
      described: describedBy(program, { expr, scope }, /^input$/, '@trpc.input'),
      handler: handlerOf(program, handler, scope),
    },
  ];
}
