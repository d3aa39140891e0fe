import type { Expr, Stmt } from '../../read/ir';
import type { FunctionNode, Program } from '../link/definitions';
import { dotted } from '../link/walk';
import { IDENTITY, SUBJECTS, USER_ID } from '../../../knowledge/controls/own-checks';
import type { BodyReasoning } from './body-reasoning';
import { localValues } from './conditions-in-code';
import type { HandlerCheck } from './check';
import { formChecks } from './form-checks';
import { absentParts, asksForAbsence, presentParts } from './polarity';
import { refusalIn } from './refusals';
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
  // `if (!open || user) refuse` turns away who is signed in: only what has to be there counts.
  const parts = early ? absentParts(stmt.test) : presentParts(stmt.test);
  const needed = parts.filter((part) => !isFoundRecord(part, values));
  const describe = (of: readonly Expr[]): string => of.map((part) => reasoning.describe(part, values, 0)).join(' ');
  const text = describe(refusal === 'invalid' ? [stmt.test] : needed);
  const base = {
    name: shortened(stmt.test),
    span: { ...stmt.span, endLine: stmt.span.line },
    strength: 'strong' as const,
  };
  const refused =
    refusal === 'invalid' ? undefined : refusedByComparison(reasoning, stmt.test, values, early !== undefined);
  if (refused === 'others')
    return [
      {
        ...base,
        category: 'authorization',
        establishes: 'ownership',
        basis: 'The handler compares the owner of the object with who is signed in.',
      },
    ];
  // "You cannot follow yourself" keeps nobody away from what belongs to others.
  if (refused === 'oneself') return [];
  const subject = SUBJECTS.find((one) => one.words.test(text));
  if (!subject)
    return refusal === 'invalid'
      ? [
          {
            ...base,
            category: 'input-validation',
            establishes: 'schema',
            strength: 'partial',
            basis: 'The handler rejects input that does not pass this condition.',
          },
        ]
      : [];
  if (subject.establishes === 'schema')
    return refusal === 'invalid' || refusal === 'error'
      ? [
          {
            ...base,
            category: 'input-validation',
            establishes: 'schema',
            basis: 'The handler rejects input that does not pass this condition.',
          },
        ]
      : [];
  // Who is signed in is sent elsewhere: the opposite of a check.
  if (early && !asksForAbsence(stmt.test)) return [];
  // A missing record is no missing user: the condition has to look at what the request says about its sender.
  const denies = refusal === 'denied' || refusal === 'redirect-login';
  if (!IDENTITY.test(text) && !(denies && subject.category !== 'authentication')) return [];
  if (!denies && refusal !== 'redirect' && refusal !== 'error') return [];
  return [
    {
      ...base,
      category: subject.category,
      establishes: subject.establishes,
      basis: 'The handler turns the request away when this condition fails, before anything else.',
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
  if (
    test.kind === 'call' &&
    test.callee.kind === 'member' &&
    /^(equals|isEqual)$/.test(test.callee.property) &&
    test.args[0]
  ) {
    const compared = differs(
      reasoning.describe(test.callee.object, values, 0),
      reasoning.describe(test.args[0].value, values, 0),
    );
    return compared ? (outcome ? 'oneself' : 'others') : undefined;
  }
  if (test.kind !== 'binary') return undefined;
  if (test.op === '&&' || test.op === '||') {
    const sides = [test.left, test.right].map((side) => refusedByComparison(reasoning, side, values, outcome));
    return sides.find((side) => side === 'others') ?? sides.find((side) => side !== undefined);
  }
  if (!/^(==|!=|===|!==|is|is not|in|not in)$/.test(test.op)) return undefined;
  if (test.left.kind === 'literal' || test.right.kind === 'literal') return undefined;
  if (!differs(reasoning.describe(test.left, values, 0), reasoning.describe(test.right, values, 0))) return undefined;
  return /^(==|===|is|in)$/.test(test.op) === outcome ? 'oneself' : 'others';
}

/** One side is who asks, the other something else. */
function differs(left: string, right: string): boolean {
  return USER_ID.test(left) !== USER_ID.test(right) && left !== '' && right !== '';
}

/** `requireUser(request)`, `authorize(@post)`: own functions that turn the request away themselves. */
function calledChecks(program: Program, reasoning: BodyReasoning, fn: FunctionNode, stmt: Stmt): HandlerCheck[] {
  const value =
    stmt.kind === 'expr' ? stmt.expr : stmt.kind === 'declare' || stmt.kind === 'return' ? stmt.value : undefined;
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
