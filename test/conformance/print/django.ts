import { type Guard, type Item, type Program, type Route, type Router } from '../program';
import { PYTHON_STORE } from './flask';
import { ALLOWED, block, guardBody, type Idiom } from './python-guards';
import { PythonModule } from './python-module';
import { SECRET } from './secret';

const REFUSALS: readonly ((code: number) => string)[] = [
  (code) => `return HttpResponse(status=${code})`,
  (code) => (code === 403 ? 'raise PermissionDenied' : `return JsonResponse({'error': 'no'}, status=${code})`),
];

const idiom = (style: number): Idiom => ({
  user: 'request.user',
  signedIn: 'request.user.is_authenticated',
  nobody: 'not request.user.is_authenticated',
  id: 'request.user.id',
  role: 'request.user.role',
  method: 'request.method',
  path: 'request.path',
  header: (name) =>
    style % 2 === 0 ? `request.headers.get('${name}')` : `request.META.get('HTTP_${name.toUpperCase()}')`,
  param: (name) => `kwargs['${name}']`,
  query: (name) => `request.GET.get('${name}')`,
  refuse: (code) => (REFUSALS[style % REFUSALS.length] ?? String)(code),
  blocked: "request.user.role == 'blocked'",
});

const PEOPLE = `class Nobody:
    is_authenticated = False
    id = None
    role = ''


class Person:
    is_authenticated = True

    def __init__(self, known):
        self.id = known['id']
        self.role = known['role']


def load(get_response):
    def inner(request):
        sent = request.headers.get('Authorization', '').replace('Bearer ', '')
`;
const fromToken = (style: number): string =>
  style % 5 < 2
    ? 'known = SESSIONS.get(sent)'
    : "try:\n    known = jwt.decode(sent, KEY, algorithms=['HS256'])\nexcept jwt.PyJWTError:\n    known = None";

const isOfLibrary = ({ check, writing, form }: Guard): boolean =>
  form === 'plain' &&
  ((check.kind === 'signed-in' && writing % 7 === 0) || (check.kind === 'role' && writing % 5 === 0));

class DjangoPrinter {
  private readonly origins = new Map([
    ['HttpResponse', 'django.http'],
    ['JsonResponse', 'django.http'],
    ['PermissionDenied', 'django.core.exceptions'],
    ['path', 'django.urls'],
    ['include', 'django.urls'],
    ['View', 'django.views'],
    ['method_decorator', 'django.utils.decorators'],
    ['require_http_methods', 'django.views.decorators.http'],
    ['login_required', 'django.contrib.auth.decorators'],
    ['user_passes_test', 'django.contrib.auth.decorators'],
    ['wraps', 'functools'],
    ['jwt', 'jwt'],
    ['os', 'os'],
    ['logging', 'logging'],
  ]);
  private readonly modules: PythonModule[] = [];
  private readonly common: PythonModule;
  private readonly idiom: Idiom;
  private readonly middleware: string[] = ['common.load'];

  constructor(private readonly program: Program) {
    this.idiom = idiom(program.style);
    this.common = this.module('common');
  }

  files(): Map<string, string> {
    const { program, common } = this;
    const store = this.module('store');
    store.add(PYTHON_STORE(program));
    for (const name of ['LOG', 'ROWS', 'SESSIONS', 'KEY', 'demand']) store.define(name);
    common.add(
      `${PEOPLE}${block(block(`${fromToken(program.style)}\nrequest.user = Person(known) if known else Nobody()\nreturn get_response(request)`))}\n\n    return inner\n\n`,
    );
    for (const guard of program.guards) this.guard(guard);
    this.router(program.root, true);
    const settings = this.module('settings');
    settings.add(
      `SECRET_KEY = '${SECRET}'`,
      "ALLOWED_HOSTS = ['*']",
      "INSTALLED_APPS = ['django.contrib.auth', 'django.contrib.contenttypes']",
      `MIDDLEWARE = [${this.middleware.map((one) => `'${one}'`).join(', ')}]`,
      `ROOT_URLCONF = 'urls'`,
      "LOGIN_URL = '/enter'",
      'USE_TZ = True',
    );
    return new Map([
      ['requirements.txt', 'django==5.2.19\npyjwt==2.15.1\n'],
      [
        'manage.py',
        "import os\nimport sys\n\nfrom django.core.management import execute_from_command_line\n\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'settings')\nexecute_from_command_line(sys.argv)\n",
      ],
      ...this.modules.map((one): [string, string] => [one.path, one.text()]),
    ]);
  }

  private module(name: string): PythonModule {
    const made = new PythonModule(name, this.origins);
    this.modules.push(made);
    return made;
  }

  private guard(guard: Guard): void {
    const { program, common } = this;
    if (isOfLibrary(guard)) {
      if (guard.check.kind !== 'role') return;
      const roles = guard.check.roles.map((one) => `'${one}',`).join(' ');
      common.add(`${guard.name} = user_passes_test(lambda one: one.role in (${roles}))`, '');
    } else {
      const body = guardBody(guard, program.ownerField, this.idiom, 'return view(request, *args, **kwargs)');
      const inner = `@wraps(view)\ndef inner(request, *args, **kwargs):\n${block(body)}\n\nreturn inner`;
      common.add(
        guard.form === 'made'
          ? `def ${guard.name}(*${ALLOWED}):\n${block(`def decorated(view):\n${block(inner)}\n\nreturn decorated`)}\n\n`
          : `def ${guard.name}(view):\n${block(inner)}\n\n`,
      );
    }
    common.define(guard.name);
  }

  private used(guard: Guard): string {
    if (isOfLibrary(guard)) return guard.check.kind === 'role' ? guard.name : 'login_required';
    if (guard.form === 'plain') return guard.name;
    return `${guard.name}(${guard.check.kind === 'role' ? guard.check.roles.map((one) => `'${one}'`).join(', ') : ''})`;
  }

  /** Django has no guards of routers: those of the application are middleware. */
  private front(guard: Guard): void {
    const name = `${guard.name}_front`;
    const plain = { ...guard, form: 'plain' as const };
    if (guard.writing % 2 === 0) {
      const body = guardBody(plain, this.program.ownerField, this.idiom, 'return get_response(request)');
      this.common.add(
        `def ${name}(get_response):\n${block(`def inner(request):\n${block(body)}\n\nreturn inner`)}\n\n`,
      );
    } else {
      const body = guardBody(plain, this.program.ownerField, this.idiom, 'return self.get_response(request)');
      const init = 'def __init__(self, get_response):\n    self.get_response = get_response\n';
      this.common.add(`class ${name}:\n${block(`${init}\ndef __call__(self, request):\n${block(body)}`)}\n\n`);
    }
    this.middleware.push(`common.${name}`);
  }

  private router(router: Router, isRoot: boolean): void {
    const module = this.module(isRoot ? 'urls' : `pages_${router.name}`);
    for (const item of router.items) {
      if (item.kind === 'mount') this.router(item.router, false);
      if (item.kind === 'guard') this.front(item.guard);
    }
    const views = this.program.style % 4 === 0 ? this.module(`views_${router.name}`) : module;
    const routes = router.items.flatMap((item) => (item.kind === 'route' ? [item.route] : []));
    for (const route of routes) {
      views.add(this.view(route, router.table));
      views.define(route.name);
    }
    module.add('urlpatterns = [', ...router.items.flatMap((item) => this.item(item, router.table)), ']');
    module.define('urlpatterns');
    this.origins.delete('urlpatterns');
  }

  private item(item: Item, classes: boolean): string[] {
    if (item.kind === 'guard') return [];
    if (item.kind === 'mount') return [`    path('${item.path.slice(1)}/', include('pages_${item.router.name}')),`];
    const { route } = item;
    const view = classes ? `${route.name}.as_view()` : route.name;
    return [`    path('${route.path.slice(1).replace(':id', '<str:key>')}', ${view}),`];
  }

  private view(route: Route, asClass: boolean): string {
    const guards = [...route.before, ...(route.around ? [route.around] : [])].map((guard) => this.used(guard));
    const key = route.path.includes(':id') ? ', key' : '';
    const body = block(this.body(route));
    if (asClass) {
      const decorators = guards.map((one) => `@method_decorator(${one}, name='dispatch')\n`).join('');
      return `${decorators}class ${route.name}(View):\n    def ${route.method.toLowerCase()}(self, request${key}):\n${block(body)}\n\n`;
    }
    const decorators = [`require_http_methods(['${route.method}'])`, ...guards].map((one) => `@${one}\n`).join('');
    return `${decorators}def ${route.name}(request${key}):\n${body}\n\n`;
  }

  private body(route: Route): string {
    const key = route.path.includes(':id') ? 'key' : "'9'";
    const effect =
      route.method === 'GET' ? `seen = ${key} in ROWS` : `ROWS['9'] = {'text': 'n', 'of': ${key}}\nseen = True`;
    const answer = `${effect}\nreturn JsonResponse({'mark': '${route.mark}', 'seen': seen})`;
    const byName: Idiom = { ...this.idiom, param: (name) => name };
    if (!route.inside) return answer;
    return guardBody({ ...route.inside, form: 'plain' }, this.program.ownerField, byName, answer);
  }
}

export const printDjango = (program: Program): Map<string, string> => new DjangoPrinter(program).files();
