import type { Expr } from '../../read/ir';
import type { Guarding } from '../entries/registration';
import { propertyOf } from '../link/property';
import type { FunctionNode, Program, Scope } from '../link/definitions';

/** Guards that a framework installs for all its routes: settings, global guards and pipes, middleware files. */
export interface GlobalGuards {
  django: Guarding[];
  rest: Guarding[];
  nest: Guarding[];
  next: Guarding[];
}

export function globalGuards(program: Program): GlobalGuards {
  return { ...settingsGuards(program), nest: nestGuards(program), next: nextMiddleware(program) };
}

/** Django's `MIDDLEWARE` and REST framework's default permissions, given as dotted names. */
function settingsGuards(program: Program): Pick<GlobalGuards, 'django' | 'rest'> {
  const django: Guarding[] = [];
  const rest: Guarding[] = [];
  for (const file of [...program.files.keys()].sort()) {
    const module = program.moduleOf(file);
    if (!module || !program.dialectOf(file).isSettingsModule(file)) continue;
    for (const name of ['MIDDLEWARE', 'MIDDLEWARE_CLASSES']) {
      for (const list of program.member({ kind: 'module', file }, name))
        if (list.kind === 'object') django.push(...named(program, module, list.expr, list.scope));
    }
    for (const settings of program.member({ kind: 'module', file }, 'REST_FRAMEWORK')) {
      for (const key of ['DEFAULT_PERMISSION_CLASSES', 'DEFAULT_THROTTLE_CLASSES']) {
        for (const list of program.member(settings, key))
          if (list.kind === 'object') rest.push(...named(program, module, list.expr, list.scope));
      }
    }
  }
  return { django, rest };
}

/** Dotted names in a settings list, as the expressions they stand for. */
function named(program: Program, module: FunctionNode, list: Expr, scope: Scope): Guarding[] {
  if (list.kind !== 'array') return [];
  return list.items.flatMap((item): Guarding[] => {
    const name = item.kind === 'literal' ? item.value : undefined;
    if (typeof name !== 'string' || !/^[\w.]+$/.test(name))
      return item.kind === 'name' || item.kind === 'member'
        ? [{ expr: item, scope, reach: 'app', at: { file: scope.file, span: item.span } }]
        : [];
    const target = ownName(program, name, module.file) ?? { expr: dottedExpr(name, item), scope };
    return [{ ...target, reach: 'app', at: { file: scope.file, span: item.span } }];
  });
}

function ownName(program: Program, name: string, from: string): { expr: Expr; scope: Scope } | undefined {
  const last = name.lastIndexOf('.');
  const file = last < 0 ? undefined : program.fileNamed(name.slice(0, last), from);
  const module = file === undefined ? undefined : program.moduleOf(file);
  if (!module) return undefined;
  return { expr: { kind: 'name', name: name.slice(last + 1), span: module.fn.span }, scope: module.scope };
}

function dottedExpr(name: string, at: Expr): Expr {
  const [first = '', ...rest] = name.split('.');
  return rest.reduce<Expr>((object, property) => ({ kind: 'member', object, property, span: at.span }), {
    kind: 'name',
    name: first,
    span: at.span,
  });
}

/** `app.useGlobalGuards(…)`, `app.useGlobalPipes(…)`, `{ provide: APP_GUARD, useClass: X }`. */
function nestGuards(program: Program): Guarding[] {
  const called = program.calls.flatMap((call): Guarding[] => {
    const { callee, args } = call.expr;
    if (callee.kind !== 'member' || !/^useGlobal(Guards|Pipes)$/.test(callee.property)) return [];
    return args.map((arg) => ({
      expr: arg.value,
      scope: call.scope,
      reach: 'app',
      at: { file: call.scope.file, span: arg.value.span },
    }));
  });
  const provided = [...program.classes.values()].flatMap((cls) =>
    cls.cls.decorators.flatMap((decorator): Guarding[] => {
      if (decorator.kind !== 'call' || decorator.callee.kind !== 'name' || decorator.callee.name !== 'Module')
        return [];
      const options = decorator.args[0]?.value;
      const list = options && propertyOf(program, options, cls.scope, 'providers');
      if (list?.expr.kind !== 'array') return [];
      return list.expr.items.flatMap((item): Guarding[] => {
        const token = propertyOf(program, item, list.scope, 'provide');
        const target =
          propertyOf(program, item, list.scope, 'useClass') ?? propertyOf(program, item, list.scope, 'useFactory');
        if (token?.expr.kind !== 'name' || !/^APP_(GUARD|PIPE)$/.test(token.expr.name) || !target) return [];
        return [{ ...target, reach: 'app', at: { file: cls.file, span: item.span } }];
      });
    }),
  );
  return [...called, ...provided];
}

/** Next.js: `middleware.ts` runs before the routes its matcher names. */
function nextMiddleware(program: Program): Guarding[] {
  return [...program.files.keys()]
    .filter((file) => /(^|\/)(src\/)?(middleware|proxy)\.[jt]s$/.test(file))
    .sort()
    .flatMap((file): Guarding[] => {
      const found = [
        ...program.member({ kind: 'module', file }, 'middleware'),
        ...program.member({ kind: 'module', file }, 'proxy'),
        ...program.member({ kind: 'module', file }, 'default'),
      ];
      return found.flatMap((one): Guarding[] =>
        one.kind === 'function'
          ? [
              {
                expr: { kind: 'function', fn: one.fn.fn, span: one.fn.fn.signature },
                scope: one.fn.scope,
                reach: 'app',
                at: { file: one.fn.file, span: one.fn.fn.signature },
              },
            ]
          : [],
      );
    });
}
