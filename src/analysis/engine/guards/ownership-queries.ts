import type { Expr } from '../../read/ir';
import type { FunctionNode } from '../link/definitions';
import { dotted, walkDeep } from '../link/walk';
import { USER_ID } from '../../../knowledge/controls/own-checks';
import type { BodyReasoning } from './body-reasoning';
import type { HandlerCheck } from './check';

export const QUERY =
  /(^|\.)(find\w*|filter|filter_by|exclude|get|getOne|first|where|andWhere|query|get_object_or_404|get_or_404|update\w*|delete\w*|count\w*|aggregate|select|remove)$/;

/** Queries that only find what belongs to who asks. */
export function ownershipQueries(
  reasoning: BodyReasoning,
  fn: FunctionNode,
  values: ReadonlyMap<string, Expr>,
): HandlerCheck[] {
  const found: HandlerCheck[] = [];
  walkDeep(fn.fn.body, (expr) => {
    if (
      found.length > 0 ||
      expr.kind !== 'call' ||
      !QUERY.test(dotted(expr.callee) ?? (expr.callee.kind === 'member' ? `.${expr.callee.property}` : ''))
    )
      return;
    const restricted =
      !putsIn(expr) &&
      expr.args.some((arg) => !isActor(expr, arg) && restrictsToUser(reasoning, arg.value, arg.name, values)) &&
      !findsOwnRow(reasoning, expr, values);
    if (restricted)
      found.push({
        category: 'authorization',
        establishes: 'ownership',
        name: dotted(expr.callee) ?? 'query',
        span: expr.span,
        strength: 'partial',
        basis: { is: 'query-of-caller' },
      });
  });
  return found;
}

/** `record.update({ author: me })` puts something in; which records it is about, a `where` says. */
function putsIn({ callee, args }: Extract<Expr, { kind: 'call' }>): boolean {
  if (callee.kind !== 'member' || callee.property !== 'update') return false;
  const says = ({ value }: (typeof args)[number]): boolean =>
    value.kind === 'object' && value.properties.some(({ key }) => key === 'where');
  return args.length < 2 && !args.some(says);
}

const FINDING = /(^|\.)(find\w*|filter|filter_by|exclude|get\w*|first|where|andWhere)$/;
const ID = /(^|_)(id|pk|uuid|uid|sub|e?mail|user_?name|login)$|Id$/;

/** `update(note, current_user=user)`: who does it is handed on; only an id says whose record it is about. */
function isActor({ callee }: Extract<Expr, { kind: 'call' }>, { name, value }: Argument): boolean {
  if (name === undefined || FINDING.test(dotted(callee) ?? '')) return false;
  const last = value.kind === 'member' ? value.property : (dotted(value) ?? '');
  return !ID.test(name) && !ID.test(last);
}

type Argument = Extract<Expr, { kind: 'call' }>['args'][number];

const ONE_RECORD = /(^|\.)(findOne\w*|findUnique\w*|findFirst\w*|findBy\w*|getOne|get|get_object_or_404|get_or_404)$/;

/**
 * `Profile.objects.get(user=request.user)` finds the sender's own row and turns nobody away: no other value chooses.
 */
function findsOwnRow(
  reasoning: BodyReasoning,
  call: Extract<Expr, { kind: 'call' }>,
  values: ReadonlyMap<string, Expr>,
): boolean {
  const name = call.callee.kind === 'member' ? call.callee.property : (dotted(call.callee) ?? '');
  if (!ONE_RECORD.test(name)) return false;
  return choosing(call).every(
    (value) => value.kind === 'literal' || USER_ID.test(reasoning.describe(value, values, 0)),
  );
}

/** The values of a query that choose which record it is about. */
function choosing(call: Extract<Expr, { kind: 'call' }>): Expr[] {
  const keywords = call.args.flatMap((arg) => (arg.name === undefined ? [] : [arg.value]));
  const objects = call.args.flatMap(({ value }) => (value.kind === 'object' ? criteria(value) : []));
  return [...keywords, ...objects];
}

/** The criteria of a query object: those below `where` when it has one. */
function criteria(object: Extract<Expr, { kind: 'object' }>): Expr[] {
  const where = object.properties.find((property) => property.key === 'where')?.value;
  if (where?.kind === 'object') return criteria(where);
  return object.properties.map((property) => property.value);
}

function restrictsToUser(
  reasoning: BodyReasoning,
  value: Expr,
  keyword: string | undefined,
  values: ReadonlyMap<string, Expr>,
): boolean {
  if (keyword !== undefined) return USER_ID.test(reasoning.describe(value, values, 0));
  if (value.kind === 'object')
    return value.properties.some((property) => USER_ID.test(reasoning.describe(property.value, values, 0)));
  if (value.kind === 'binary' && value.op === '==')
    return (
      USER_ID.test(reasoning.describe(value.right, values, 0)) ||
      USER_ID.test(reasoning.describe(value.left, values, 0))
    );
  return false;
}

/** A condition as a name: its parts, not longer than a line. */
export function shortened(test: Expr): string {
  const path = dotted(test);
  if (path !== undefined) return path;
  switch (test.kind) {
    case 'unary':
      return `${test.op === 'not' ? 'not ' : test.op}${shortened(test.operand)}`;
    case 'binary':
      return `${shortened(test.left)} ${test.op} ${shortened(test.right)}`.slice(0, 120);
    case 'call':
      return `${shortened(test.callee)}()`;
    case 'member':
      return `${shortened(test.object)}.${test.property}`;
    case 'literal':
      return JSON.stringify(test.value);
    default:
      return '…';
  }
}
