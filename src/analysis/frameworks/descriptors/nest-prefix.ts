import type { Expr } from '../../read/ir';
import { calledName, lastName } from '../../engine/last-name';
import type { CallOrigin, ClassNode, Program, Scope } from '../../engine/link/definitions';
import { propertyOf } from '../../engine/link/property';
import { joinPaths } from '../../engine/entries/router-tree';
import { pathsOf } from '../../engine/entries/route-paths';

/** What an application of Nest puts in front of the routes of its controllers. */
export interface NestApplication {
  prefix: string;
  /** What versions are written with; undefined where they are no part of the path. */
  versions: { letter: string; usual: readonly string[] } | undefined;
  /** Its controllers, with the path of their module. */
  controllers: ReadonlyMap<string, string>;
}

const CREATE = /^@nestjs\/core\.NestFactory\.create(?:Microservice)?$/;
const SETTINGS = /^(?:setGlobalPrefix|enableVersioning)$/;
const MAX_MODULES = 2_000;

interface Setting {
  name: string;
  /** The root modules of the applications that it may be made on; none where that is not known. */
  modules: readonly string[];
  call: CallOrigin;
}

/** The applications of a program, one for each root module; each has the settings that are made on it. */
export function nestApplications(program: Program): NestApplication[] {
  const roots = new Map(program.calls.flatMap((call) => rootModules(program, call)));
  const settings = settingsOf(program);
  return [...roots].map(([key, cls]) => {
    const own = settings.filter(({ modules }) => modules.includes(key) || (modules.length === 0 && roots.size === 1));
    return applicationOf(program, cls, own);
  });
}

function rootModules(program: Program, { expr, scope }: CallOrigin): [string, ClassNode][] {
  const root = expr.args[0]?.value;
  if (!root || !/^create/.test(lastName(expr.callee) ?? '')) return [];
  if (!program.externalPaths(expr.callee, scope).some((path) => CREATE.test(path))) return [];
  return moduleClasses(program, root, scope).map((cls) => [cls.key, cls]);
}

/** `app.setGlobalPrefix(…)`, `app.enableVersioning(…)`: an application stands for the module it is made of. */
function settingsOf(program: Program): Setting[] {
  return program.calls.flatMap(({ expr, scope }): Setting[] => {
    const { callee } = expr;
    if (callee.kind !== 'member' || !SETTINGS.test(callee.property)) return [];
    const modules = program
      .resolve(callee.object, scope)
      .flatMap((one) => (one.kind === 'class' || one.kind === 'instance' ? [one.cls.key] : []));
    return [{ name: callee.property, modules, call: { expr, scope } }];
  });
}

function applicationOf(program: Program, root: ClassNode, settings: readonly Setting[]): NestApplication {
  const setting = (name: string): CallOrigin | undefined => settings.find((one) => one.name === name)?.call;
  const prefix = setting('setGlobalPrefix');
  const path = prefix?.expr.args[0]?.value;
  return {
    prefix: path ? `/${(program.strings(path, prefix.scope)[0] ?? '').replace(/^\//, '')}` : '',
    versions: versionsOf(program, setting('enableVersioning')),
    controllers: controllersOf(program, root),
  };
}

function versionsOf(program: Program, call: CallOrigin | undefined): NestApplication['versions'] {
  if (!call) return undefined;
  const options = call.expr.args[0]?.value;
  const get = (key: string) => options && propertyOf(program, options, call.scope, key);
  const type = get('type');
  if (type && lastName(type.expr) !== 'URI') return undefined;
  const letter = get('prefix');
  const usual = get('defaultVersion');
  return {
    letter: letter ? (program.strings(letter.expr, letter.scope)[0] ?? '') : 'v',
    usual: usual ? pathsOf(program, usual.expr, usual.scope).filter((one) => one !== '') : [],
  };
}

/** The controllers of a module and of all it imports, with the paths that a table of modules gives them. */
function controllersOf(program: Program, root: ClassNode): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const modules = new Map<string, ClassNode>();
  const paths = new Map<string, string>();
  collect(program, [root], modules);
  for (const cls of modules.values()) modulePaths(program, cls, paths);
  for (const cls of modules.values())
    for (const { expr, scope: at } of listed(program, cls, 'controllers'))
      for (const one of program.resolve(expr, at))
        if (one.kind === 'class') found.set(one.cls.key, paths.get(cls.key) ?? '');
  return found;
}

function collect(program: Program, classes: readonly ClassNode[], modules: Map<string, ClassNode>): void {
  for (const cls of classes.filter((one) => !modules.has(one.key))) {
    if (modules.size >= MAX_MODULES) return;
    modules.set(cls.key, cls);
    for (const one of listed(program, cls, 'imports'))
      collect(program, moduleClasses(program, one.expr, one.scope), modules);
  }
}

/** `UsersModule`, `UsersModule.forRoot()`, `forwardRef(() => UsersModule)` */
function moduleClasses(program: Program, expr: Expr, scope: Scope): ClassNode[] {
  const direct = program.resolve(expr, scope).flatMap((one) => (one.kind === 'class' ? [one.cls] : []));
  if (direct.length > 0 || expr.kind !== 'call') return direct;
  const owner = expr.callee.kind === 'member' ? moduleClasses(program, expr.callee.object, scope) : [];
  const given = expr.args[0]?.value;
  const inner = given
    ? program.resolve(given, scope).flatMap((one) => (one.kind === 'function' ? program.called(one) : []))
    : [];
  return [...owner, ...inner.flatMap((one) => (one.kind === 'class' ? [one.cls] : []))];
}

/** The items of a list in the options of `@Module({ … })`. */
function listed(program: Program, cls: ClassNode, key: string): { expr: Expr; scope: Scope }[] {
  const decorator = cls.cls.decorators.find((one) => calledName(one) === 'Module');
  const options = decorator?.kind === 'call' ? decorator.args[0]?.value : undefined;
  const list = options && propertyOf(program, options, cls.scope, key);
  return list ? items(program, list.expr, list.scope) : [];
}

function items(program: Program, expr: Expr, scope: Scope, depth = 0): { expr: Expr; scope: Scope }[] {
  if (depth > 4) return [];
  if (expr.kind === 'spread') return items(program, expr.value, scope, depth + 1);
  if (expr.kind === 'array')
    return expr.items.flatMap((item) =>
      item.kind === 'spread' ? items(program, item, scope, depth + 1) : [{ expr: item, scope }],
    );
  return program
    .resolve(expr, scope)
    .flatMap((one) =>
      one.kind === 'object' && one.expr.kind === 'array' ? items(program, one.expr, one.scope, depth + 1) : [],
    );
}

/** `RouterModule.register([{ path: 'admin', module: AdminModule, children: […] }])` */
function modulePaths(program: Program, cls: ClassNode, paths: Map<string, string>): void {
  for (const { expr, scope } of listed(program, cls, 'imports')) {
    if (expr.kind !== 'call' || !/^(?:register|forRoutes)$/.test(lastName(expr.callee) ?? '')) continue;
    if (!program.externalPaths(expr.callee, scope).some((path) => /RouterModule\.\w+$/.test(path))) continue;
    for (const arg of expr.args) readTable(program, arg.value, scope, '', paths);
  }
}

function readTable(program: Program, expr: Expr, scope: Scope, above: string, paths: Map<string, string>): void {
  for (const row of items(program, expr, scope)) {
    const path = propertyOf(program, row.expr, row.scope, 'path');
    const module = propertyOf(program, row.expr, row.scope, 'module') ?? row;
    const own = path
      ? joinPaths(above, `/${(program.strings(path.expr, path.scope)[0] ?? '').replace(/^\//, '')}`)
      : above;
    for (const cls of moduleClasses(program, module.expr, module.scope)) paths.set(cls.key, own);
    const children = propertyOf(program, row.expr, row.scope, 'children');
    if (children) readTable(program, children.expr, children.scope, own, paths);
  }
}
