import type { Expr, Pattern } from '../read/ir';
import type { Conventions } from '../engine/conventions';
import type { Registration } from '../engine/entries/registration';
import { calledName } from '../engine/last-name';
import type { FunctionNode, Program } from '../engine/link/definitions';
import { asLinkScope } from '../engine/link/scopes';
import { walkDeep, walkStmts } from '../engine/link/walk';
import { pythonParameters } from './python/parameters';
import { type ParameterFact, typeName } from '../engine/entries/type-names';

type Source = ParameterFact['source'];

const PROPERTIES = new Map<string, Source>([
  ['body', 'body'],
  ['payload', 'body'],
  ['rawBody', 'body'],
  ['query', 'query'],
  ['params', 'path'],
  ['headers', 'header'],
  ['cookies', 'cookie'],
  ['signedCookies', 'cookie'],
  ['file', 'file'],
  ['files', 'file'],
  ['state', 'cookie'],
  ['searchParams', 'query'],
]);
const NEST = new Map<string, Source>([
  ['Body', 'body'],
  ['Query', 'query'],
  ['Param', 'path'],
  ['Params', 'path'],
  ['Headers', 'header'],
  ['Header', 'header'],
  ['Cookies', 'cookie'],
  ['UploadedFile', 'file'],
  ['UploadedFiles', 'file'],
  ['Args', 'arg'],
  ['Arg', 'arg'],
  ['MessageBody', 'message'],
  ['Payload', 'message'],
  ['QueryParam', 'query'],
  ['BodyParam', 'body'],
]);
const MAX_PARAMETERS = 60;

/** The members of a request that hold what was sent. */
type Parts = ReadonlyMap<string, Source>;

/** Kinds of outside data by the names of their places in a request. */
const PLACES = new Map<string, Source>([
  ['text-query', 'query'],
  ['query', 'query'],
  ['body', 'body'],
  ['form', 'body'],
  ['path', 'path'],
  ['header', 'header'],
  ['cookie', 'cookie'],
  ['file', 'file'],
]);

/** The usual members, and those that only the requests of the framework have. */
function partsOf({ inputsOf, models }: Conventions, framework: string): Parts {
  const first = inputsOf(framework, 'javascript').positions.find((one) => one.at === 0);
  const request = first && 'object' in first ? first.object : undefined;
  const own = (models.get('javascript')?.members ?? []).filter((row) => row.of.split(' ').includes(request ?? ''));
  if (own.length === 0) return PROPERTIES;
  const named = own.flatMap(({ members, source }): [string, Source][] => {
    const place = PLACES.get(source ?? '');
    return place ? members.split(' ').map((name) => [name, place]) : [];
  });
  return new Map([...PROPERTIES, ...named]);
}

/** What a handler takes from outside: path segments, accesses to the request, typed parameters. */
export function parametersOf(
  program: Program,
  { handler, at, kind, framework }: Registration,
  route: string | undefined,
): ParameterFact[] {
  const found: ParameterFact[] = pathParameters(route, at.span.line);
  const fn = handler?.fn;
  if (fn)
    found.push(
      ...(asLinkScope(fn.scope).dialect.id === 'python'
        ? pythonParameters(program, fn, route, kind)
        : javascriptParameters(fn, kind, partsOf(program.conventions, framework))),
    );
  const seen = new Set<string>();
  return found
    .filter((one) => {
      const key = `${one.source} ${one.name}`;
      return seen.has(key) ? false : seen.add(key);
    })
    .slice(0, MAX_PARAMETERS);
}

/** `:id`, `{id}`, `<int:id>`, `(?P<id>…)`, `[id]`. */
function pathParameters(route: string | undefined, line: number): ParameterFact[] {
  const found: ParameterFact[] = [];
  for (const match of (route ?? '').matchAll(
    /(?<!^action):([A-Za-z_]\w*)|\{\*?([A-Za-z_]\w*)(?::[^}]*)?\}|\?P<(\w+)>|<(?:(\w+)(?:\([^)]*\))?:)?(\w+)>|\[(?:\.\.\.)?(\w+)\]/g,
  )) {
    const name = match[1] ?? match[2] ?? match[3] ?? match[5] ?? match[6];
    if (name !== undefined) found.push({ name, source: 'path', type: match[4] ?? 'string', line });
  }
  return found;
}

function javascriptParameters(fn: FunctionNode, kind: string, parts: Parts): ParameterFact[] {
  const [first] = fn.fn.params;
  const decorated = decoratedParameters(fn);
  if (decorated.length > 0 || !first) return decorated;
  if (kind === 'websocket' || kind === 'messageQueue')
    return [
      { name: first.name ?? 'message', source: 'message', type: typeName(first.annotation), line: first.span.line },
    ];
  if (kind === 'graphql') return graphqlArguments(fn);
  return accessed(fn, first, parts);
}

/** `@Body() dto`, `@Param('id') id`. */
function decoratedParameters(fn: FunctionNode): ParameterFact[] {
  return fn.fn.params.flatMap((param): ParameterFact[] =>
    param.decorators.flatMap((decorator) => {
      const source = NEST.get(calledName(decorator) ?? '');
      const written = decorator.kind === 'call' ? decorator.args[0]?.value : undefined;
      const name =
        written?.kind === 'literal' && typeof written.value === 'string' ? written.value : (param.name ?? 'input');
      return source ? [{ name, source, type: typeName(param.annotation), line: param.span.line }] : [];
    }),
  );
}

/** What the body of the handler reads from the request, its first parameter. */
function accessed(fn: FunctionNode, request: FunctionNode['fn']['params'][number], parts: Parts): ParameterFact[] {
  const reader = new AccessReader(request.name, parts);
  if (request.pattern.kind === 'objectPattern') reader.destructured(request.pattern);
  walkDeep(fn.fn.body, (expr) => reader.read(expr));
  walkStmts(fn.fn.body, {
    stmt: (stmt) => {
      if (stmt.kind === 'declare' && stmt.value) reader.bound(stmt.target, stmt.value);
      return true;
    },
  });
  return reader.found;
}

function graphqlArguments(fn: FunctionNode): ParameterFact[] {
  const args = fn.fn.params[1];
  if (!args) return [];
  if (args.pattern.kind !== 'objectPattern')
    return [{ name: args.name ?? 'args', source: 'arg', type: typeName(args.annotation), line: args.span.line }];
  return args.pattern.properties.flatMap((property) =>
    property.key === undefined
      ? []
      : [{ name: property.key, source: 'arg' as const, type: 'unknown', line: args.span.line }],
  );
}

/** Methods of the values themselves, not fields that somebody sent. */
const BUILT_IN = /^(toString|hasOwnProperty|length|map|forEach|filter|trim|get|has|entries|keys)$/;

/** `x` of `a.x` and `a['x']`. */
function constantKey(expr: Expr): string | undefined {
  if (expr.kind === 'member') return expr.property;
  return expr.kind === 'index' && expr.index.kind === 'literal' ? String(expr.index.value) : undefined;
}

/** Collects `req.body.x`, `req.query['x']`, `const { x } = req.body` and the like. */
class AccessReader {
  readonly found: ParameterFact[] = [];
  private readonly aliases = new Map<string, Source>();

  constructor(
    private readonly request: string | undefined,
    private readonly parts: Parts,
  ) {}

  read(expr: Expr): void {
    if (expr.kind === 'call') this.readCall(expr);
    const object = expr.kind === 'member' || expr.kind === 'index' ? expr.object : undefined;
    const source = object && this.sourceOf(object);
    if (!source) return;
    const name = constantKey(expr);
    if (name !== undefined && !BUILT_IN.test(name)) this.add(name, source, expr.span.line);
  }

  /** `req.get('x')`, `req.header('x')`, `req.param('x')`, `ctx.cookies.get('x')`, `request.json()`. */
  private readCall(expr: Extract<Expr, { kind: 'call' }>): void {
    if (expr.callee.kind !== 'member') return;
    const { property, object } = expr.callee;
    const first = expr.args[0]?.value;
    const name = first?.kind === 'literal' && typeof first.value === 'string' ? first.value : undefined;
    if (this.isRequest(object)) {
      if (/^(json|formData|text)$/.test(property)) this.add('body', 'body', expr.span.line);
      else if (name !== undefined && /^(get|header)$/.test(property)) this.add(name, 'header', expr.span.line);
      else if (name !== undefined && property === 'param') this.add(name, 'query', expr.span.line);
      return;
    }
    const source = this.sourceOf(object);
    if (source && name !== undefined && /^(get|getAll|has)$/.test(property)) this.add(name, source, expr.span.line);
  }

  bound(pattern: Pattern, value: Expr): void {
    const source = this.sourceOf(value);
    if (source && pattern.kind === 'bind') this.aliases.set(pattern.name, source);
    if (pattern.kind !== 'objectPattern') return;
    if (source) for (const property of pattern.properties) this.add(property.key ?? '*', source, pattern.span.line);
    else if (this.isRequest(value)) this.destructured(pattern);
  }

  destructured(pattern: Extract<Pattern, { kind: 'objectPattern' }>): void {
    for (const property of pattern.properties) {
      const source = property.key === undefined ? undefined : this.parts.get(property.key);
      const target = property.target.kind === 'withDefault' ? property.target.target : property.target;
      if (!source) continue;
      if (target.kind === 'bind') this.aliases.set(target.name, source);
      if (target.kind === 'objectPattern')
        for (const inner of target.properties) this.add(inner.key ?? '*', source, pattern.span.line);
    }
  }

  private sourceOf(expr: Expr): Source | undefined {
    if (expr.kind === 'name') return this.aliases.get(expr.name);
    if (expr.kind === 'await') return this.sourceOf(expr.value);
    if (expr.kind === 'binary' && (expr.op === '||' || expr.op === '??')) return this.sourceOf(expr.left);
    if (expr.kind === 'call') return this.readsBody(expr.callee) ? 'body' : undefined;
    if (expr.kind !== 'member') return undefined;
    return this.isRequest(expr.object) ? this.parts.get(expr.property) : undefined;
  }

  private readsBody(callee: Expr): boolean {
    return callee.kind === 'member' && this.isRequest(callee.object) && /^(json|formData)$/.test(callee.property);
  }

  /** The request itself, or `ctx.request`, `ctx.req`. */
  private isRequest(expr: Expr): boolean {
    if (expr.kind === 'name') return expr.name === this.request || /^(req|request)$/.test(expr.name);
    return expr.kind === 'member' && /^(request|req|nextUrl)$/.test(expr.property) && this.isRequest(expr.object);
  }

  private add(name: string, source: Source, line: number): void {
    if (this.found.length < MAX_PARAMETERS) this.found.push({ name, source, type: 'unknown', line });
  }
}
