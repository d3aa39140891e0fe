import { ROLE_WORDS, SIGNED_IN } from '../../../knowledge/controls/caller';
import { REFUSING_NAMES } from '../../../knowledge/controls/own-checks';
import { ANSWERING, PASSING_ON, UNKNOWN_SENDER } from '../../../knowledge/controls/answers';
import type { Expr, FunctionIr, Stmt } from '../../read/ir';
import { flatBody } from '../link/flat-body';
import { dotted, walkExpr } from '../link/walk';
import type { Body, Call } from './body';
import type { Caller } from './caller';
import { namesAsked } from './decisions';
import type { Found } from './found';
import { calledName, isNothing, namesIn } from './spelling';
import { isTooMany } from './too-many';

/** Asks whether the sender is known, in a test or by what is answered. */
export function identityChecks(caller: Caller, body: Body): Found[] {
  const asked = body.decisions.flatMap(({ test, refusesWhen }): Found[] => {
    const refuses = refusesWhen !== undefined && absentWhen(caller, test, true).includes(refusesWhen);
    return refuses || namesIn(test).some((name) => SIGNED_IN.test(name))
      ? [{ kind: 'asks-identity', refuses, span: test.span }]
      : [];
  });
  const answered = refusals(body, isUnknownSender);
  return [...asked, ...answered.map((span): Found => ({ kind: 'asks-identity', refuses: true, span }))];
}

/**
 * Outcomes of a test for which a part of it says that nobody is there: `!x`, `x == null`, `x.isAuthenticated()`. It
 * asks whether somebody is there, not who.
 */
function absentWhen(caller: Caller, test: Expr, outcome: boolean): boolean[] {
  switch (test.kind) {
    case 'await':
      return absentWhen(caller, test.value, outcome);
    case 'unary':
      return absentWhen(caller, test.operand, !outcome);
    case 'binary':
      if (test.op === '&&' || test.op === '||')
        return [...absentWhen(caller, test.left, outcome), ...absentWhen(caller, test.right, outcome)];
      return isNothingCompared(caller, test) ? [/^(?:!==?|is not)$/.test(test.op) ? !outcome : outcome] : [];
    default:
      if (namesIn(test).some((name) => NOBODY.test(name))) return caller.isIn(test) ? [outcome] : [];
      return isSomebody(caller, test) ? [!outcome] : [];
  }
}

/** `user.is_anonymous` */
const NOBODY = /^is_?(?:anonymous|guest)/i;

const isNothingCompared = (caller: Caller, { left, right }: Extract<Expr, { kind: 'binary' }>): boolean =>
  (isNothing(right) && caller.isIn(left)) || (isNothing(left) && caller.isIn(right));

/** The sender, but not a role the sender may have. */
function isSomebody(caller: Caller, test: Expr): boolean {
  const names = namesIn(test);
  if (names.some((name) => SIGNED_IN.test(name))) return true;
  return caller.is(test) && !names.some((name) => ROLE_WORDS.test(name));
}

const isUnknownSender = (status: number | undefined, name: string): boolean =>
  status === 401 || UNKNOWN_SENDER.test(name);

/** Refuses because there were too many requests. */
export const refusesMore = (body: Body): Found[] =>
  refusals(body, (...said) => said.some(isTooMany)).map((span) => ({
    kind: 'limits-attempts',
    by: 'answer',
    span,
  }));

/** Places that answer in a way that `fits`: by status, by the name of what is called or thrown, or by its text. */
function refusals(
  { stmts, calls }: Body,
  fits: (status: number | undefined, name: string, text: string) => boolean,
): Expr['span'][] {
  const answered = calls
    .filter((call) => isAnswer(call) && fits(statusOf(call), spelledIn(call), textIn(call)))
    .map(({ span }) => span);
  return [
    ...answered,
    ...throwsOf(stmts)
      .filter((one) => fits(undefined, one.name, ''))
      .map(({ span }) => span),
  ];
}

function isAnswer(call: Call): boolean {
  const name = calledName(call);
  return (
    ANSWERING.test(name) ||
    REFUSING_NAMES.test(name) ||
    PASSING_ON.test(name) ||
    call.isNew ||
    /error|exception/i.test(name)
  );
}

/** What is thrown without being called: `raise PermissionDenied`. */
function throwsOf(stmts: readonly Stmt[]): { name: string; span: Expr['span'] }[] {
  const found: { name: string; span: Expr['span'] }[] = [];
  for (const stmt of flatBody(stmts).stmts) {
    const name = stmt.kind === 'throw' && stmt.value ? dotted(stmt.value) : undefined;
    if (name !== undefined) found.push({ name, span: stmt.span });
  }
  return found;
}

const spelledIn = (call: Call): string =>
  [dotted(call.callee) ?? calledName(call), ...call.args.flatMap(spelledArg)].join(' ');
const spelledArg = ({ value }: { value: Expr }): string[] =>
  dotted(value) === undefined ? [] : [dotted(value) as string];

function textIn(call: Call): string {
  return call.args
    .flatMap(({ value }) => (value.kind === 'object' ? value.properties.map((one) => one.value) : [value]))
    .map((value) => (value.kind === 'literal' ? String(value.value) : ''))
    .join(' ');
}

/** The status a call answers with, as a number or as a constant that has it in its name. */
function statusOf(call: Call): number | undefined {
  for (const { value } of call.args) {
    const parts = value.kind === 'object' ? value.properties.map((one) => one.value) : [value];
    for (const part of parts) {
      if (part.kind === 'literal' && typeof part.value === 'number' && part.value >= 400 && part.value < 600)
        return part.value;
      const code = part.kind === 'member' ? /(?:^|_)([45]\d\d)(?:_|$)/.exec(part.property)?.[1] : undefined;
      if (code !== undefined) return Number(code);
    }
  }
  return undefined;
}

/** Statements after which code goes one of several ways. */
const BRANCHING: ReadonlySet<Stmt['kind']> = new Set(['if', 'switch', 'for', 'forEach', 'while', 'try', 'with']);

/** A function that does nothing but say no to every request. */
export function onlyRefuses({ body, signature }: FunctionIr, { stmts, calls }: Body): Found[] {
  const straight = body.length > 0 && !branches(stmts) && calls.every(says);
  return straight && (throwsOf(stmts).length > 0 || calls.some(refuses))
    ? [{ kind: 'only-refuses', span: signature }]
    : [];
}

/** Whether code goes one of several ways, or holds code that runs another time. */
function branches(stmts: readonly Stmt[]): boolean {
  const flat = flatBody(stmts);
  return (
    flat.stmts.some(({ kind }) => BRANCHING.has(kind)) ||
    flat.exprs.some(({ kind }) => kind === 'conditional' || kind === 'function' || kind === 'class')
  );
}

const says = (call: Call): boolean => {
  const name = calledName(call);
  return ANSWERING.test(name) || PASSING_ON.test(name) || /(?:Error|Exception)$/.test(name);
};

const refuses = (call: Call): boolean =>
  statusOf(call) !== undefined ||
  (PASSING_ON.test(calledName(call)) && call.args[0]?.value.kind === 'call') ||
  (call.isNew && /(?:Error|Exception)$/.test(calledName(call)));

/** The tests of a body in which a name of this kind occurs. */
export function testsNaming({ decisions }: Body, word: RegExp): Expr[] {
  return decisions.filter((one) => namesAsked(one).some((name) => word.test(name))).map(({ test }) => test);
}

/** Whether an expression holds one that fits. */
export function holds(expr: Expr, fits: (one: Expr) => boolean): boolean {
  let found = false;
  walkExpr(expr, {
    expr: (one) => {
      found ||= fits(one);
      return !found;
    },
  });
  return found;
}
