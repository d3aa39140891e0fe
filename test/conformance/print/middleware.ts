// Express, Koa and Hono are written alike: an application and routers, functions that hand on, handlers that answer.
import { type Guard, type Item, type Program, type Route, type Router, routersOf } from '../program';
import { ALLOWED, guardBody, HELPERS, type Idiom } from './javascript-guards';
import { SECRET } from './secret';
import { Module, type ModuleStyle, type Origin } from './module';

/** What one of these frameworks calls things. */
export interface Kit {
  dependencies: Readonly<Record<string, string>>;
  origins: ReadonlyMap<string, Origin>;
  idiom(style: number): Idiom;
  /** Parameters of what hands on, and the word that goes before functions. */
  params: string;
  async: string;
  next: string;
  application: string;
  router: string;
  /** The member of the carrier that `HELPERS` ask. */
  userMember: string;
  identify(app: string, style: number): string;
  answer(mark: string): string;
  /** Guards may be given in a list. */
  lists: boolean;
  use(router: string, guard: string, path: string | undefined): string;
  mount(router: string, path: string, child: string, before: readonly string[]): string;
  /** Where the application takes its first router, when it is not one itself. */
  attach?(app: string, router: string): string;
}

export function storeOf(program: Program, userMember: string): string {
  return `const rows = new Map([['1', { id: '1', ${program.ownerField}: 'u1', text: 'a' }], ['2', { id: '2', ${program.ownerField}: 'u2', text: 'b' }]]);
const sessions = new Map([
${['u1', 'u2'].map((id) => `['t-${id}', { id: '${id}', role: 'member' }],`).join('\n')}
${program.roles.map((role) => `['t-${role}', { id: 'x-${role}', role: '${role}' }],`).join('\n')}
]);
const KEY = '${SECRET}';
${HELPERS(userMember)}`;
}

class Printer {
  private readonly style: ModuleStyle;
  private readonly origins: Map<string, Origin>;
  private readonly modules: Module[] = [];
  private readonly main: Module;
  private readonly common: Module;
  private readonly idiom: Idiom;

  constructor(
    private readonly program: Program,
    private readonly kit: Kit,
  ) {
    this.style = program.style % 2 === 0 ? 'cjs' : 'esm';
    this.origins = new Map(kit.origins);
    this.idiom = kit.idiom(program.style);
    this.main = this.module('app.js');
    this.common = this.module('lib/common.js');
  }

  files(): Map<string, string> {
    const { program, kit } = this;
    const store = this.module('store.js');
    store.add(storeOf(program, kit.userMember));
    for (const name of ['rows', 'sessions', 'KEY', 'known', 'demand', 'later']) this.exported(store, name);
    const app = kit.attach ? 'server' : program.root.name;
    this.main.add(`const ${app} = ${kit.application};`, kit.identify(app, program.style));
    this.guards();
    this.router(program.root, this.main);
    if (kit.attach) this.main.add(kit.attach(app, program.root.name));
    this.main.export(app, true);
    this.index();
    const manifest = { name: 'program', version: '1.0.0', private: true, dependencies: kit.dependencies };
    const typed = this.style === 'esm' ? { ...manifest, type: 'module' } : manifest;
    return new Map([
      ['package.json', `${JSON.stringify(typed, undefined, 2)}\n`],
      ...this.modules.map((one): [string, string] => [one.path, one.text()]),
    ]);
  }

  private module(path: string): Module {
    const made = new Module(path, this.style, this.origins);
    this.modules.push(made);
    return made;
  }

  private exported(module: Module, name: string, whole = false): void {
    module.export(name, whole);
    this.origins.set(name, { from: module.path, whole });
  }

  /** Guards stand where they are used, unless several files use them. */
  private guards(): void {
    const { program } = this;
    const elsewhere = new Set(filesOf(program.root).flatMap(routersOf).flatMap(usedIn));
    for (const guard of program.guards) {
      const apart = guard.apart || elsewhere.has(guard.name);
      const target = apart ? this.common : this.main;
      for (const [name, text] of [this.asGuard(guard), this.asWrapper(guard)]) {
        if (!this.isUsed(guard, name)) continue;
        target.add(text);
        if (apart) this.exported(target, name);
      }
    }
  }

  private isUsed({ name }: Guard, as: string): boolean {
    const uses = routersOf(this.program.root).flatMap(({ items }) => items.flatMap(usesOf));
    return uses.some((one) => one.guard === name && (one.around ? `${name}Of` : name) === as);
  }

  private asGuard(guard: Guard): [string, string] {
    const { params, async, next } = this.kit;
    const body = guardBody(guard, this.program.ownerField, this.idiom, `return ${next};`);
    const fn = `${async}(${params}) => {\n${body}\n}`;
    if (guard.form === 'plain') {
      const declared = guard.writing % 3 === 0;
      return [
        guard.name,
        declared ? `${async}function ${guard.name}(${params}) {\n${body}\n}` : `const ${guard.name} = ${fn};`,
      ];
    }
    return [guard.name, `const ${guard.name} = (...${ALLOWED}) => ${fn};`];
  }

  private asWrapper(guard: Guard): [string, string] {
    const { params, async } = this.kit;
    const body = guardBody({ ...guard, form: 'plain' }, this.program.ownerField, this.idiom, `return act(${params});`);
    return [`${guard.name}Of`, `const ${guard.name}Of = (act) => ${async}(${params}) => {\n${body}\n};`];
  }

  private used(guard: Guard): string {
    if (guard.form === 'plain') return guard.name;
    const given = guard.check.kind === 'role' ? guard.check.roles.map((one) => `'${one}'`).join(', ') : '';
    return `${guard.name}(${given})`;
  }

  /** Written after the routers below it: in its own file, or where the one above it stands. */
  private router(router: Router, above: Module): void {
    const { kit, program } = this;
    const isRoot = router === program.root;
    const module = router.file ? this.module(`routes/${router.name}.js`) : above;
    for (const item of router.items) if (item.kind === 'mount') this.router(item.router, module);
    const lines = router.items.flatMap((item) => this.item(router, item));
    const table = router.table ? this.table(router) : [];
    const made = isRoot && !kit.attach ? [] : [`const ${router.name} = ${kit.router};`];
    if (router.file !== 'made') {
      module.add(...made, ...lines, ...table);
    } else {
      module.add(`const ${router.name}From = () => {`, ...made, ...lines, ...table, `return ${router.name};`, '};');
    }
    if (router.file) this.leave(module, router);
  }

  private leave(module: Module, router: Router): void {
    if (router.file === 'made') return this.exported(module, `${router.name}From`, true);
    this.exported(module, router.name, router.file !== 'member');
    if (router.file === 'index') this.origins.set(router.name, { from: 'routes/index.js' });
  }

  /** Hands on what the files of the folder export. */
  private index(): void {
    const names = routersOf(this.program.root).flatMap(({ name, file }) => (file === 'index' ? [name] : []));
    if (names.length === 0) return;
    const index = this.module('routes/index.js');
    if (this.style === 'esm') {
      index.add(...names.map((name) => `export { default as ${name} } from './${name}.js';`));
    } else {
      index.add('module.exports = {', ...names.map((name) => `${name}: require('./${name}.js'),`), '};');
    }
  }

  private item(router: Router, item: Item): string[] {
    const { kit } = this;
    switch (item.kind) {
      case 'guard':
        return [kit.use(router.name, this.used(item.guard), item.path)];
      case 'mount': {
        const child = item.router.file === 'made' ? `${item.router.name}From()` : item.router.name;
        return [
          kit.mount(
            router.name,
            item.path,
            child,
            item.before.map((guard) => this.used(guard)),
          ),
        ];
      }
      case 'route':
        return router.table ? [] : this.route(router, item.route);
    }
  }

  private route(router: Router, route: Route): string[] {
    const handler = this.handler(route);
    const apart = this.program.style % 3 === 1;
    const before = route.before.map((guard) => this.used(guard));
    const given =
      before.length > 1 && this.kit.lists && this.program.style % 2 === 0 ? [`[${before.join(', ')}]`] : before;
    const name = `${route.name}Act`;
    const wrapped = (text: string): string => (route.around ? `${route.around.name}Of(${text})` : text);
    const call = (text: string): string =>
      `${router.name}.${route.method.toLowerCase()}('${route.path}', ${[...given, wrapped(text)].join(', ')});`;
    return apart ? [`const ${name} = ${handler};`, call(name)] : [call(handler)];
  }

  private table(router: Router): string[] {
    const routes = router.items.flatMap((item) => (item.kind === 'route' ? [item.route] : []));
    const rows = routes.map((route) => {
      const before = route.before.map((guard) => this.used(guard)).join(', ');
      const act = this.handler(route);
      const wrapped = route.around ? `${route.around.name}Of(${act})` : act;
      return `{ verb: '${route.method.toLowerCase()}', path: '${route.path}', before: [${before}], act: ${wrapped} },`;
    });
    return [
      `const ${router.name}Table = [`,
      ...rows,
      '];',
      `for (const { verb, path, before, act } of ${router.name}Table) {`,
      `${router.name}[verb](path, ...before, act);`,
      '}',
    ];
  }

  private handler(route: Route): string {
    const { kit, program, idiom } = this;
    const effect = `${effectOf(route, idiom)}\n${kit.answer(route.mark)}`;
    const { inside } = route;
    const body = inside ? guardBody({ ...inside, form: 'plain' }, program.ownerField, idiom, effect) : effect;
    return `${kit.async}(${kit.params.replace(', next', '')}) => {\n${body}\n}`;
  }
}

const effectOf = ({ method, path }: Route, idiom: Idiom): string => {
  const key = path.includes(':id') ? idiom.param('id') : `'9'`;
  return method === 'GET'
    ? `const seen = rows.has(${key});`
    : `rows.set('9', { text: 'n', of: ${key} });\nconst seen = true;`;
};

interface Use {
  guard: string;
  around: boolean;
}

function usesOf(item: Item): Use[] {
  const plain = (guards: readonly Guard[]): Use[] => guards.map(({ name }) => ({ guard: name, around: false }));
  if (item.kind === 'guard') return plain([item.guard]);
  if (item.kind === 'mount') return plain(item.before);
  return [...plain(item.route.before), ...(item.route.around ? [{ guard: item.route.around.name, around: true }] : [])];
}

/** The outermost routers that have files of their own. */
const filesOf = (router: Router): Router[] =>
  router.file ? [router] : router.items.flatMap((item) => (item.kind === 'mount' ? filesOf(item.router) : []));

const usedIn = ({ items }: Router): string[] => items.flatMap(usesOf).map(({ guard }) => guard);

export const printMiddleware = (program: Program, kit: Kit): Map<string, string> => new Printer(program, kit).files();
