import { type Guard, type Item, type Program, type Route, type Router, routersOf } from '../program';
import { ALLOWED, guardBody, type Idiom } from './javascript-guards';
import { storeOf } from './middleware';
import { Module, type ModuleStyle, type Origin } from './module';

const REFUSALS: readonly ((code: number) => string)[] = [
  (code) => `return reply.code(${code}).send({ error: 'no' });`,
  (code) => `reply.code(${code}).send({ error: 'no' });\nreturn reply;`,
  (code) => `throw Object.assign(new Error('no'), { statusCode: ${code} });`,
];
const PARAMS = 'request, reply';

const idiom = (style: number): Idiom => ({
  user: 'request.user',
  carrier: { value: 'request', user: 'user' },
  method: 'request.method',
  path: 'request.routeOptions.url',
  header: (name) => `request.headers['${name}']`,
  param: (name) => `request.params.${name}`,
  query: (name) => `request.query.${name}`,
  refuse: (code) => (REFUSALS[style % REFUSALS.length] ?? String)(code),
});

const TOKEN = `const token = (request.headers.authorization ?? '').replace('Bearer ', '');`;
const identify = (app: string, style: number): string =>
  style % 7 < 3
    ? `${app}.addHook('onRequest', async (request) => {\n${TOKEN}\nrequest.user = sessions.get(token);\n});`
    : `${app}.addHook('onRequest', async (request) => {\n${TOKEN}\ntry {\nrequest.user = jwt.verify(token, KEY);\n} catch {\nrequest.user = undefined;\n}\n});`;

/** Routers are plugins: functions that are given a scope of their own. */
class FastifyPrinter {
  private readonly style: ModuleStyle;
  private readonly origins = new Map<string, Origin>([
    ['fastify', { from: 'fastify', whole: true }],
    ['jwt', { from: 'jsonwebtoken', whole: true }],
  ]);
  private readonly modules: Module[] = [];
  private readonly main: Module;
  private readonly common: Module;
  private readonly idiom: Idiom;

  constructor(private readonly program: Program) {
    this.style = program.style % 2 === 0 ? 'cjs' : 'esm';
    this.idiom = idiom(program.style);
    this.main = this.module('app.js');
    this.common = this.module('lib/common.js');
  }

  files(): Map<string, string> {
    const { program, main } = this;
    const store = this.module('store.js');
    store.add(storeOf(program, 'user'));
    for (const name of ['rows', 'sessions', 'KEY', 'known', 'demand', 'later']) this.exported(store, name);
    for (const guard of program.guards) this.guard(guard);
    this.plugins(program.root, main);
    const { name } = program.root;
    main.add(`const ${name} = fastify();`, `${name}.decorateRequest('user', null);`, identify(name, program.style));
    main.add(...program.root.items.flatMap((item) => this.item(name, program.root, item)));
    main.export(name, true);
    const manifest = { name: 'program', version: '1.0.0', private: true, dependencies: { fastify: '5.12.8' } };
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

  private guard(guard: Guard): void {
    const { common, program } = this;
    const fn = (pass: string, form: Guard['form']): string =>
      `async (${PARAMS}) => {\n${guardBody({ ...guard, form }, program.ownerField, this.idiom, pass)}\n}`;
    const plain = fn('return;', guard.form);
    common.add(`const ${guard.name} = ${guard.form === 'made' ? `(...${ALLOWED}) => ` : ''}${plain};`);
    this.exported(common, guard.name);
    const wraps = routersOf(program.root).some(({ items }) =>
      items.some((item) => item.kind === 'route' && item.route.around === guard),
    );
    if (!wraps) return;
    common.add(`const ${guard.name}Of = (act) => ${fn('return act(request, reply);', 'plain')};`);
    this.exported(common, `${guard.name}Of`);
  }

  private used(guard: Guard): string {
    if (guard.form === 'plain') return guard.name;
    return `${guard.name}(${guard.check.kind === 'role' ? guard.check.roles.map((one) => `'${one}'`).join(', ') : ''})`;
  }

  /** The plugins below a router: each in its own file, or where the one above it stands. */
  private plugins({ items }: Router, above: Module): void {
    for (const item of items) if (item.kind === 'mount') this.plugin(item.router, above);
  }

  private plugin(router: Router, above: Module): void {
    const module = router.file ? this.module(`routes/${router.name}.js`) : above;
    this.plugins(router, module);
    const lines = router.items.flatMap((item) => this.item('scope', router, item));
    const declared = this.program.style % 3 === 0;
    module.add(
      declared ? `async function ${router.name}(scope) {` : `const ${router.name} = async (scope) => {`,
      ...lines,
      declared ? '}' : '};',
    );
    if (router.file) this.exported(module, router.name, router.file !== 'member');
  }

  private item(scope: string, router: Router, item: Item): string[] {
    switch (item.kind) {
      case 'guard':
        return [
          `${scope}.addHook('${this.program.style % 2 === 0 ? 'preHandler' : 'onRequest'}', ${this.used(item.guard)});`,
        ];
      case 'mount':
        return [`${scope}.register(${item.router.name}, { prefix: '${item.path}' });`];
      case 'route':
        return [this.route(scope, router, item.route)];
    }
  }

  private route(scope: string, router: Router, route: Route): string {
    const before = route.before.map((guard) => this.used(guard));
    const single = before.length === 1 && this.program.style % 2 === 1;
    const hooks = before.length === 0 ? '' : `preHandler: ${single ? String(before[0]) : `[${before.join(', ')}]`}`;
    const act = route.around ? `${route.around.name}Of(${this.handler(route)})` : this.handler(route);
    if (router.table)
      return `${scope}.route({\nmethod: '${route.method}',\nurl: '${route.path}',\n${hooks === '' ? '' : `${hooks},\n`}handler: ${act},\n});`;
    const options = hooks === '' ? '' : `{ ${hooks} }, `;
    return `${scope}.${route.method.toLowerCase()}('${route.path}', ${options}${act});`;
  }

  private handler(route: Route): string {
    const key = route.path.includes(':id') ? this.idiom.param('id') : "'9'";
    const effect =
      route.method === 'GET'
        ? `const seen = rows.has(${key});`
        : `rows.set('9', { text: 'n', of: ${key} });\nconst seen = true;`;
    const answer = `${effect}\nreturn { mark: '${route.mark}', seen };`;
    const { inside } = route;
    const body = inside ? guardBody({ ...inside, form: 'plain' }, this.program.ownerField, this.idiom, answer) : answer;
    return `async (${PARAMS}) => {\n${body}\n}`;
  }
}

export const printFastify = (program: Program): Map<string, string> => new FastifyPrinter(program).files();
