import type { Expr } from '../../read/ir';
import { calledName, lastName } from '../../engine/last-name';
import { baseNames } from '../../engine/link/base-names';
import type { CallSite, ClassNode, Program } from '../../engine/link/definitions';
import { asLinkScope } from '../../engine/link/scopes';
import { handlerOfFunction } from '../../engine/entries/handlers';
import type { Guarding, Registration } from '../../engine/entries/registration';
import { pathsOf } from '../../engine/entries/route-paths';
import type { RouterTree } from '../../engine/entries/router-tree';
import type { Framework } from '../framework';
import { keyword, routerKey } from '../python/arguments';
import { permissionList, permissionsFor } from '../python/permissions';
import { classHandler, methodNamed } from '../python/views';
import { REST_SETTINGS } from './django-settings';
import { PYTHON_REQUEST_FIRST } from './usual-inputs';

export const DJANGO_REST_FRAMEWORK: Framework = {
  id: 'django-rest-framework',
  language: 'python',
  imports: /^rest_framework(\.|$)/,
  inputs: PYTHON_REQUEST_FIRST,
  standing: REST_SETTINGS,
  read: [viewsetRoutes],
};

const REGISTER =
  /^rest_framework(_nested|_extensions)?(\.\w+)*\.(Default|Simple|Base|Nested\w*|NestedSimple|ExtendedSimple|ExtendedDefault)?Router\(\)\.register$/;

const ACTIONS: readonly [string, string, string][] = [
  ['list', 'GET', ''],
  ['create', 'POST', ''],
  ['retrieve', 'GET', '{pk}/'],
  ['update', 'PUT', '{pk}/'],
  ['partial_update', 'PATCH', '{pk}/'],
  ['destroy', 'DELETE', '{pk}/'],
];
/** What the base classes of viewsets bring along. */
const INHERITED: readonly [RegExp, readonly string[]][] = [
  [/\bModelViewSet$/, ['list', 'create', 'retrieve', 'update', 'partial_update', 'destroy']],
  [/ReadOnlyModelViewSet$/, ['list', 'retrieve']],
  [/ListModelMixin$/, ['list']],
  [/CreateModelMixin$/, ['create']],
  [/RetrieveModelMixin$/, ['retrieve']],
  [/UpdateModelMixin$/, ['update', 'partial_update']],
  [/DestroyModelMixin$/, ['destroy']],
];

/** Routes of Django REST framework's routers: one per action of the registered viewset. */
function viewsetRoutes(program: Program, tree: RouterTree): Registration[] {
  for (const call of program.calls) nestRouter(program, tree, call);
  return program.calls.flatMap((call): Registration[] => {
    const { expr, scope } = call;
    if (
      expr.callee.kind !== 'member' ||
      expr.callee.property !== 'register' ||
      asLinkScope(scope).dialect.id !== 'python'
    )
      return [];
    if (!program.externalPaths(expr.callee, scope).some((path) => REGISTER.test(path))) return [];
    const [prefix, viewset] = expr.args.map((arg) => arg.value);
    if (!prefix || !viewset) return [];
    const base = `/${pathsOf(program, prefix, scope)[0] ?? ''}/`;
    const router = routerKey(program, expr.callee.object, scope);
    const found = program.resolve(viewset, scope).find((one) => one.kind === 'class');
    const common = {
      kind: 'http' as const,
      framework: 'django-rest-framework',
      scope,
      router,
      at: { file: scope.file, span: expr.span },
      before: [],
      call: { expr, owner: call.caller },
    };
    if (found?.kind !== 'class') return [{ ...common, method: 'ALL', route: base }];
    return actionsOf(program, found.cls).map((action) => ({
      ...common,
      cls: found.cls,
      method: action.method,
      route: base + action.path,
      handler: action.handler,
      ...(action.instead && { instead: action.instead }),
    }));
  });
}

const NESTED = /^rest_framework_nested(\.\w+)*\.Nested\w*Router\(\)$/;

/** `NestedSimpleRouter(router, 'users', lookup='user')`: its routes stand below one item of the other router. */
function nestRouter(program: Program, tree: RouterTree, { expr, scope, caller }: CallSite): void {
  const [parent, prefix] = expr.args.map((arg) => arg.value);
  if (!parent || !prefix || !/^Nested\w*Router$/.test(lastName(expr.callee) ?? '')) return;
  if (!program.externalPaths(expr, scope).some((path) => NESTED.test(path))) return;
  const lookup = keyword(expr, 'lookup');
  const name = lookup ? (program.strings(lookup, scope)[0] ?? 'nested') : 'nested';
  const child = routerKey(program, expr, scope);
  tree.setPrefix(child, `/${program.strings(prefix, scope)[0] ?? ''}/{${name}_pk}`);
  const above = routerKey(program, parent, scope);
  if (!program.externalPaths(parent, scope).some((path) => NESTED.test(path))) return;
  tree.hang(above, child, '', { expr, owner: caller });
}

interface Action {
  method: string;
  path: string;
  handler: Registration['handler'];
  instead?: Guarding[] | undefined;
}

function actionsOf(program: Program, cls: ClassNode): Action[] {
  const bases = baseNames(program, cls);
  const inherited = new Set(
    INHERITED.flatMap(([pattern, names]) => (bases.some((base) => pattern.test(base)) ? names : [])),
  );
  const standard = ACTIONS.flatMap(([name, method, path]): Action[] => {
    const fn = methodNamed(program, cls, name);
    if (!fn && !inherited.has(name)) return [];
    const hook = fn ?? methodNamed(program, cls, `perform_${name.replace('partial_', '')}`);
    const instead = permissionsFor(program, cls, name);
    return [{ method, path, handler: hook ? handlerOfFunction(hook) : classHandler(cls), instead }];
  });
  return [...standard, ...extraActions(program, cls)];
}

function permissionsOf(
  program: Program,
  cls: ClassNode,
  decorator: Extract<Expr, { kind: 'call' }>,
  action: string,
): Guarding[] | undefined {
  const declared = keyword(decorator, 'permission_classes');
  return declared ? permissionList(cls, declared) : permissionsFor(program, cls, action);
}

function extraActions(program: Program, cls: ClassNode): Action[] {
  return cls.cls.members.flatMap((member): Action[] => {
    const decorator = member.decorators.find(
      (one) => one.kind === 'call' && /^(action|detail_route|list_route)$/.test(calledName(one) ?? ''),
    );
    const fn = member.fn && program.nodeOf(member.fn, cls.file);
    if (decorator?.kind !== 'call' || !fn) return [];
    const methods = decorator.args.find((arg) => arg.name === 'methods')?.value;
    const names =
      methods?.kind === 'array' ? methods.items.flatMap((item) => program.strings(item, cls.scope)) : ['GET'];
    const detail = decorator.args.find((arg) => arg.name === 'detail')?.value;
    const written = keyword(decorator, 'url_path');
    const own = (written && program.strings(written, cls.scope)[0]) ?? member.name;
    const path = detail?.kind === 'literal' && detail.value === true ? `{pk}/${own}/` : `${own}/`;
    const instead = permissionsOf(program, cls, decorator, member.name);
    return names.map((method) => ({ method: method.toUpperCase(), path, handler: handlerOfFunction(fn), instead }));
  });
}
