import type { Expr } from '../../read/ir';
import { lastName } from '../../engine/last-name';
import type { FunctionNode, Program } from '../../engine/link/definitions';
import { walkDeep } from '../../engine/link/walk';
import { type ParameterFact, typeName } from '../../engine/entries/type-names';

type Source = ParameterFact['source'];

const ATTRIBUTES = new Map<string, Source>([
  ['args', 'query'],
  ['GET', 'query'],
  ['query_params', 'query'],
  ['query', 'query'],
  ['rel_url', 'query'],
  ['form', 'body'],
  ['POST', 'body'],
  ['json', 'body'],
  ['data', 'body'],
  ['values', 'query'],
  ['get_json', 'body'],
  ['post', 'body'],
  ['body', 'body'],
  ['cookies', 'cookie'],
  ['COOKIES', 'cookie'],
  ['headers', 'header'],
  ['META', 'header'],
  ['files', 'file'],
  ['FILES', 'file'],
  ['match_info', 'path'],
  ['path_params', 'path'],
  ['matchdict', 'path'],
  ['params', 'query'],
]);
const REQUEST = /(^|\.)(request|req|_request)$|^(flask|quart|bottle)\.request$/;
/** FastAPI's markers of where a parameter comes from. */
const MARKERS = new Map<string, Source>([
  ['Query', 'query'],
  ['Path', 'path'],
  ['Body', 'body'],
  ['Form', 'body'],
  ['Header', 'header'],
  ['Cookie', 'cookie'],
  ['File', 'file'],
]);
const INJECTED =
  /^(Request|Response|WebSocket|HTTPConnection|BackgroundTasks|HttpRequest|Session|AsyncSession|SecurityScopes|Depends)$/;

export function pythonParameters(
  program: Program,
  fn: FunctionNode,
  route: string | undefined,
  kind: string,
): ParameterFact[] {
  const found: ParameterFact[] = [];
  walkDeep(fn.fn.body, (expr) => access(expr, found));
  if (kind === 'messageQueue' || kind === 'cli') return [...found, ...plain(fn, kind === 'cli' ? 'arg' : 'message')];
  return [...found, ...declared(program, fn, route)];
}

function plain(fn: FunctionNode, source: Source): ParameterFact[] {
  return fn.fn.params
    .filter((param) => param.name !== undefined && !/^(self|cls)$/.test(param.name) && param.rest === undefined)
    .map((param) => ({ name: param.name ?? '', source, type: typeName(param.annotation), line: param.span.line }));
}

/** `request.args.get('x')`, `request.form['x']`, `self.request.POST.get('x')`, `self.get_argument('x')`. */
function access(expr: Expr, found: ParameterFact[]): void {
  if (expr.kind === 'index' && expr.index.kind === 'literal') note(expr.object, expr.index, expr.span.line, found);
  if (expr.kind !== 'call' || expr.callee.kind !== 'member') return;
  const { property, object } = expr.callee;
  const first = expr.args[0]?.value;
  if (/^(get|getlist|getall|getone|pop)$/.test(property) && first) note(object, first, expr.span.line, found);
  if (/^get_(query_|body_)?arguments?$/.test(property) && first?.kind === 'literal')
    found.push({
      name: String(first.value),
      source: property.includes('body') ? 'body' : 'query',
      type: 'str',
      line: expr.span.line,
    });
  if (/^(get_json|json|post|form)$/.test(property) && isRequest(object))
    found.push({ name: 'body', source: 'body', type: 'object', line: expr.span.line });
}

function note(object: Expr, key: Expr, line: number, found: ParameterFact[]): void {
  if (key.kind !== 'literal' || typeof key.value !== 'string') return;
  const target = calledIn(object);
  if (target.kind !== 'member' || !isRequest(target.object)) return;
  const source = ATTRIBUTES.get(target.property);
  if (source) found.push({ name: key.value, source, type: 'str', line });
}

/** What is called by a call, also one that is waited for; else the expression itself. */
function calledIn(expr: Expr): Expr {
  if (expr.kind === 'call') return expr.callee;
  return expr.kind === 'await' && expr.value.kind === 'call' ? expr.value.callee : expr;
}

function isRequest(expr: Expr): boolean {
  if (expr.kind === 'name') return REQUEST.test(expr.name);
  return expr.kind === 'member' && /^(request|req)$/.test(expr.property);
}

/** Parameters the framework fills: from the path, the query, or as a model from the body. */
function declared(program: Program, fn: FunctionNode, route: string | undefined): ParameterFact[] {
  return fn.fn.params.flatMap((param): ParameterFact[] => {
    const { name } = param;
    if (name === undefined || param.rest || /^(self|cls|request|req|environ|start_response)$/.test(name)) return [];
    if (route !== undefined && new RegExp(`[{<:(]${name}[>}:)]`).test(route))
      return [{ name, source: 'path', type: typeName(param.annotation), line: param.span.line }];
    if (!param.annotation) return [];
    const marker = markerOf(param.fallback) ?? markerOf(annotated(param.annotation));
    if (marker === 'Depends' || marker === 'Security') return [];
    const type = typeName(param.annotation);
    if (INJECTED.test(type)) return [];
    const source = marker ? MARKERS.get(marker) : undefined;
    if (source) return [{ name, source, type, line: param.span.line }];
    return typed(program, fn, param.annotation, { name, type, line: param.span.line });
  });
}

function typed(
  program: Program,
  fn: FunctionNode,
  annotation: Expr,
  base: { name: string; type: string; line: number },
): ParameterFact[] {
  if (base.type === 'UploadFile') return [{ ...base, source: 'file' }];
  const cls = program.resolve(annotation, fn.scope.parent ?? fn.scope).find((one) => one.kind === 'class');
  if (cls?.kind === 'class') {
    const fields = cls.cls.cls.members.filter((member) => member.kind === 'property' && member.annotation);
    return fields.length === 0
      ? [{ ...base, source: 'body' }]
      : fields.map((field) => ({
          name: field.name,
          source: 'body' as const,
          type: typeName(field.annotation),
          line: base.line,
        }));
  }
  return /^(str|int|float|bool|UUID|date|datetime|Optional|list|List|Literal|Enum)\b/.test(base.type)
    ? [{ ...base, source: 'query' }]
    : [];
}

/** `Annotated[int, Query()]` */
function annotated(annotation: Expr): Expr | undefined {
  if (annotation.kind !== 'index' || annotation.index.kind !== 'array') return undefined;
  return annotation.index.items.find((item) => item.kind === 'call');
}

function markerOf(expr: Expr | undefined): string | undefined {
  return expr?.kind === 'call' ? lastName(expr.callee) : undefined;
}
