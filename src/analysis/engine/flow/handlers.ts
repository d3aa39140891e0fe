import type { Expr, Param } from '../../read/ir';
import type { FunctionNode } from '../link/definitions';
import type { EntryPointFact } from '../../../artifacts/facts';
import type { FunctionRef, Machine } from './machine';
import { handlerRole } from '../handler-roles';
import { assumeDto, assumeModel } from './dto';
import { answersPages } from './inputs';
import { instanceOf } from './names';
import { guarded } from './roots';
import { assumeRouteChecks } from './route-checks';
import { Cell, external, type Value, UNKNOWN } from './value';

/** The handlers of a program: entry points by function, and functions that look like one though nobody registers them visibly. */
export interface HandlerTable {
  entries: ReadonlyMap<string, readonly EntryPointFact[]>;
  shaped: ReadonlySet<FunctionNode>;
}

const tables = new WeakMap<Machine, HandlerTable>();
const done = new WeakMap<Machine, Set<FunctionNode>>();

export function useHandlers(m: Machine, table: HandlerTable): void {
  tables.set(m, table);
  done.set(m, new Set());
}
export function wasRun(m: Machine, node: FunctionNode): boolean {
  return done.get(m)?.has(node) ?? false;
}

/** Runs the handlers that the present activation has set up, with what the framework hands to them. */
export function runPending(m: Machine): void {
  for (const ref of m.at.pending.splice(0)) runHandler(m, ref);
}

/** A route without parameters leaves the requester no choice of path. */
function fixedRoute(facts: readonly EntryPointFact[]): string | undefined {
  const routes = new Set(facts.map((fact) => fact.route));
  const [route] = routes;
  return facts.length > 0 && routes.size === 1 && route !== undefined && !/[<>{}:*()[\]]/.test(route)
    ? route
    : undefined;
}

export function runHandler(m: Machine, ref: FunctionRef): void {
  const ran = done.get(m);
  if (!ran || ran.has(ref.node)) return;
  ran.add(ref.node);
  const facts = tables.get(m)?.entries.get(ref.node.key) ?? [];
  const started = m.steps;
  const before = { root: m.root, state: m.state, depth: m.depth, exhausted: m.exhausted };
  const [first] = facts;
  const view = m.at.dialect.handlersReturnAnswers
    ? first
      ? isPage(first)
      : answersPages(ref.node, m.program)
    : first?.framework === 'nestjs' || first?.framework === 'hapi';
  const allotted = m.budgets.handlers.next();
  m.root = {
    entryPoints: facts.map((fact) => fact.id),
    sources: new Map(),
    contentType: new Cell(0),
    limit: m.steps + allotted,
    answers: view ? ref.node : undefined,
    route: fixedRoute(facts),
  };
  guarded(m, ref.node.file, () =>
    m.branch(() => {
      assumeRouteChecks(m, m.at.dialect.routesDeclareChecks ? facts : []);
      const positional = ref.node.fn.params.map((param, at) => ({
        value: handed(m, param, at, ref.node, first),
        span: param.span,
      }));
      const self = ref.self ?? selfOf(m, ref.node);
      const values = ref.node.cls && m.at.dialect.methodsDeclareReceiver ? positional.slice(1) : positional;
      m.parts.invoke(m, ref, { positional: values, named: new Map() }, self, ref.node.fn.span);
    }),
  );
  m.budgets.handlers.done(allotted, m.root.limit - m.steps);
  if (m.exhausted) m.note(ref.node.file, 'data flow: the budget of one entry point was used up');
  Object.assign(m, before);
  // A handler has a budget of its own: whoever registers it is not charged.
  m.root.limit += m.steps - started;
}

function selfOf(m: Machine, node: FunctionNode): Value | undefined {
  return node.cls ? instanceOf(m, { kind: 'instance', cls: node.cls }) : undefined;
}

function isPage(fact: EntryPointFact): boolean {
  return /flask|quart|bottle|sanic/i.test(fact.framework);
}

const SOURCE_OF: Readonly<Record<string, string>> = {
  body: 'body',
  query: 'text-query',
  path: 'path',
  header: 'header',
  cookie: 'cookie',
  file: 'file',
  arg: 'cli',
  message: 'message',
};
const HARMLESS_TYPE = /^(?:int|float|bool|boolean|number|decimal|uuid|date|datetime|timedelta|enum|integer)\b/i;

/** What a framework passes for one parameter of a handler. */
function handed(m: Machine, param: Param, at: number, node: FunctionNode, fact: EntryPointFact | undefined): Value {
  const name = param.name ?? '';
  const declared = fact?.params.find((one) => one.name === name && one.source !== 'file');
  if (m.at.dialect.inputsAreParameters) return namedInput(m, param, at, node, fact);
  if (param.decorators.length > 0) return decorated(m, param) ?? injected(name) ?? UNKNOWN;
  if (fact && fact.kind !== 'http' && fact.kind !== 'fileUpload' && fact.kind !== 'webhook')
    return at === 0 && fact.kind !== 'cli'
      ? m.source(fact.kind === 'websocket' || fact.kind === 'messageQueue' ? 'message' : 'body', param.span, name)
      : UNKNOWN;
  const framework = fact?.framework.toLowerCase() ?? '';
  if (framework.includes('next') && at === 1 && !/^res/.test(name)) return external('@ctx');
  if (framework.includes('koa') && at === 0) return external('@ctx');
  const known = injected(name) ?? (fact ? byPosition(at, node.fn.params.length, framework) : byRole(m, node, at));
  if (known) return known;
  return declared && !HARMLESS_TYPE.test(declared.type)
    ? m.source(SOURCE_OF[declared.source] ?? 'body', param.span, name)
    : UNKNOWN;
}

function injected(name: string): Value | undefined {
  if (/^_?(?:req|request|incoming|httpReq)$/i.test(name)) return external('@req');
  if (/^_?(?:res|resp|response|reply|rep|h)$/i.test(name)) return external('@res');
  if (/^(?:ctx|context)$/i.test(name)) return external('@ctx');
  if (/^(?:err|error|e)$/i.test(name)) return external('@error');
  return undefined;
}
const ROLES = { error: '@error', request: '@req', response: '@res' } as const;
function byRole(m: Machine, node: FunctionNode, at: number): Value | undefined {
  const role = handlerRole(node, at, m.program);
  return role && external(ROLES[role]);
}
function byPosition(at: number, count: number, framework: string): Value | undefined {
  if (framework.includes('next')) return at === 0 ? external('@req') : undefined;
  const position = count >= 4 ? at - 1 : at;
  return position === 0
    ? external('@req')
    : position === 1
      ? external('@res')
      : position === -1
        ? external('@error')
        : undefined;
}

/** Nest's parameter decorators. */
const DECORATED: Readonly<Record<string, string>> = {
  Body: 'body',
  Query: 'query',
  Param: 'path',
  Headers: 'header',
  UploadedFile: 'file',
  UploadedFiles: 'file',
  RawBody: 'body',
  Args: 'body',
  MessageBody: 'message',
  Payload: 'message',
  QueryParam: 'query',
  QueryParams: 'query',
  BodyParam: 'body',
  HeaderParam: 'header',
  CookieParam: 'cookie',
  PathParam: 'path',
};
function decorated(m: Machine, param: Param): Value | undefined {
  for (const decorator of param.decorators) {
    const call = decorator.kind === 'call' ? decorator.callee : decorator;
    const name = call.kind === 'name' ? call.name : call.kind === 'member' ? call.property : '';
    if (name === 'Req' || name === 'Request' || name === 'Ctx') return external(name === 'Ctx' ? '@ctx' : '@req');
    if (name === 'Res' || name === 'Response') return external('@res');
    const kind = DECORATED[name];
    if (!kind) continue;
    if (
      HARMLESS_TYPE.test(typeName(param.annotation)) ||
      (decorator.kind === 'call' &&
        decorator.args.some((arg) => /Parse(?:Int|Float|Bool|UUID|Enum)Pipe/.test(typeName(arg.value))))
    )
      return UNKNOWN;
    const value = m.source(kind, param.span, param.name);
    assumeDto(m, param, value);
    return value;
  }
  return undefined;
}

export function typeName(annotation: Expr | undefined): string {
  if (!annotation) return '';
  switch (annotation.kind) {
    case 'name':
      return annotation.name;
    case 'member':
      return annotation.property;
    case 'index':
      return /^(?:Optional|Annotated|Union)$/.test(typeName(annotation.object))
        ? typeName(annotation.index.kind === 'array' ? annotation.index.items[0] : annotation.index)
        : typeName(annotation.object);
    case 'call':
      return typeName(annotation.callee);
    case 'binary':
      return typeName(annotation.left);
    case 'literal':
      return String(annotation.value);
    default:
      return '';
  }
}

function namedInput(m: Machine, param: Param, at: number, node: FunctionNode, fact: EntryPointFact | undefined): Value {
  const name = param.name ?? '';
  const first = node.cls ? 1 : 0;
  if (node.cls && at === 0) return UNKNOWN;
  const type = typeName(param.annotation);
  const framework = fact?.framework.toLowerCase() ?? '';
  if (name === 'request' || name === 'req' || /^(?:Http|Wsgi|Starlette)?Request$/.test(type)) return external('@pyreq');
  if (at === first && /django|rest|aiohttp|pyramid|sanic|starlette/.test(framework)) return external('@pyreq');
  if (HARMLESS_TYPE.test(type) || param.rest === 'positional') return UNKNOWN;
  const declared = fact?.params.find((one) => one.name === name);
  if (declared)
    return HARMLESS_TYPE.test(declared.type)
      ? UNKNOWN
      : m.source(
          declared.source === 'path' ? pathPart(fact, name) : (SOURCE_OF[declared.source] ?? 'path'),
          param.span,
          name,
        );
  if (!/fastapi/.test(framework)) return m.source(pathPart(fact, name), param.span, name);
  return dependency(param) ? UNKNOWN : modelled(m, param, type, name);
}

/** The servers that hand in parts of an address decode it before they cut it; only `path` converters and own patterns take slashes. */
function pathPart(fact: EntryPointFact | undefined, name: string): string {
  const route = fact?.route ?? '';
  return new RegExp(`<(string:)?${name}>|\\{${name}(:str)?\\}`).test(route) ? 'path-segment' : 'path';
}

function dependency(param: Param): boolean {
  const { fallback } = param;
  return fallback?.kind === 'call' && /^(?:Depends|Security)$/.test(typeName(fallback));
}

/** A validated model: its fields are outside data but for those with a harmless type. */
function modelled(m: Machine, param: Param, type: string, name: string): Value {
  if (
    /^(?:BackgroundTasks|Response|WebSocket|Session|AsyncSession|HTTPAuthorizationCredentials|OAuth2PasswordRequestForm|SecurityScopes)$/.test(
      type,
    )
  )
    return UNKNOWN;
  const value = m.source(
    type === '' || type === 'str' || type === 'List' || type === 'list' ? 'text-query' : 'body',
    param.span,
    name,
  );
  assumeModel(m, param, value);
  return value;
}
