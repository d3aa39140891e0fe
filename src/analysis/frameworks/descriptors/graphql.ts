import { lastName } from '../../engine/last-name';
import type { Expr } from '../../read/ir';
import type { CallSite, Definition, Program, Scope } from '../../engine/link/definitions';
import { propertyOf } from '../../engine/link/property';
import { functionsOf, handlerOf } from '../../engine/entries/handlers';
import type { Registration } from '../../engine/entries/registration';
import type { Framework } from '../framework';
import { RESOLVER_INPUTS } from './usual-inputs';

export const GRAPHQL: Framework = {
  id: 'graphql',
  language: 'javascript',
  imports: /^graphql(\/|$)/,
  inputs: RESOLVER_INPUTS,
  read: [(program) => program.calls.flatMap((call) => [...resolvers(program, call), ...objectTypes(program, call)])],
};

/** Objects given to these hold resolvers by type and field. */
const SERVERS =
  /^(apollo-server(-\w+)?\.ApolloServer|@apollo\/server\.ApolloServer|graphql-tools\.makeExecutableSchema|@graphql-tools\/schema\.makeExecutableSchema|graphql-yoga\.(createSchema|GraphQLServer|createServer)|mercurius|apollo-server\.makeExecutableSchema)$/;
const SCHEMA_MAKERS = /^(ApolloServer|makeExecutableSchema|createSchema|GraphQLServer|createServer|register)$/;

/** `new ApolloServer({ resolvers: { Query: { user: fn } } })`. */
function resolvers(program: Program, { expr, scope }: CallSite): Registration[] {
  const options = expr.args[0]?.value;
  if (!options || !SCHEMA_MAKERS.test(lastName(expr.callee) ?? '')) return [];
  if (!program.externalPaths(expr.callee, scope).some((path) => SERVERS.test(path))) return [];
  const map = propertyOf(program, options, scope, 'resolvers');
  if (!map) return [];
  return program
    .resolve(map.expr, map.scope)
    .flatMap((root) =>
      typesOf(root).flatMap((type) =>
        program.member(root, type).flatMap((fields) => fieldResolvers(program, type, fields)),
      ),
    );
}

const ROOTS = ['Query', 'Mutation', 'Subscription'];

/** The root types, and all others that the map writes out. */
function typesOf(root: Definition): string[] {
  const written = root.kind === 'object' && root.expr.kind === 'object' ? root.expr.properties : [];
  return [...new Set([...ROOTS, ...written.flatMap(({ key }) => key ?? [])])];
}

/** A field of another type is called with arguments of its own where its resolver takes some. */
function takesArguments(program: Program, expr: Expr, scope: Scope): boolean {
  const fn = functionsOf(program, expr, scope).at(-1);
  const given = fn?.fn.params[1];
  return given !== undefined && !given.name?.startsWith('_');
}

/** `new GraphQLObjectType({ name: 'Query', fields: { user: { resolve } } })` */
function objectTypes(program: Program, { expr, scope }: CallSite): Registration[] {
  const options = expr.args[0]?.value;
  if (!options || lastName(expr.callee) !== 'GraphQLObjectType') return [];
  if (!program.externalPaths(expr.callee, scope).some((path) => /^graphql(\/\w+)?\.GraphQLObjectType$/.test(path)))
    return [];
  const name = propertyOf(program, options, scope, 'name');
  const type = (name && program.strings(name.expr, name.scope)[0]) ?? 'Object';
  const fields = propertyOf(program, options, scope, 'fields');
  const made = fields ? program.resolve(fields.expr, fields.scope) : [];
  return made
    .flatMap((one) => (one.kind === 'function' ? program.called(one) : [one]))
    .flatMap((one) => resolvedFields(program, type, one));
}

function resolvedFields(program: Program, type: string, fields: Definition): Registration[] {
  if (fields.kind !== 'object' || fields.expr.kind !== 'object') return [];
  return fields.expr.properties.flatMap(({ key, value, span }) => {
    const resolve = propertyOf(program, value, fields.scope, 'resolve');
    const at = { file: fields.scope.file, span };
    return key === undefined || !resolve ? [] : [fieldOf(program, { type, key, at }, resolve)];
  });
}

interface Field {
  type: string;
  key: string;
  at: Registration['at'];
}

function fieldOf(
  program: Program,
  { type, key, at }: Field,
  { expr, scope }: { expr: Expr; scope: Scope },
): Registration {
  return {
    kind: 'graphql',
    framework: 'graphql',
    method: type,
    route: key,
    scope,
    before: [],
    at,
    handler: handlerOf(program, expr, scope),
  };
}

function fieldResolvers(program: Program, type: string, fields: Definition): Registration[] {
  if (fields.kind !== 'object' || fields.expr.kind !== 'object') return [];
  return fields.expr.properties.flatMap((property): Registration[] => {
    if (property.key === undefined) return [];
    if (!ROOTS.includes(type) && !takesArguments(program, property.value, fields.scope)) return [];
    const inner = propertyOf(program, property.value, fields.scope, 'subscribe');
    const at = { file: fields.scope.file, span: property.span };
    return [fieldOf(program, { type, key: property.key, at }, inner ?? { expr: property.value, scope: fields.scope })];
  });
}
