import { type Guard, type Item, type Program, type Route, type Router } from '../program';
import { PYTHON_STORE } from './flask';
import { ALLOWED, block, guardBody, type Idiom } from './python-guards';
import { PythonModule } from './python-module';

const NO = "JSONResponse({'error': 'no'}, status_code=";
const REFUSALS: readonly ((code: number) => string)[] = [
  (code) => `raise HTTPException(status_code=${code})`,
  (code) => `raise HTTPException(${code}, 'no')`,
];

const idiom = (style: number): Idiom => ({
  user: 'who',
  signedIn: style % 2 === 0 ? 'who' : 'who is not None',
  nobody: style % 2 === 0 ? 'not who' : 'who is None',
  id: "who['id']",
  role: "who['role']",
  method: 'request.method',
  path: 'request.url.path',
  header: (name) => `request.headers.get('${name}')`,
  param: (name) => `request.path_params['${name}']`,
  query: (name) => `request.query_params.get('${name}')`,
  refuse: (code) => (REFUSALS[style % REFUSALS.length] ?? String)(code),
  blocked: "who.get('blocked')",
});

const fromToken = (style: number): string =>
  style % 5 < 2
    ? 'return SESSIONS.get(sent)'
    : "try:\n    return jwt.decode(sent, KEY, algorithms=['HS256'])\nexcept jwt.PyJWTError:\n    return None";

/** How the caller is found out: from the request, from a header, by a scheme of the framework. */
const PERSONS: readonly string[] = [
  "def person(request: Request):\n    sent = request.headers.get('Authorization', '').replace('Bearer ', '')\n",
  "def person(authorization: str = Header('')):\n    sent = authorization.replace('Bearer ', '')\n",
  'scheme = HTTPBearer(auto_error=False)\n\n\ndef person(given=Depends(scheme)):\n    if given is None:\n        return None\n    sent = given.credentials\n',
];

class FastapiPrinter {
  private readonly origins = new Map([
    ...['FastAPI', 'APIRouter', 'Depends', 'Header', 'HTTPException', 'Request'].map((one): [string, string] => [
      one,
      'fastapi',
    ]),
    ['HTTPBearer', 'fastapi.security'],
    ['JSONResponse', 'fastapi.responses'],
    ['jwt', 'jwt'],
    ['os', 'os'],
    ['logging', 'logging'],
  ]);
  private readonly modules: PythonModule[] = [];
  private readonly main: PythonModule;
  private readonly common: PythonModule;
  private readonly idiom: Idiom;

  constructor(private readonly program: Program) {
    this.idiom = idiom(program.style);
    this.main = this.module('app');
    this.common = this.module('common');
  }

  files(): Map<string, string> {
    const { program, common, main } = this;
    const store = this.module('store');
    store.add(PYTHON_STORE(program));
    for (const name of ['LOG', 'ROWS', 'SESSIONS', 'KEY', 'demand']) store.define(name);
    common.add(`${PERSONS[program.style % 3] ?? ''}${block(fromToken(program.style))}\n\n`);
    common.define('person');
    for (const guard of program.guards) this.guard(guard);
    this.router(program.root, main);
    main.add(`application = ${program.root.name}`);
    return new Map([
      ['requirements.txt', 'fastapi==0.165.0\npyjwt==2.15.1\n'],
      ...this.modules.map((one): [string, string] => [one.path, one.text()]),
    ]);
  }

  private module(name: string): PythonModule {
    const made = new PythonModule(name, this.origins);
    this.modules.push(made);
    return made;
  }

  private guard(guard: Guard): void {
    const body = guardBody(guard, this.program.ownerField, this.idiom, 'return who');
    const fn = (name: string): string =>
      `${guard.writing % 2 === 0 ? '' : 'async '}def ${name}(request: Request, who=Depends(person)):\n${block(body)}`;
    this.common.add(
      guard.form === 'made'
        ? `def ${guard.name}(*${ALLOWED}):\n${block(`${fn('inner')}\n\nreturn inner`)}\n\n`
        : `${fn(guard.name)}\n\n`,
    );
    this.common.define(guard.name);
  }

  private depends(guard: Guard): string {
    if (guard.form === 'plain') return `Depends(${guard.name})`;
    const given = guard.check.kind === 'role' ? guard.check.roles.map((one) => `'${one}'`).join(', ') : '';
    return `Depends(${guard.name}(${given}))`;
  }

  private router(router: Router, above: PythonModule): void {
    const isRoot = router === this.program.root;
    const module = router.file ? this.module(`pages_${router.name}`) : above;
    for (const item of router.items) if (item.kind === 'mount') this.router(item.router, module);
    const guards = router.items.flatMap((item) => (item.kind === 'guard' ? [item.guard] : []));
    const asMiddleware = isRoot && this.program.style % 3 === 0;
    const given =
      guards.length > 0 && !asMiddleware
        ? `dependencies=[${guards.map((guard) => this.depends(guard)).join(', ')}]`
        : '';
    const made = `${router.name} = ${isRoot ? 'FastAPI' : 'APIRouter'}(${given})`;
    const middleware = asMiddleware ? guards.map((guard) => this.middleware(router, guard)) : [];
    const lines = [made, '', ...middleware, ...router.items.flatMap((item) => this.item(router, item))];
    if (router.file === 'made') {
      module.add(`def make_${router.name}():\n${block([...lines, `return ${router.name}`].join('\n'))}\n\n`);
      module.define(`make_${router.name}`);
      return;
    }
    module.add(...lines);
    if (!isRoot) module.define(router.name);
  }

  private middleware(router: Router, guard: Guard): string {
    const own: Idiom = { ...this.idiom, refuse: (code) => `return ${NO}${code})` };
    const pass = 'return await call_next(request)';
    const body = guardBody({ ...guard, form: 'plain' }, this.program.ownerField, own, pass);
    const who =
      this.program.style % 5 < 2
        ? 'who = SESSIONS.get(sent)'
        : "try:\n    who = jwt.decode(sent, KEY, algorithms=['HS256'])\nexcept jwt.PyJWTError:\n    who = None";
    const all = `sent = request.headers.get('Authorization', '').replace('Bearer ', '')\n${who}\n${body}`;
    return `@${router.name}.middleware('http')\nasync def ${guard.name}_front(request: Request, call_next):\n${block(all)}\n\n`;
  }

  private item(router: Router, item: Item): string[] {
    switch (item.kind) {
      case 'guard':
        return [];
      case 'mount': {
        const child = item.router.file === 'made' ? `make_${item.router.name}()` : item.router.name;
        const guards = item.before.map((guard) => this.depends(guard)).join(', ');
        const dependencies = guards === '' ? '' : `, dependencies=[${guards}]`;
        return [`${router.name}.include_router(${child}, prefix='${item.path}'${dependencies})`, ''];
      }
      case 'route':
        return this.route(router, item.route);
    }
  }

  private route(router: Router, route: Route): string[] {
    const path = route.path.replace(':id', '{key}');
    const inList = route.before.map((guard) => this.depends(guard)).join(', ');
    const dependencies = inList === '' ? '' : `, dependencies=[${inList}]`;
    const parameters = [
      ...(route.path.includes(':id') ? ['key: str'] : []),
      'request: Request',
      ...(route.around ? [`_=${this.depends(route.around)}`] : []),
      ...(route.inside ? ['who=Depends(person)'] : []),
    ];
    const view = `def ${route.name}(${parameters.join(', ')}):\n${block(this.body(route))}\n`;
    if (router.table)
      return [
        view,
        '',
        `${router.name}.add_api_route('${path}', ${route.name}, methods=['${route.method}']${dependencies})`,
        '',
      ];
    return [`@${router.name}.${route.method.toLowerCase()}('${path}'${dependencies})\n${view}`, ''];
  }

  private body(route: Route): string {
    const key = route.path.includes(':id') ? 'key' : "'9'";
    const effect =
      route.method === 'GET' ? `seen = ${key} in ROWS` : `ROWS['9'] = {'text': 'n', 'of': ${key}}\nseen = True`;
    const answer = `${effect}\nreturn {'mark': '${route.mark}', 'seen': seen}`;
    const byName: Idiom = { ...this.idiom, param: (name) => name };
    if (!route.inside) return answer;
    return guardBody({ ...route.inside, form: 'plain' }, this.program.ownerField, byName, answer);
  }
}

export const printFastapi = (program: Program): Map<string, string> => new FastapiPrinter(program).files();
