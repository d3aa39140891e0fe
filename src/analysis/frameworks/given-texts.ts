import type { Expr, Pattern } from '../read/ir';
import type { Program, Scope } from '../engine/link/definitions';
import { asLinkScope } from '../engine/link/scopes';
import { returnsOf } from '../engine/link/walk';

/** What the names of a function hold when one of its callers is looked at. */
export type Given = ReadonlyMap<string, readonly string[]>;

const MAX_DEPTH = 12;
const MOST = 32;

type Call = Extract<Expr, { kind: 'call' }>;

/**
 * The texts an expression can be, a list being all its items, when the parameters of its function hold what is given.
 */
export class GivenTexts {
  /** New values of names that are being followed. */
  private readonly assigned = new Set<Expr>();

  constructor(private readonly program: Program) {}

  of(expr: Expr, scope: Scope, given: Given, depth = 0): readonly string[] {
    if (depth > MAX_DEPTH) return [];
    const part = (one: Expr): readonly string[] => this.of(one, scope, given, depth + 1);
    switch (expr.kind) {
      case 'name':
        return this.named(expr.name, expr, scope, given, depth);
      case 'spread':
        return part(expr.value);
      case 'array':
        return expr.items.flatMap(part).slice(0, MOST);
      case 'template':
        return expr.parts.map(part).reduce((texts, more) => products(texts, more), ['']);
      case 'binary':
        return this.operation(expr, part) ?? this.program.strings(expr, scope);
      case 'comprehension':
        return this.eachItem(expr, scope, given, depth);
      case 'call':
        return this.result(expr, scope, given, depth);
      default:
        return this.program.strings(expr, scope);
    }
  }

  private operation(
    { op, left, right }: Extract<Expr, { kind: 'binary' }>,
    part: (expr: Expr) => readonly string[],
  ): readonly string[] | undefined {
    if (op === '+') return products(part(left), part(right));
    return op === '%'
      ? products(part(left), part(right), (text, value) => text.replace(/%[sr]/, () => value))
      : undefined;
  }

  /** A name that is assigned anew holds the new value; a parameter what is given. */
  private named(name: string, expr: Expr, scope: Scope, given: Given, depth: number): readonly string[] {
    const value = newValue(name, scope);
    const known = given.get(name);
    if (known === undefined) return this.program.strings(expr, scope);
    // In its own new value the name still holds what is given.
    if (!value || this.assigned.has(value.expr)) return known;
    this.assigned.add(value.expr);
    const texts = this.of(value.expr, value.scope, given, depth + 1);
    this.assigned.delete(value.expr);
    return texts;
  }

  private eachItem(
    { element, clauses }: Extract<Expr, { kind: 'comprehension' }>,
    scope: Scope,
    given: Given,
    depth: number,
  ): readonly string[] {
    const [clause] = clauses;
    const name = clause && clauses.length === 1 ? boundName(clause.target) : undefined;
    if (!clause || name === undefined) return [];
    return this.of(clause.iterable, scope, given, depth + 1)
      .slice(0, MOST)
      .flatMap((item) => this.of(element, scope, new Map([...given, [name, [item]]]), depth + 1));
  }

  /** What a function of the program returns first, and texts that are filled in. */
  private result(call: Call, scope: Scope, given: Given, depth: number): readonly string[] {
    const { callee } = call;
    const args = call.args.map((arg) => this.of(arg.value, scope, given, depth + 1));
    if (callee.kind === 'member' && callee.property === 'format')
      return args.reduce(
        (texts, values) => products(texts, values, (text, value) => text.replace(/\{\w*\}/, () => value)),
        this.of(callee.object, scope, given, depth + 1),
      );
    for (const { fn } of this.program.callees(call, scope).slice(0, 4)) {
      const inner = new Map(fn.fn.params.map((param, at) => [param.name ?? '', args[at] ?? []] as const));
      for (const value of returnsOf(fn.fn.body)) {
        const texts = this.of(value, fn.scope, inner, depth + 1);
        if (texts.length > 0) return texts;
      }
    }
    return this.program.strings(call, scope);
  }
}

/** The last value that is assigned to a name; the argument that a parameter takes is none. */
function newValue(name: string, scope: Scope): { expr: Expr; scope: Scope } | undefined {
  const declaring = asLinkScope(scope).declaring(name);
  const value = declaring?.bindings.get(name)?.findLast((one) => one.kind === 'value' && one.steps.length === 0);
  if (value?.kind !== 'value') return undefined;
  const source = value.expr.kind === 'name' ? declaring?.bindings.get(value.expr.name) : undefined;
  return source?.some((one) => one.kind === 'parameter') === true &&
    value.expr.kind === 'name' &&
    value.expr.name !== name
    ? undefined
    : value;
}

function boundName(target: Pattern): string | undefined {
  return target.kind === 'bind' ? target.name : undefined;
}

function products(
  left: readonly string[],
  right: readonly string[],
  join = (one: string, other: string): string => one + other,
): readonly string[] {
  return left.flatMap((one) => right.map((other) => join(one, other))).slice(0, MOST);
}
