import type { Seen, SeenPlainly } from '../../../artifacts/seen';
import { remembered } from '../../../safety/text/remembered';
import { lastName } from '../last-name';
import type { Certainty } from '../../../knowledge/certainty';
import type { ClassIr, Expr, Span } from '../../read/ir';
import type { FunctionNode, Program, Scope } from '../link/definitions';
import { PASSWORD_WORDS, SECRET_WORDS } from '../../../knowledge/secrets';

/** One expression with what is needed to judge it. */
export interface Site {
  expr: Expr;
  scope: Scope;
  file: string;
  owner: FunctionNode;
  program: Program;
  /** What the value is for, nearest first: the variable, property or parameter it goes to, the function it is in. */
  names: readonly string[];
  /** Stands in a branch that a condition decides about. */
  optional: boolean;
  /** May run several times for one value: in a loop, in what a list is built of, in a function that is called back. */
  repeated: boolean;
  /** Paths of what is called, once somebody has asked for them. */
  called: readonly string[] | undefined;
  /** The function whose decorator this is, or is part of. */
  decorates: FunctionNode | undefined;
  /** The class whose decorator this is, or is part of. */
  decoratesClass: ClassIr | undefined;
  /** What is handed first to the call whose callee this is. */
  wrapped: Expr | undefined;
}

export interface Misuse {
  weakness: string;
  sink: string;
  seen: Seen;
  span: Span;
  confidence: Certainty;
  /** The name in the code that it is about. */
  subject?: string;
}

/** What was seen; its kind alone where there is no more to it. */
export type Saw = Seen | SeenPlainly;

export type Rule = (site: Site) => Misuse | undefined;
export type CallExpr = Extract<Expr, { kind: 'call' }>;

export function misuse(
  weakness: string,
  sink: string,
  seen: Saw,
  span: Span,
  confidence: Misuse['confidence'] = 'high',
): Misuse {
  return { weakness, sink, seen: typeof seen === 'string' ? { what: seen } : seen, span, confidence };
}

/** Paths of what is called, spelled alike in all styles of import. */
function calledPaths(site: Site): readonly string[] {
  if (site.expr.kind !== 'call') return [];
  site.called ??= pathsOf(site, site.expr);
  return site.called;
}
function pathsOf(site: Site, expr: CallExpr): readonly string[] {
  return site.program
    .externalPaths(expr.callee, site.scope)
    .map((path) => path.replace(/^node:/, '').replace(/\.default(?=$|[.(])/g, ''));
}
export function calls(site: Site, pattern: RegExp): string | undefined {
  return calledPaths(site).find((path) => pattern.test(path));
}
/** The name of the method or function as written. */
export function calledName(expr: CallExpr): string {
  return lastName(expr.callee) ?? '';
}

export function argument(expr: CallExpr, position: number, keyword?: string): Expr | undefined {
  const named = keyword === undefined ? undefined : expr.args.find((arg) => arg.name === keyword);
  if (named) return named.value;
  return position < 0 ? undefined : expr.args.filter((arg) => arg.name === undefined)[position]?.value;
}

/** The object literal an expression stands for, where it can be seen. */
export function literalOf(site: Site, expr: Expr | undefined): Extract<Expr, { kind: 'object' }> | undefined {
  if (!expr) return undefined;
  if (expr.kind === 'object') return expr;
  for (const definition of site.program.resolve(expr, site.scope))
    if (definition.kind === 'object' && definition.expr.kind === 'object') return definition.expr;
  return undefined;
}
export function property(object: Extract<Expr, { kind: 'object' }> | undefined, name: string): Expr | undefined {
  return object?.properties.find((one) => one.key === name && one.kind !== 'spread')?.value;
}

export function constantOf(site: Site, expr: Expr | undefined): string | number | boolean | null | undefined {
  if (!expr) return undefined;
  if (expr.kind === 'literal') return expr.type === 'undefined' ? undefined : expr.value;
  // `!setting || false` is false only when the setting says so.
  if (expr.kind === 'binary' || expr.kind === 'conditional' || expr.kind === 'unary') return undefined;
  for (const definition of site.program.resolve(expr, site.scope))
    if (definition.kind === 'literal') return definition.value;
  return undefined;
}
export function stringsOf(site: Site, expr: Expr | undefined): readonly string[] {
  if (!expr) return [];
  if (expr.kind === 'literal') return typeof expr.value === 'string' ? [expr.value] : [];
  return site.program.strings(expr, site.scope);
}

/** The words a name is made of, joined by blanks, in lower case. */
export const wordsOf = remembered((name) =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[^A-Za-z0-9]+/g, ' ')
    .toLowerCase()
    .trim(),
);
export const isPassword = remembered((name) => PASSWORD_WORDS.test(wordsOf(name)) || /password|passwd/i.test(name));
export const isSecret = remembered((name) => isPassword(name) || SECRET_WORDS.test(wordsOf(name)));
