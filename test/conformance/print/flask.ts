import { type Guard, type Item, type Program, type Route, type Router, routersOf } from '../program';
import { ALLOWED, block, guardBody, type Idiom } from './python-guards';
import { PythonModule } from './python-module';
import { SECRET } from './secret';

const REFUSALS: readonly ((code: number) => string)[] = [
  (code) => `abort(${code})`,
  (code) => `return jsonify(error='no'), ${code}`,
];

const idiom = (style: number): Idiom => {
  const asSession = style % 3 === 0;
  const user = asSession ? "session.get('user')" : 'g.user';
  const nobody = style % 2 === 0 ? `not ${user}` : `${user} is None`;
  const signedIn = style % 2 === 0 ? user : `${user} is not None`;
  return {
    user,
    signedIn,
    nobody,
    id: asSession ? "session['user']['id']" : "g.user['id']",
    role: asSession ? "session['user']['role']" : "g.user['role']",
    method: 'request.method',
    path: 'request.path',
    header: (name) => `request.headers.get('${name}')`,
    param: (name) => (style % 4 === 0 ? `request.view_args['${name}']` : name),
    query: (name) => `request.args.get('${name}')`,
    refuse: (code) => (REFUSALS[style % REFUSALS.length] ?? String)(code),
    blocked: `${user}.get('blocked')`,
  };
};

const TOKEN = `sent = request.headers.get('Authorization', '').replace('Bearer ', '')`;
const readToken = (style: number): string =>
  style % 5 < 2
    ? `return SESSIONS.get(sent)`
    : `try:\n    return jwt.decode(sent, KEY, algorithms=['HS256'])\nexcept jwt.PyJWTError:\n    return None`;

export const PYTHON_STORE = ({ ownerField, roles }: Program): string =>
  `LOG = logging.getLogger(__name__)
ROWS = {'1': {'id': '1', '${ownerField}': 'u1'}, '2': {'id': '2', '${ownerField}': 'u2'}}
SESSIONS = {
    't-u1': {'id': 'u1', 'role': 'member'},
    't-u2': {'id': 'u2', 'role': 'member'},
${roles.map((role) => `    't-${role}': {'id': 'x-${role}', 'role': '${role}'},`).join('\n')}
}
KEY = '${SECRET}'


def demand(one):
    if not one:
        raise LookupError('nobody')
`;

const flaskPath = (path: string): string => path.replace(':id', '<key>');

class FlaskPrinter {
  private readonly origins = new Map([
    ...['Flask', 'Blueprint', 'abort', 'g', 'jsonify', 'request', 'session'].map((one): [string, string] => [
      one,
      'flask',
    ]),
    ['wraps', 'functools'],
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
    const { program, main } = this;
    const store = this.module('store');
    store.add(PYTHON_STORE(program));
    for (const name of ['LOG', 'ROWS', 'SESSIONS', 'KEY', 'demand']) store.define(name);
    const { name } = program.root;
    main.add(`${name} = Flask(__name__)`, `${name}.secret_key = '${SECRET}'`, '');
    main.add(...this.identify(name));
    for (const guard of program.guards) this.guard(guard);
    this.router(program.root, main);
    main.add(`application = ${name}`);
    return new Map([
      ['requirements.txt', 'flask==3.1.3\npyjwt==2.15.1\n'],
      ...this.modules.map((one): [string, string] => [one.path, one.text()]),
    ]);
  }

  private module(name: string): PythonModule {
    const made = new PythonModule(name, this.origins);
    this.modules.push(made);
    return made;
  }

  private identify(app: string): string[] {
    const { style } = this.program;
    const set =
      style % 3 === 0
        ? `user = person()\nif user:\n    session['user'] = user\nelse:\n    session.pop('user', None)`
        : 'g.user = person()';
    return [
      `def person():\n${block(`${TOKEN}\n${readToken(style)}`)}\n\n`,
      `@${app}.before_request\ndef load():\n${block(set)}\n\n`,
    ];
  }

  /** Each guard is a hook, a decorator, or both, as it is used. */
  private guard(guard: Guard): void {
    const uses = routersOf(this.program.root).flatMap(({ items }) => items.flatMap(usesOf));
    const own = uses.filter((one) => one.guard === guard);
    if (own.length === 0) return;
    const target = this.common;
    if (own.some(({ as }) => as === 'hook')) {
      const body = guardBody({ ...guard, form: 'plain' }, this.program.ownerField, this.idiom, 'return None');
      target.add(`def ${guard.name}_hook():\n${block(body)}\n\n`);
      target.define(`${guard.name}_hook`);
    }
    if (own.some(({ as }) => as === 'decorator')) {
      target.add(this.decorator(guard));
      target.define(guard.name);
    }
  }

  private decorator(guard: Guard): string {
    const byName: Idiom = { ...this.idiom, param: (name) => `kwargs['${name}']` };
    const body = guardBody(guard, this.program.ownerField, byName, 'return view(*args, **kwargs)');
    const inner = `def decorated(view):\n${block(`@wraps(view)\ndef inner(*args, **kwargs):\n${block(body)}\n\nreturn inner`)}`;
    if (guard.form === 'made') return `def ${guard.name}(*${ALLOWED}):\n${block(`${inner}\n\nreturn decorated`)}\n\n`;
    return `${inner.replace('def decorated', `def ${guard.name}`)}\n\n`;
  }

  private used(guard: Guard): string {
    if (guard.form === 'plain') return guard.name;
    return `${guard.name}(${guard.check.kind === 'role' ? guard.check.roles.map((one) => `'${one}'`).join(', ') : ''})`;
  }

  private router(router: Router, above: PythonModule): void {
    const module = router.file ? this.module(`pages_${router.name}`) : above;
    for (const item of router.items) if (item.kind === 'mount') this.router(item.router, module);
    const isRoot = router === this.program.root;
    const made = isRoot ? [] : [`${router.name} = Blueprint('${router.name}', __name__)`, ''];
    const lines = router.items.flatMap((item) => this.item(router, item));
    if (router.file === 'made' && !isRoot) {
      module.add(`def make_${router.name}():\n${block([...made, ...lines, `return ${router.name}`].join('\n'))}\n\n`);
      module.define(`make_${router.name}`);
      return;
    }
    module.add(...made, ...lines);
    if (!isRoot) module.define(router.name);
  }

  private item(router: Router, item: Item): string[] {
    switch (item.kind) {
      case 'guard':
        return this.program.style % 2 === 0
          ? [`${router.name}.before_request(${item.guard.name}_hook)`, '']
          : [
              `@${router.name}.before_request\ndef ${item.guard.name}_${router.name}():\n    return ${item.guard.name}_hook()\n\n`,
            ];
      case 'mount': {
        const child = item.router.file === 'made' ? `make_${item.router.name}()` : item.router.name;
        return [`${router.name}.register_blueprint(${child}, url_prefix='${item.path}')`, ''];
      }
      case 'route':
        return this.route(router, item.route);
    }
  }

  private route(router: Router, route: Route): string[] {
    const guards = [...route.before, ...(route.around ? [route.around] : [])];
    const decorators = guards.map((guard) => `@${this.used(guard)}`);
    const path = flaskPath(route.path);
    const method = route.method;
    const verb =
      this.program.style % 3 === 1
        ? `@${router.name}.${method.toLowerCase()}('${path}')`
        : `@${router.name}.route('${path}', methods=['${method}'])`;
    const key = route.path.includes(':id') ? 'key' : '';
    const view = `def ${route.name}(${key}):\n${block(this.body(route))}\n`;
    const all = route.misplaced ? [...decorators, verb] : [verb, ...decorators];
    if (!router.table) return [[...all, view].join('\n'), ''];
    return [
      [...decorators, view].join('\n'),
      '',
      `${router.name}.add_url_rule('${path}', view_func=${route.name}, methods=['${method}'])`,
      '',
    ];
  }

  private body(route: Route): string {
    const key = route.path.includes(':id') ? 'key' : "'9'";
    const effect =
      route.method === 'GET' ? `seen = ${key} in ROWS` : `ROWS['9'] = {'text': 'n', 'of': ${key}}\nseen = True`;
    const answer = `${effect}\nreturn jsonify(mark='${route.mark}', seen=seen)`;
    const byName: Idiom = { ...this.idiom, param: (name) => name };
    if (!route.inside) return answer;
    return guardBody({ ...route.inside, form: 'plain' }, this.program.ownerField, byName, answer);
  }
}

interface Use {
  guard: Guard;
  as: 'hook' | 'decorator';
}

function usesOf(item: Item): Use[] {
  if (item.kind === 'guard') return [{ guard: item.guard, as: 'hook' }];
  if (item.kind === 'mount') return [];
  const { before, around } = item.route;
  return [...before, ...(around ? [around] : [])].map((guard) => ({ guard, as: 'decorator' }));
}

export const printFlask = (program: Program): Map<string, string> => new FlaskPrinter(program).files();
