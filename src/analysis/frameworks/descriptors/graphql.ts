import { lastName } from '../../engine/last-name';
import type { CallSite, Definition, Program } from '../../engine/link/definitions';
import { propertyOf } from '../../engine/link/property';
import { handlerOf } from '../../engine/entries/handlers';
import type { Registration } from '../../engine/entries/registration';
import type { Framework } from '../framework';

export const GRAPHQL: Framework = {
  id: 'graphql',
  language: 'javascript',
  imports: /^graphql(\/|$)/,
  read: [
    {
      what: 'the resolvers of GraphQL',
      find: (program) => program.calls.flatMap((call) => resolvers(program, call)),
    },
  ],
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
  return ['Query', 'Mutation', 'Subscription'].flatMap((type) =>
    program
      .resolve(map.expr, map.scope)
      .flatMap((root) => program.member(root, type))
      .flatMap((fields) => fieldResolvers(program, type, fields)),
  );
}

function fieldResolvers(program: Program, type: string, fields: Definition): Registration[] {
  if (fields.kind !== 'object' || fields.expr.kind !== 'object') return [];
  return fields.expr.properties.flatMap((property): Registration[] => {
    if (property.key === undefined) return [];
    const inner = propertyOf(program, property.value, fields.scope, 'subscribe');
    return [
      {
        kind: 'graphql',
        framework: 'graphql',
        method: type,
        route: property.key,
        scope: fields.scope,
        before: [],
        at: { file: fields.scope.file, span: property.span },
        handler: handlerOf(program, inner?.expr ?? property.value, inner?.scope ?? fields.scope),
      },
    ];
  });
}
