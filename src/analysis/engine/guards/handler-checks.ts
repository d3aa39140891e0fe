import type { Expr, Stmt } from '../../read/ir';
import type { FunctionNode, Program } from '../link/definitions';
import { dotted } from '../link/walk';
import { IDENTITY, SUBJECTS, USER_ID, WHAT_THEY_MAY } from '../../../knowledge/controls/own-checks';
import type { BodyReasoning } from './body-reasoning';
import { localValues } from '../evidence/conditions-in-code';
import type { HandlerCheck } from './check';
import { formChecks } from './form-checks';
import { absentParts, asksForAbsence, presentParts } from '../evidence/polarity';
import { type Refusal, refusalIn } from '../evidence/refusals';
import { ownershipQueries, shortened, QUERY } from './ownership-queries';

/**
 * Checks in a handler that every request has to pass: they stand at the top level and end the request when they fail.
 */
export function handlerChecks(program: Program, reasoning: BodyReasoning, fn: FunctionNode): HandlerCheck[] {
  const values = localValues(fn.fn.body);
  const found: HandlerCheck[] = [];
  const scan = (stmts: readonly Stmt[], depth: number): void => {
    for (const stmt of stmts) {
      if (stmt.kind === 'if') found.push(...conditionChecks(reasoning, stmt, values));
      if ((stmt.kind === 'try' || stmt.kind === 'with' || stmt.kind === 'block') && depth < 4)
        scan(stmt.body, depth + 1);
      if (stmt.kind === 'expr' || stmt.kind === 'declare' || stmt.kind === 'return')
        found.push(...calledChecks(program, reasoning, fn, stmt));
    }
  };
  scan(fn.fn.body, 0);
  found.push(...formChecks(program, fn), ...ownershipQueries(reasoning, fn, values));
  const seen = new Set<string>();
  return found.filter((check) => (seen.has(check.establishes) ? false : seen.add(check.establishes)));
}

/** `if (!req.user) return res.status(401)…` */
function conditionChecks(
  reasoning: BodyReasoning,
  stmt: Extract<Stmt, { kind: 'if' }>,
  values: ReadonlyMap<string, Expr>,
): HandlerCheck[] {
  const early = ends(stmt.then) ? refusalIn(stmt.then) : undefined;
  const refusal = early ?? (stmt.otherwise.length > 0 ? refusalIn(stmt.otherwise) : undefined);
  if (!refusal || refusal === 'value') return [];
  const base: CheckBase = {
    name: shortened(stmt.test),
    span: { ...stmt.span, endLine: stmt.span.line },
    strength: 'strong',
  };
  const describe = (of: readonly Expr[]): string => of.map((part) => reasoning.describe(part, values, 0)).join(' ');
  if (refusal === 'invalid') return rejectedInput(base, subjectOf(describe([stmt.test])));
  const refused = refusedByComparison(reasoning, stmt.test, values, early !== undefined);
  if (refused === 'others')
    return [
      {
        ...base,
        category: 'authorization',
        establishes: 'ownership',
        basis: { is: 'compares-owner' },
      },
    ];
  // "You cannot follow yourself" keeps nobody away from what belongs to others.
  if (refused === 'oneself') return [];
  // `if (!open || user) refuse` turns away who is signed in: only what has to be there counts.
  const parts = early ? absentParts(stmt.test) : presentParts(stmt.test);
  const text = describe(parts.filter((part) => !isFoundRecord(part, values)));
  // Who is signed in is sent elsewhere: the opposite of a check.
  const welcomes = early !== undefined && !asksForAbsence(stmt.test);
  return turnedAway(base, text, refusal, welcomes);
}

type CheckBase = Pick<HandlerCheck, 'name' | 'span' | 'strength'>;
type Subject = (typeof SUBJECTS)[number];

const subjectOf = (text: string): Subject | undefined => SUBJECTS.find((one) => one.words.test(text));

const REJECTS_INPUT = {
  category: 'input-validation',
  establishes: 'schema',
  basis: { is: 'rejects-input' },
} as const;

/** The request is turned away as not valid, by a condition on what it brings. */
function rejectedInput(base: CheckBase, subject: Subject | undefined): HandlerCheck[] {
  if (!subject) return [{ ...base, ...REJECTS_INPUT, strength: 'partial' }];
  return subject.establishes === 'schema' ? [{ ...base, ...REJECTS_INPUT }] : [];
}

/** The request is turned away for what its sender is or may do, as far as the condition speaks of that. */
function turnedAway(base: CheckBase, text: string, refusal: Refusal, welcomes: boolean): HandlerCheck[] {
  const subject = subjectOf(text);
  if (!subject) return [];
  if (subject.establishes === 'schema') return refusal === 'error' ? [{ ...base, ...REJECTS_INPUT }] : [];
  if (welcomes) return [];
  // A missing record is no missing user: the condition has to look at what the request says about its sender.
  const denies = refusal === 'denied' || refusal === 'redirect-login';
  if (!IDENTITY.test(text) && !(denies && subject.category !== 'authentication')) return [];
  if (!denies && refusal !== 'redirect' && refusal !== 'error') return [];
  return [
    {
      ...base,
      category: subject.category,
      establishes: subject.establishes,
      basis: { is: 'turns-away' },
    },
  ];
}

/**
 * `page = find(…); if (!page) refuse`: asks whether a record exists, not who is there, unless the record is a person.
 */
function isFoundRecord(part: Expr, values: ReadonlyMap<string, Expr>): boolean {
  if (part.kind !== 'name') return false;
  const given = values.get(part.name);
  const value = given?.kind === 'await' ? given.value : given;
  if (value?.kind !== 'call') return false;
  const called = dotted(value.callee) ?? (value.callee.kind === 'member' ? `.${value.callee.property}` : '');
  return (
    QUERY.test(called) && !SUBJECTS.some((one) => one.category !== 'input-validation' && one.words.test(part.name))
  );
}

/** Whether a block leaves the function. */
function ends(stmts: readonly Stmt[]): boolean {
  const last = stmts[stmts.length - 1];
  if (!last) return false;
  if (last.kind === 'return' || last.kind === 'throw') return true;
  if (last.kind === 'block') return ends(last.body);
  return (
    last.kind === 'expr' &&
    last.expr.kind === 'call' &&
    /(^|\.)(abort|throw|exit|fail)$/.test(dotted(last.expr.callee) ?? '')
  );
}

/** Who a comparison with the one who asks turns away, when the request is refused if `test` is `outcome`. */
function refusedByComparison(
  reasoning: BodyReasoning,
  test: Expr,
  values: ReadonlyMap<string, Expr>,
  outcome: boolean,
): 'others' | 'oneself' | undefined {
  if (test.kind === 'unary') return refusedByComparison(reasoning, test.operand, values, !outcome);
  if (test.kind === 'binary' && (test.op === '&&' || test.op === '||')) {
    const sides = [test.left, test.right].map((side) => refusedByComparison(reasoning, side, values, outcome));
    return sides.find((side) => side === 'others') ?? sides.find((side) => side !== undefined);
  }
  const compared = comparisonIn(test);
  if (!compared) return undefined;
  const [left, right] = compared.sides.map((side) => reasoning.describe(side, values, 0));
  if (!differs(left ?? '', right ?? '')) return undefined;
  return compared.equal === outcome ? 'oneself' : 'others';
}

interface Comparison {
  sides: readonly [Expr, Expr];
  /** It holds when the sides are equal. */
  equal: boolean;
}

/** `a.equals(b)`, `a !== b`, `a in b`. */
function comparisonIn(test: Expr): Comparison | undefined {
  if (test.kind === 'call') {
    const [first] = test.args;
    return first && test.callee.kind === 'member' && /^(equals|isEqual)$/.test(test.callee.property)
      ? { sides: [test.callee.object, first.value], equal: true }
      : undefined;
  }
  if (test.kind !== 'binary' || !/^(==|!=|===|!==|is|is not|in|not in)$/.test(test.op)) return undefined;
  if (test.left.kind === 'literal' || test.right.kind === 'literal') return undefined;
  return { sides: [test.left, test.right], equal: /^(==|===|is|in)$/.test(test.op) };
}

/** One side is who asks, the other something else; what they may do says nothing of whose an object is. */
function differs(left: string, right: string): boolean {
  if (left === '' || right === '' || USER_ID.test(left) === USER_ID.test(right)) return false;
  return !WHAT_THEY_MAY.test(USER_ID.test(left) ? left : right);
}

/** `requireUser(request)`, `authorize(@post)`: own functions that turn the request away themselves. */
function calledChecks(program: Program, reasoning: BodyReasoning, fn: FunctionNode, stmt: Stmt): HandlerCheck[] {
  const given = stmt.kind === 'declare' || stmt.kind === 'return' ? stmt.value : undefined;
  const value = stmt.kind === 'expr' ? stmt.expr : given;
  const call = value?.kind === 'await' ? value.value : value;
  if (call?.kind !== 'call' || call.args.some((arg) => arg.value.kind === 'function')) return [];
  return program
    .callees(call, fn.scope)
    .slice(0, 3)
    .flatMap((callee) => {
      if (!throws(callee.fn)) return [];
      return reasoning
        .checksOf(callee.fn)
        .filter(
          (check) =>
            check.category === 'authentication' || check.category === 'authorization' || check.category === 'cors-csp',
        )
        .map((check) => ({ ...check, span: call.span }));
    });
}

function throws(fn: FunctionNode): boolean {
  let found = false;
  const visit = (stmts: readonly Stmt[]): void => {
    for (const stmt of stmts) {
      if (stmt.kind === 'throw') found = true;
      if (
        stmt.kind === 'expr' &&
        stmt.expr.kind === 'call' &&
        /(^|\.)(abort|throw)$/.test(dotted(stmt.expr.callee) ?? '')
      )
        found = true;
      if (stmt.kind === 'if') {
        visit(stmt.then);
        visit(stmt.otherwise);
      }
      if (stmt.kind === 'try' || stmt.kind === 'with' || stmt.kind === 'block') visit(stmt.body);
      if (stmt.kind === 'try') for (const handler of stmt.handlers) visit(handler.body);
    }
  };
  visit(fn.fn.body);
  return found;
}
