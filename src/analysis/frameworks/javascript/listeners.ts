import type { Expr } from '../../read/ir';
import { lastName } from '../../engine/last-name';
import type { CallSite, Definition, Program, Scope } from '../../engine/link/definitions';
import { asLinkScope } from '../../engine/link/scopes';
import { ARGUMENT_PARSERS, GRAPHQL_SERVERS, LISTENERS, type Listener } from '../../../knowledge/frameworks/listeners';
import { functionsOf, handlerOf, handlerOfFunction } from '../../engine/entries/handlers';
import { propertyOf } from '../../engine/link/property';
import type { Registration } from '../../engine/entries/registration';

const NAMES =
  /^(on|once|addEventListener|ws|consume|process|run|subscribe|pSubscribe|schedule|job|scheduleJob|define|action|command|onRequest|onCall|http|Worker|CronJob|micro|parse_args)$/;

/** Functions handed to sockets, queues, timers and command lines; GraphQL resolvers. */
export function listeners(program: Program): Registration[] {
  return program.calls.flatMap((call) => {
    const { callee } = call.expr;
    const found = NAMES.test(lastName(callee) ?? '') || callee.kind === 'name' ? listener(program, call) : [];
    return found.length > 0 ? found : resolvers(program, call);
  });
}

function listener(program: Program, { expr, scope, caller }: CallSite): Registration[] {
  const paths = program.externalPaths(expr.callee, scope);
  const at = { file: scope.file, span: expr.span };
  if (asLinkScope(scope).dialect.id === 'python') {
    if (!paths.some((path) => ARGUMENT_PARSERS.test(path))) return [];
    return [{ kind: 'cli', framework: 'argparse', scope, at, before: [], handler: handlerOfFunction(caller) }];
  }
  const rule = LISTENERS.find((one) => paths.some((path) => one.callee.test(path)));
  const last = rule && handlerArgument(program, expr, scope);
  if (!rule || !last) return [];
  const name = nameOf(program, rule, expr, scope);
  if (rule.events && (name === undefined || !rule.events.test(name))) return [];
  return [
    {
      kind: rule.kind,
      framework: rule.framework,
      scope,
      at,
      before: [],
      handler: handlerOf(program, last.expr, last.scope),
      ...(name !== undefined && { route: name }),
      ...(rule.kind === 'http' && { method: 'ALL' }),
    },
  ];
}

function nameOf(program: Program, rule: Listener, expr: CallSite['expr'], scope: Scope): string | undefined {
  const value = rule.name === undefined ? undefined : expr.args[rule.name]?.value;
  return value && program.strings(value, scope)[0];
}

function handlerArgument(
  program: Program,
  expr: CallSite['expr'],
  scope: Scope,
): { expr: Expr; scope: Scope } | undefined {
  for (const { value } of [...expr.args].reverse()) {
    if (functionsOf(program, value, scope).length > 0) return { expr: value, scope };
    const nested = ['eachMessage', 'eachBatch', 'handler', 'onTick'].flatMap(
      (key) => propertyOf(program, value, scope, key) ?? [],
    )[0];
    if (nested) return nested;
  }
  return undefined;
}

const SCHEMA_MAKERS = /^(ApolloServer|makeExecutableSchema|createSchema|GraphQLServer|createServer|register)$/;

/** `new ApolloServer({ resolvers: { Query: { user: fn } } })`. */
function resolvers(program: Program, { expr, scope }: CallSite): Registration[] {
  const options = expr.args[0]?.value;
  if (!options || !SCHEMA_MAKERS.test(lastName(expr.callee) ?? '')) return [];
  if (!program.externalPaths(expr.callee, scope).some((path) => GRAPHQL_SERVERS.test(path))) return [];
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
