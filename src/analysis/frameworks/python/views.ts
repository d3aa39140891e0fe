import type { Expr, FunctionIr } from '../../read/ir';
import { lastName } from '../../engine/last-name';
import { baseNames } from '../../engine/link/base-names';
import type { ClassNode, FunctionNode, Program, Scope } from '../../engine/link/definitions';
import { VIEW_METHODS } from '../../../knowledge/frameworks/python-routers';
import { functionsOf, handlerOfFunction } from '../../engine/entries/handlers';
import type { Handler } from '../../engine/entries/registration';

/** A view found behind an expression: a function, or one per HTTP method of a class. */
export interface View {
  method?: string;
  handler: Handler;
  cls?: ClassNode;
}

/** The views behind `f`, `C`, `C.as_view()`, `C.as_view({'get': 'list'})` or `decorator(C.as_view())`. */
export function viewsOf(program: Program, expr: Expr, scope: Scope, answering?: Answering): View[] {
  const cls = viewClass(program, expr, scope);
  if (cls && answering) return answeringViews(program, cls, answering);
  if (cls) return tableViews(program, cls, expr, scope) ?? classViews(program, cls);
  const functions = functionsOf(program, expr, scope);
  return functions.slice(-1).map((fn) => ({ handler: handlerOfFunction(fn) }));
}

/** Which methods of a class answer. */
export interface Answering {
  /** The first group is the HTTP method, the second a suffix. */
  pattern: RegExp;
  suffix: string;
}

function answeringViews(program: Program, cls: ClassNode, { pattern, suffix }: Answering): View[] {
  const names = new Set([cls, ...ownBases(program, cls)].flatMap((one) => one.cls.members.map(({ name }) => name)));
  return [...names].flatMap((name): View[] => {
    const match = pattern.exec(name);
    const fn = match && (match[2] ?? '') === suffix ? methodNamed(program, cls, name) : undefined;
    return match && fn ? [{ method: (match[1] ?? 'ALL').toUpperCase(), handler: handlerOfFunction(fn), cls }] : [];
  });
}

function ownBases(program: Program, cls: ClassNode, depth = 0): ClassNode[] {
  if (depth > 4) return [];
  return program
    .basesOf(cls)
    .flatMap((base) => (base.kind === 'class' ? [base.cls, ...ownBases(program, base.cls, depth + 1)] : []));
}

/** `C.as_view({'get': 'list'})`: the table says which method answers. */
function tableViews(program: Program, cls: ClassNode, expr: Expr, scope: Scope): View[] | undefined {
  if (expr.kind !== 'call') return undefined;
  if (expr.callee.kind !== 'member' || expr.callee.property !== 'as_view') {
    const inner = expr.args.find((arg) => arg.value.kind === 'call');
    return inner && tableViews(program, cls, inner.value, scope);
  }
  const table = expr.args[0]?.value;
  if (table?.kind !== 'object') return undefined;
  return table.properties.map(({ key = 'ALL', value }): View => {
    const fn = methodNamed(program, cls, program.strings(value, scope)[0] ?? '');
    return { method: key.toUpperCase(), handler: fn ? handlerOfFunction(fn) : classHandler(cls), cls };
  });
}

export function viewClass(program: Program, expr: Expr, scope: Scope, depth = 0): ClassNode | undefined {
  if (depth > 3) return undefined;
  if (expr.kind === 'call') {
    const { callee } = expr;
    if (callee.kind === 'member' && /^(as_view|as_handler|as_asgi|to_handler)$/.test(callee.property))
      return classOf(program, callee.object, scope);
    for (const arg of expr.args) {
      const found = arg.value.kind === 'call' ? viewClass(program, arg.value, scope, depth + 1) : undefined;
      if (found) return found;
    }
    return instanceMade(program, expr, scope);
  }
  const direct = classOf(program, expr, scope);
  return direct ?? assignedView(program, expr, scope, depth);
}

/** `index = Index.as_view()`, named in the URL table as `views.index`. */
function assignedView(program: Program, expr: Expr, scope: Scope, depth: number): ClassNode | undefined {
  for (const definition of program.resolve(expr, scope)) {
    if (definition.kind !== 'external' || !definition.origin) continue;
    const found = viewClass(program, definition.origin.expr, definition.origin.scope, depth + 1);
    if (found) return found;
  }
  return undefined;
}

/** `Resource(db)` */
function instanceMade(program: Program, expr: Expr, scope: Scope): ClassNode | undefined {
  const made = program.resolve(expr, scope).find((one) => one.kind === 'instance');
  return made?.kind === 'instance' ? made.cls : undefined;
}

function classOf(program: Program, expr: Expr, scope: Scope): ClassNode | undefined {
  for (const definition of program.resolve(expr, scope))
    if (definition.kind === 'class' || definition.kind === 'instance') return definition.cls;
  return undefined;
}

/** Methods of generic class-based views that do the work of an HTTP method. */
const GENERIC: readonly [RegExp, string, readonly string[]][] = [
  [
    /(Create|Update|Delete|Form|Login|PasswordReset|PasswordChange)\w*(View|APIView)$|CreateModelMixin$/,
    'POST',
    ['form_valid', 'perform_create', 'perform_update', 'perform_destroy', 'create'],
  ],
  [/View$/, 'GET', ['get_queryset', 'get_context_data', 'get_object', 'render_to_response', 'get_redirect_url']],
];

export function classViews(program: Program, cls: ClassNode): View[] {
  const own = methodsOf(program, cls).map((fn): View => ({
    method: fn.fn.name.toUpperCase(),
    handler: handlerOfFunction(fn),
    cls,
  }));
  if (own.length > 0) return own;
  const name = [cls.cls.name, ...baseNames(program, cls)];
  for (const [pattern, method, hooks] of GENERIC) {
    if (!name.some((one) => pattern.test(one))) continue;
    const hook = hooks.map((one) => methodNamed(program, cls, one)).find((fn) => fn !== undefined);
    return [{ method, handler: hook ? handlerOfFunction(hook) : classHandler(cls), cls }];
  }
  return [{ handler: classHandler(cls), cls }];
}

export function classHandler(cls: ClassNode): Handler {
  return { name: cls.cls.name, at: { file: cls.file, span: { ...cls.cls.span, endLine: cls.cls.span.line } } };
}

/** Methods named after HTTP methods, inherited ones of the program included. */
function methodsOf(program: Program, cls: ClassNode): FunctionNode[] {
  return [...VIEW_METHODS].flatMap((name) => methodNamed(program, cls, name) ?? []);
}

export function methodNamed(program: Program, cls: ClassNode, name: string): FunctionNode | undefined {
  const found = program.member({ kind: 'instance', cls }, name).find((one) => one.kind === 'function');
  return found?.kind === 'function' ? found.fn : undefined;
}

function decoratorName(decorator: Expr): string {
  if (decorator.kind !== 'call') return lastName(decorator) ?? '';
  return decorator.callee.kind === 'name' ? decorator.callee.name : '';
}

const DECLARED = new WeakMap<FunctionIr, readonly string[]>();

/** `@require_POST`, `@api_view(['GET'])`, `@require_http_methods([...])`. Each route of a function asks for them. */
export function declaredMethods(program: Program, fn: FunctionIr, scope: Scope): readonly string[] {
  const known = DECLARED.get(fn);
  if (known) return known;
  const methods = methodsIn(program, fn, scope);
  DECLARED.set(fn, methods);
  return methods;
}

function methodsIn(program: Program, fn: FunctionIr, scope: Scope): string[] {
  return fn.decorators.flatMap((decorator) => {
    const name = decoratorName(decorator);
    if (name === 'require_POST') return ['POST'];
    if (name === 'require_GET' || name === 'require_safe') return ['GET'];
    if (decorator.kind !== 'call' || !/^(api_view|require_http_methods)$/.test(name)) return [];
    const list = decorator.args[0]?.value;
    return list?.kind === 'array' ? list.items.flatMap((item) => program.strings(item, scope)) : ['GET'];
  });
}
