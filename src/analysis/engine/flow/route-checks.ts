import type { Expr, Span } from '../../read/ir';
import type { EntryPointFact } from '../../../artifacts/facts';
import type { CallSite, FunctionNode, Program } from '../link/definitions';
import { walkDeep } from '../link/walk';
import { HARMLESS, type Shape } from '../../../knowledge/flow/schemas';
import { itemsOf, objectsOf } from './collections';
import type { FunctionRef, Machine } from './machine';
import { inModule } from './names';
import { jsonShape } from './json-schemas';
import { fieldsOf, schemaRef } from './schema-values';
import { clearsOfShape } from './shape';
import type { State } from './state';
import { type Clear, external, type Value } from './value';

/** What stands between a route and its handler: schemas and middleware that let only some requests through. */

const VERBS = /^(?:get|post|put|patch|delete|del|all|options|head|use|route)$/;
const sites = new WeakMap<Program, Map<string, CallSite[]>>();

function callsAt(program: Program, file: string, line: number): readonly CallSite[] {
  let index = sites.get(program);
  if (!index) {
    index = new Map<string, CallSite[]>();
    sites.set(program, index);
    for (const site of program.calls) {
      if (site.expr.callee.kind !== 'member' || !VERBS.test(site.expr.callee.property) || site.expr.args.length < 2)
        continue;
      const key = `${site.scope.file}\0${site.expr.span.line}`;
      const list = index.get(key);
      if (list) list.push(site);
      else index.set(key, [site]);
    }
  }
  return index.get(`${file}\0${line}`) ?? [];
}

function registrationOf(program: Program, fact: EntryPointFact): CallSite | undefined {
  const found = callsAt(program, fact.at.file, fact.at.line);
  const verb = fact.method?.toLowerCase();
  return found.find(({ expr }) => expr.callee.kind === 'member' && expr.callee.property === verb) ?? found[0];
}

/** Establishes in the present state what every route of the handler has checked before it. */
export function assumeRouteChecks(m: Machine, facts: readonly EntryPointFact[]): void {
  if (facts.length === 0 || facts.length > 6) return;
  const sets = facts.map((fact) => {
    const site = registrationOf(m.program, fact);
    return site ? checksOf(m, site) : new Map<number, number>();
  });
  m.state.clear(common(sets));
}

function common(sets: readonly ReadonlyMap<number, number>[]): Clear[] {
  const [first, ...others] = sets;
  if (!first) return [];
  return [...first].flatMap(([id, bits]) => {
    const left = others.reduce((mask, set) => mask & (set.get(id) ?? 0), bits);
    return left === 0 ? [] : [{ identity: { id }, bits: left }];
  });
}

const MIDDLEWARE_STEPS = 6000;

function checksOf(m: Machine, site: CallSite): ReadonlyMap<number, number> {
  const base = m.state;
  const { root } = m;
  const { limit } = root;
  const started = m.steps;
  root.limit = Math.min(limit, started + MIDDLEWARE_STEPS * 4);
  root.quiet = true;
  const { state } = m.branch(() => pass(m, site));
  root.quiet = false;
  root.limit = limit + (m.steps - started);
  m.exhausted = false;
  return clearedSince(state, base);
}

function clearedSince(from: State, base: State): Map<number, number> {
  const found = new Map<number, number>();
  for (let state: State | undefined = from; state && state !== base; state = state.parent)
    for (const [id, mask] of state.cleared) found.set(id, (found.get(id) ?? 0) | mask);
  return found;
}

function pass(m: Machine, site: CallSite): void {
  const handed = site.expr.args
    .slice(1)
    .map((arg) => arg.value)
    .filter((expr, at, all) => at < all.length - 1 || expr.kind === 'object');
  const relevant = handed.filter((expr) => expr.kind !== 'literal');
  if (relevant.length === 0) return;
  const values = relevant.map((expr) => valueAt(m, site, expr));
  const clears = values.flatMap((value, at) => chainClears(m, value, relevant[at]?.span ?? site.expr.span));
  const nested = relevant
    .flatMap((expr) => (expr.kind === 'call' ? expr.args.map((arg) => arg.value) : []))
    .filter((expr) => expr.kind !== 'literal' && expr.kind !== 'function');
  const inner = nested.map((expr) => valueAt(m, site, expr));
  clears.push(...inner.flatMap((value) => chainClears(m, value, site.expr.span)));
  if (clears.length > 0) m.root.validated = [...(m.root.validated ?? []), ...clears];
  values.forEach((value, at) => {
    const expr = relevant[at];
    if (expr) through(m, value, expr, inner, site.expr.span);
  });
}

/** The value of an expression of the registration, read where the registration is written. */
export function valueAt(m: Machine, site: CallSite, expr: Expr): Value {
  return m.at.owner === site.scope.owner && m.at.file === site.scope.file
    ? m.evaluate(expr)
    : inModule(m, site.scope, () => m.evaluate(expr));
}

function through(m: Machine, value: Value, expr: Expr, inner: readonly Value[], span: Span): void {
  for (const item of itemsOf(m, value) ?? [value]) {
    const schema = schemaRef(item);
    const functions = item.refs.filter((ref) => ref.kind === 'function');
    if (schema) {
      if (schema.library === 'request') hold(m, schema.shape, span);
    } else if (functions.length > 0) functions.forEach((ref) => runMiddleware(m, ref, span));
    else if (expr.kind === 'object') options(m, item, span);
    else if (expr.kind === 'call') byLibrary(m, expr, inner, span);
  }
}

const PARTS: Readonly<Record<string, string>> = {
  json: 'body',
  form: 'body',
  payload: 'body',
  querystring: 'query',
  param: 'params',
  header: 'headers',
  cookie: 'cookies',
};
const REQUEST_PARTS = new Set(['body', 'query', 'params', 'headers', 'cookies']);
const partName = (name: string): string => PARTS[name] ?? name;

/** The request has the shape: whoever goes on has data that fits. */
function hold(m: Machine, shape: Shape, span: Span): void {
  if (shape.kind !== 'object') return;
  const fields = new Map(
    [...shape.fields]
      .map(([name, field]) => [partName(name), field] as const)
      .filter(([name]) => REQUEST_PARTS.has(name)),
  );
  m.establish(clearsOfShape(m, external('@req'), { kind: 'object', fields, closed: false }, span), span);
}

/** `{ schema: { body } }` of Fastify, `{ options: { validate: { payload } } }` of hapi. */
function options(m: Machine, value: Value, span: Span): void {
  for (const object of objectsOf(value)) {
    const entry = (from: typeof object, name: string): Value | undefined => {
      const cell = from.cells.get(name);
      return cell && m.state.get(cell);
    };
    const validate =
      entry(object, 'validate') ??
      objectsOf(entry(object, 'options') ?? { refs: [], marks: [] }).map((inner) => entry(inner, 'validate'))[0];
    for (const place of [entry(object, 'schema'), validate]) {
      if (!place) continue;
      const fields = new Map(
        objectsOf(place).flatMap((one) =>
          [...one.cells]
            .filter(([name]) => !name.startsWith('#'))
            .map(([name, cell]) => [name, jsonShape(m, m.state.get(cell) ?? { refs: [], marks: [] }, span)] as const),
        ),
      );
      hold(m, { kind: 'object', fields, closed: false }, span);
    }
  }
}

/**
 * Middleware of a library that was given schemas: `validate({ body: schema })`, `validator.body(schema)`,
 * `zValidator('json', schema)`.
 */
function byLibrary(m: Machine, expr: Extract<Expr, { kind: 'call' }>, inner: readonly Value[], span: Span): void {
  const literal = expr.args.find((arg) => arg.value.kind === 'literal')?.value;
  const method = expr.callee.kind === 'member' ? expr.callee.property : '';
  const word = literal?.kind === 'literal' ? String(literal.value) : method;
  for (const value of inner) {
    const schema = schemaRef(value);
    if (schema && schema.library !== 'chain')
      hold(m, { kind: 'object', fields: new Map([[word, schema.shape]]), closed: false }, span);
    else if (!schema)
      hold(
        m,
        {
          kind: 'object',
          fields: new Map([...fieldsOf(m, value)].filter(([, field]) => field !== HARMLESS)),
          closed: false,
        },
        span,
      );
  }
}

/** What the chains of express-validator establish once their outcome is asked for. */
function chainClears(m: Machine, value: Value, span: Span): Clear[] {
  return (itemsOf(m, value) ?? [value]).flatMap((item) => {
    const schema = schemaRef(item);
    if (schema?.library !== 'chain') return [];
    return (schema.fields ?? []).flatMap((path) =>
      clearsOfShape(m, external('@req'), shapeAt(path.split('.'), schema.shape), span),
    );
  });
}
function shapeAt(path: readonly string[], leaf: Shape): Shape {
  const [name, ...rest] = path;
  if (name === undefined) return leaf;
  return name === '*'
    ? { kind: 'list', item: shapeAt(rest, leaf) }
    : { kind: 'object', fields: new Map([[name, shapeAt(rest, leaf)]]), closed: false };
}

/** Runs a middleware for the request; what it has established whenever it calls `next()` holds behind it. */
function runMiddleware(m: Machine, ref: FunctionRef, span: Span): void {
  if (!readsData(ref.node)) return;
  const base = m.state;
  const before = m.root.passed;
  const passed: ReadonlyMap<number, number>[] = [];
  m.root.passed = (state) => passed.push(clearedSince(state, base));
  const args = ['@req', '@res', '@next'].map((path) => ({ value: external(path), span }));
  m.branch(() => m.parts.invoke(m, ref, { positional: args, named: new Map() }, ref.self, span));
  m.root.passed = before;
  m.establish(common(passed), span);
}

const readers = new WeakMap<FunctionNode, boolean>();
/** Middleware that never looks at what was sent establishes nothing about it. */
function readsData(node: FunctionNode): boolean {
  let reads = readers.get(node);
  if (reads === undefined) {
    reads = false;
    walkDeep(node.fn.body, (expr) => {
      if (
        (expr.kind === 'member' && /^(?:body|query|params|validate\w*|parse\w*|safeParse\w*)$/.test(expr.property)) ||
        (expr.kind === 'index' && expr.object.kind === 'name') ||
        (expr.kind === 'name' && expr.name === 'validationResult')
      )
        reads = true;
    });
    readers.set(node, reads);
  }
  return reads;
}
