import type { Expr } from '../../read/ir';
import { calledName, lastName } from '../../engine/last-name';
import type { ClassNode, Program, Scope } from '../../engine/link/definitions';
import { propertyOf } from '../../engine/link/property';
import type { Registration } from '../../engine/entries/registration';
import { joinPaths } from '../../engine/entries/router-tree';
import { pathsOf } from '../../engine/entries/route-paths';
import { type NestApplication, nestApplications } from './nest-prefix';

/** Puts the prefix, the version and the path of its module in front of every route of a controller. */
export function prefixed(program: Program, routes: readonly Registration[]): Registration[] {
  if (!routes.some((one) => one.kind === 'http')) return [...routes];
  const applications = nestApplications(program);
  if (applications.length === 0) return [...routes];
  return routes.flatMap((route) => {
    if (route.kind !== 'http' || !route.cls) return [route];
    const { cls } = route;
    const owner = applications.find((one) => one.controllers.has(cls.key)) ?? onlyOne(applications);
    return owner ? withPrefix(program, route, cls, owner) : [route];
  });
}

const onlyOne = (applications: readonly NestApplication[]): NestApplication | undefined =>
  applications.length === 1 ? applications[0] : undefined;

function withPrefix(program: Program, route: Registration, cls: ClassNode, app: NestApplication): Registration[] {
  const below = joinPaths(app.controllers.get(cls.key) ?? '', route.route ?? '');
  const versions = app.versions ? (versionsOf(program, route, cls) ?? app.versions.usual) : [];
  const parts = versions.length === 0 ? [''] : versions.map((one) => `/${app.versions?.letter ?? ''}${one}`);
  return parts.map((part) => ({ ...route, route: joinPaths(app.prefix, joinPaths(part, below)) }));
}

/** The versions that the method, or else its controller, names. */
function versionsOf(program: Program, { handler }: Registration, cls: ClassNode): readonly string[] | undefined {
  const member = cls.cls.members.find((one) => one.fn === handler?.fn?.fn);
  const own =
    versionOf(program, member?.decorators ?? [], cls.scope) ?? versionOf(program, cls.cls.decorators, cls.scope);
  if (own) return own;
  const controller = cls.cls.decorators.find((one) => calledName(one) === 'Controller');
  const options = controller?.kind === 'call' ? controller.args[0]?.value : undefined;
  const version = options && propertyOf(program, options, cls.scope, 'version');
  return version && textsOf(program, version.expr, version.scope);
}

function versionOf(program: Program, decorators: readonly Expr[], scope: Scope): readonly string[] | undefined {
  const decorator = decorators.find((one) => calledName(one) === 'Version');
  const value = decorator?.kind === 'call' ? decorator.args[0]?.value : undefined;
  return value && textsOf(program, value, scope);
}

/** A neutral version adds nothing to the path. */
function textsOf(program: Program, expr: Expr, scope: Scope): readonly string[] {
  if (lastName(expr) === 'VERSION_NEUTRAL') return [];
  return pathsOf(program, expr, scope).filter((one) => one !== '');
}
