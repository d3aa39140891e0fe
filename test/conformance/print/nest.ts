import { type Guard, type Item, type Program, type Route, type Router } from '../program';
import { ALLOWED, guardBody, type Idiom } from './javascript-guards';
import { storeOf } from './middleware';
import { Module, type Origin } from './module';

const REFUSALS: readonly ((code: number) => string)[] = [
  () => 'return false;',
  (code) => (code === 401 ? 'throw new UnauthorizedException();' : 'throw new ForbiddenException();'),
  (code) => (code === 404 ? 'throw new NotFoundException();' : 'throw new ForbiddenException();'),
];

const idiom = (style: number): Idiom => ({
  user: 'req.user',
  carrier: { value: 'req', user: 'user' },
  method: 'req.method',
  path: 'req.path',
  header: (name) => `req.headers['${name}']`,
  param: (name) => `req.params.${name}`,
  query: (name) => `req.query.${name}`,
  refuse: (code) => (REFUSALS[style % REFUSALS.length] ?? String)(code),
});

const COMMON = [
  'CanActivate',
  'Controller',
  'Delete',
  'ExecutionContext',
  'ForbiddenException',
  'Get',
  'Injectable',
  'Module',
];
const MORE = ['NotFoundException', 'Post', 'Put', 'Req', 'SetMetadata', 'UnauthorizedException', 'UseGuards'];

const capital = (name: string): string => `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;

const TOKEN = `const token = (req.headers.authorization ?? '').replace('Bearer ', '');`;
const setUser = (style: number): string =>
  style % 7 < 3
    ? 'req.user = sessions.get(token);'
    : 'try {\nreq.user = jwt.verify(token, KEY);\n} catch {\nreq.user = undefined;\n}';

/** Routers are controllers; a guard that is made of roles reads them from the marks of what it guards. */
class NestPrinter {
  private readonly origins = new Map<string, Origin>([
    ...[...COMMON, ...MORE].map((name): [string, Origin] => [name, { from: '@nestjs/common' }]),
    ['NestFactory', { from: '@nestjs/core' }],
    ['Reflector', { from: '@nestjs/core' }],
    ['APP_GUARD', { from: '@nestjs/core' }],
    ['jwt', { from: 'jsonwebtoken', whole: true }],
  ]);
  private readonly modules: Module[] = [];
  private readonly main: Module;
  private readonly common: Module;
  private readonly idiom: Idiom;
  private readonly controllers: string[] = [];

  constructor(private readonly program: Program) {
    this.idiom = idiom(program.style);
    this.main = this.module('app.ts');
    this.common = this.module('common.ts');
  }

  files(): Map<string, string> {
    const { program, common } = this;
    const store = this.module('store.ts');
    store.add(
      storeOf(program, 'user')
        .replace('(one)', '(one: any)')
        .replace('(one)', '(one: any)')
        .replace('(one)', '(one: any)')
        .replace('const rows =', 'const rows: Map<string, any> ='),
    );
    for (const name of ['rows', 'sessions', 'KEY', 'known', 'demand', 'later']) this.exported(store, name);
    common.add(
      "const ALLOWED_KEY = 'allowed';",
      'const Allowed = (...roles: string[]) => SetMetadata(ALLOWED_KEY, roles);',
    );
    this.exported(common, 'Allowed');
    for (const guard of program.guards) this.guard(guard);
    this.controller(program.root, '');
    this.application();
    return new Map([
      [
        'package.json',
        '{ "name": "program", "private": true, "dependencies": { "@nestjs/core": "12.5.1", "@nestjs/common": "12.5.1" } }\n',
      ],
      ['tsconfig.json', '{ "compilerOptions": { "experimentalDecorators": true, "emitDecoratorMetadata": true } }\n'],
      ...this.modules.map((one): [string, string] => [one.path, one.text().replaceAll(".ts'", "'")]),
    ]);
  }

  private module(path: string): Module {
    const made = new Module(path, 'esm', this.origins);
    this.modules.push(made);
    return made;
  }

  private exported(module: Module, name: string): void {
    module.export(name);
    this.origins.set(name, { from: module.path });
  }

  private application(): void {
    const { program, main } = this;
    const guards = program.root.items.flatMap((item) => (item.kind === 'guard' ? [item.guard] : []));
    const provided = program.style % 2 === 0;
    const providers = provided
      ? guards.map((guard) => `{ provide: APP_GUARD, useClass: ${capital(guard.name)} }`).join(', ')
      : '';
    main.add(
      `@Module({ controllers: [${this.controllers.join(', ')}], providers: [${providers}] })`,
      'class AppModule {}',
      'async function start() {',
      'const app = await NestFactory.create(AppModule, { logger: false });',
      `app.use((req: any, res: any, next: any) => {\n${TOKEN}\n${setUser(program.style)}\nnext();\n});`,
      ...(provided
        ? []
        : guards.map(
            (guard) =>
              `app.useGlobalGuards(new ${capital(guard.name)}(${this.isMade(guard) ? 'app.get(Reflector)' : ''}));`,
          )),
      'await app.init();',
      'return app;',
      '}',
    );
    main.export('start', true);
  }

  private isMade({ form, check }: Guard): boolean {
    return form === 'made' && check.kind === 'role';
  }

  private guard(guard: Guard): void {
    const { common } = this;
    const made = this.isMade(guard);
    const body = guardBody(
      made ? guard : { ...guard, form: 'plain' },
      this.program.ownerField,
      this.idiom,
      'return true;',
    );
    const marks = `const ${ALLOWED} = this.reflector.getAllAndOverride<string[]>(ALLOWED_KEY, [context.getHandler(), context.getClass()]);\nif (!${ALLOWED}) {\nreturn true;\n}\n`;
    common.add(
      '@Injectable()',
      `class ${capital(guard.name)} implements CanActivate {`,
      ...(made ? ['constructor(private readonly reflector: Reflector) {}'] : []),
      'canActivate(context: ExecutionContext): boolean {',
      'const req = context.switchToHttp().getRequest();',
      `${made ? marks : ''}${body}`,
      '}',
      '}',
    );
    this.exported(common, capital(guard.name));
  }

  private decorators(guards: readonly Guard[]): string[] {
    if (guards.length === 0) return [];
    const marks = guards.flatMap((guard) =>
      this.isMade(guard) && guard.check.kind === 'role'
        ? [`@Allowed(${guard.check.roles.map((one) => `'${one}'`).join(', ')})`]
        : [],
    );
    return [...marks.slice(0, 1), `@UseGuards(${guards.map(({ name }) => capital(name)).join(', ')})`];
  }

  private controller(router: Router, prefix: string, above: readonly Guard[] = []): void {
    const { program } = this;
    const isRoot = router === program.root;
    const own = isRoot ? [] : router.items.flatMap((item) => (item.kind === 'guard' ? [item.guard] : []));
    const name = `${capital(router.name)}Controller`;
    const module = router.file ? this.module(`${router.name}.controller.ts`) : this.main;
    const methods = router.items.flatMap((item) => (item.kind === 'route' ? this.route(item.route) : []));
    module.add(
      ...this.decorators([...above, ...own]),
      `@Controller(${prefix === '' ? '' : `'${prefix.slice(1)}'`})`,
      `class ${name} {`,
      ...methods,
      '}',
    );
    if (router.file) this.exported(module, name);
    this.controllers.push(name);
    for (const item of router.items) this.below(item, prefix);
  }

  private below(item: Item, prefix: string): void {
    if (item.kind === 'mount') this.controller(item.router, prefix + item.path, item.before);
  }

  private route(route: Route): string[] {
    const verb = capital(route.method.toLowerCase());
    const guards = [...route.before, ...(route.around ? [route.around] : [])];
    const key = route.path.includes(':id') ? 'req.params.id' : "'9'";
    const effect =
      route.method === 'GET'
        ? `const seen = rows.has(${key});`
        : `rows.set('9', { text: 'n', of: ${key} });\nconst seen = true;`;
    const answer = `${effect}\nreturn { mark: '${route.mark}', seen };`;
    const { inside } = route;
    const refusing: Idiom = { ...this.idiom, refuse: (code) => idiom(code === 401 ? 1 : 2).refuse(code) };
    const body = inside ? guardBody({ ...inside, form: 'plain' }, this.program.ownerField, refusing, answer) : answer;
    return [
      ...this.decorators(guards),
      `@${verb}('${route.path.slice(1)}')`,
      `${route.name}(@Req() req: any) {`,
      body,
      '}',
    ];
  }
}

export const printNest = (program: Program): Map<string, string> => new NestPrinter(program).files();
