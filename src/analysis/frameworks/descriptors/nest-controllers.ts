import type { Expr } from '../../read/ir';
import { calledName } from '../../engine/last-name';
import type { ClassNode, Program } from '../../engine/link/definitions';
import { asLinkScope } from '../../engine/link/scopes';
import { handlerOfFunction } from '../../engine/entries/handlers';
import { pathsOf } from '../../engine/entries/route-paths';
import type { EntryKind, Guarding, Registration } from '../../engine/entries/registration';
import { joinPaths } from '../../engine/entries/router-tree';

const METHODS = new Map([
  ['Get', 'GET'],
  ['Post', 'POST'],
  ['Put', 'PUT'],
  ['Patch', 'PATCH'],
  ['Delete', 'DELETE'],
  ['Head', 'HEAD'],
  ['Options', 'OPTIONS'],
  ['All', 'ALL'],
  ['Sse', 'GET'],
]);
/** Decorators of methods, by what reaches them. */
const OTHER = new Map<string, EntryKind>([
  ['Query', 'graphql'],
  ['Mutation', 'graphql'],
  ['Subscription', 'graphql'],
  ['ResolveField', 'graphql'],
  ['FieldResolver', 'graphql'],
  ['SubscribeMessage', 'websocket'],
  ['MessagePattern', 'messageQueue'],
  ['EventPattern', 'messageQueue'],
  ['Process', 'messageQueue'],
  ['RabbitSubscribe', 'messageQueue'],
  ['Cron', 'scheduled'],
  ['Interval', 'scheduled'],
  ['Timeout', 'scheduled'],
]);
const CLASSES =
  /^(Controller|JsonController|RestController|Resolver|WebSocketGateway|Processor|Injectable|controller)$/;

/** Classes with decorated methods: Nest, routing-controllers, TypeGraphQL, tsoa, LoopBack-like. */
export function decoratedControllers(program: Program): Registration[] {
  return [...program.classes.values()].flatMap((cls) => {
    if (asLinkScope(cls.scope).dialect.id === 'python') return [];
    const decorator = cls.cls.decorators.find((one) => CLASSES.test(nameOf(one)));
    return (decorator ??
      cls.cls.members.some((member) => member.decorators.some((one) => isNestVerb(program, one, cls))))
      ? methods(program, cls, decorator)
      : [];
  });
}

/** A verb of Nest itself: the class is a controller even when that cannot be seen. */
function isNestVerb(program: Program, decorator: Expr, cls: ClassNode): boolean {
  if (!METHODS.has(nameOf(decorator)) || decorator.kind !== 'call') return false;
  return program
    .externalPaths(decorator.callee, cls.scope)
    .some((path) => path.startsWith('@nestjs/common.') || path.startsWith('routing-controllers.'));
}

function methods(program: Program, cls: ClassNode, decorator: Expr | undefined): Registration[] {
  const kind = decorator ? nameOf(decorator) : 'Controller';
  const prefix = decorator && /ontroller$/.test(kind) ? pathOf(program, decorator, cls) : '';
  const shared = guards(cls.cls.decorators, cls, 'router');
  return cls.cls.members.flatMap((member): Registration[] => {
    const fn = member.fn && program.nodeOf(member.fn, cls.file);
    if (!fn) return [];
    return member.decorators.flatMap((one): Registration[] => {
      const name = nameOf(one);
      const method = METHODS.get(name);
      const other = method === undefined || kind === 'Resolver' ? OTHER.get(name) : undefined;
      if ((method === undefined || !/ontroller$/.test(kind)) && other === undefined) return [];
      const written = pathOf(program, one, cls);
      const route =
        method !== undefined && other === undefined ? slashed(joinPaths(prefix, written)) : written || member.name;
      return [
        {
          kind: other ?? 'http',
          framework: 'nest',
          route,
          scope: cls.scope,
          cls,
          handler: handlerOfFunction(fn),
          at: { file: cls.file, span: one.span },
          router: 'nest',
          before: [...shared, ...guards(member.decorators, cls, 'function')],
          ...(other === undefined ? { method } : other === 'graphql' && { method: name }),
        },
      ];
    });
  });
}

function guards(decorators: readonly Expr[], cls: ClassNode, reach: Guarding['reach']): Guarding[] {
  return decorators.map((expr) => ({ expr, scope: cls.scope, reach, at: { file: cls.file, span: expr.span } }));
}

function nameOf(decorator: Expr): string {
  return calledName(decorator) ?? '';
}

function pathOf(program: Program, decorator: Expr, cls: ClassNode): string {
  if (decorator.kind !== 'call') return '';
  for (const { value } of decorator.args) {
    if (value.kind !== 'object') return value.kind === 'function' ? '' : (pathsOf(program, value, cls.scope)[0] ?? '');
    const path = value.properties.find((property) => property.key === 'path' || property.key === 'name');
    if (path) return pathsOf(program, path.value, cls.scope)[0] ?? '';
  }
  return '';
}

function slashed(path: string): string {
  return path.startsWith('/') ? path : `/${path}`;
}
