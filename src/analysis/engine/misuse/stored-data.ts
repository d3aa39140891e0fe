import { FETCHES_RECORD, REVIVES } from '../../../knowledge/misuse/stored-data';
import type { Expr } from '../../read/ir';
import { childrenOf } from '../link/parts-of';
import { dotted } from '../link/walk';
import { assignedTo } from './assigned';
import { argument, calls, misuse, type Rule, type Site } from './site';

/** Fields of stored records that are taken at their word: whoever may write them runs code. */
const revivedField: Rule = (site) => {
  const path = calls(site, REVIVES);
  const data = path && site.expr.kind === 'call' ? argument(site.expr, 0) : undefined;
  if (!path || !data || !fieldsIn(data).some((field) => isOfRecord(site, field))) return undefined;
  return misuse('insecure-deserialization', path, 'record-makes-objects', site.expr.span, 'medium');
};

type Field = Extract<Expr, { kind: 'member' }>;
const fieldsIn = (expr: Expr): Field[] => [
  ...(expr.kind === 'member' ? [expr] : []),
  ...childrenOf(expr).flatMap(fieldsIn),
];

/** `saved.query`, where `saved` was looked up in a store here. */
function isOfRecord(site: Site, { object }: Field): boolean {
  if (object.kind !== 'name') return false;
  return assignedTo(site.owner.fn.body, object.name).some((value) => fetched(value));
}
function fetched(value: Expr): boolean {
  if (value.kind === 'await') return fetched(value.value);
  return value.kind === 'call' && FETCHES_RECORD.test(spelled(value.callee));
}

/** Calls and members in a row: `Model.objects.filter().first`. */
function spelled(expr: Expr): string {
  if (expr.kind === 'call') return `${spelled(expr.callee)}()`;
  if (expr.kind === 'member') return `${spelled(expr.object)}.${expr.property}`;
  return dotted(expr) ?? '';
}

export const STORED_DATA_RULES: readonly Rule[] = [revivedField];
