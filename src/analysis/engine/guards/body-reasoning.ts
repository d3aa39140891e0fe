import type { Expr, Stmt } from '../../read/ir';
import { carriersOf } from '../evidence/carriers';
import type { FunctionNode, Program } from '../link/definitions';
import { childrenOf } from '../link/parts-of';
import { dotted, walkDeep } from '../link/walk';
import { IDENTITY, SUBJECTS, VERIFYING_CALLS } from '../../../knowledge/controls/own-checks';
import type { Check } from './check';
import { conditionsOf, localValues } from '../evidence/conditions-in-code';
import { asksForAbsence } from '../evidence/polarity';
import { nameOfCheck } from './maker-name';
import { type Refusal, refusalIn } from '../evidence/refusals';
import { isTooMany } from '../evidence/too-many';

const MAX_DEPTH = 3;

/** Reads own middleware, guards and hooks: what do they look at before they turn a request away? */
export class BodyReasoning {
  private readonly memo = new Map<string, readonly Check[]>();
  private readonly active = new Set<string>();

  constructor(private readonly program: Program) {}

  /** What a function establishes when it lets a request pass; empty when it turns nothing away. */
  checksOf(fn: FunctionNode): readonly Check[] {
    const known = this.memo.get(fn.key);
    if (known) return known;
    if (this.active.has(fn.key) || this.active.size > MAX_DEPTH) return [];
    this.active.add(fn.key);
    const checks = this.read(fn);
    this.active.delete(fn.key);
    this.memo.set(fn.key, checks);
    return checks;
  }

  private read(fn: FunctionNode): Check[] {
    if (sendsSignedInAway(fn.fn.body)) return [];
    const refusal = deepRefusal(fn.fn.body);
    const told = refusal && refusal !== 'value' ? this.fromConditions(fn, refusal) : [];
    const own = [...told, ...this.fromAnswer(fn, told)];
    if (own.length > 0) return own;
    // A wrapper: the work is done by a function it calls or a closure it returns.
    return this.fromCallees(fn);
  }

  /** Whoever is told that there were too many requests was counted, however that is spelled. */
  private fromAnswer(fn: FunctionNode, told: readonly Check[]): Check[] {
    if (told.some(({ establishes }) => establishes === 'rate-limit') || !saysTooMany(fn)) return [];
    return [this.check(fn, { category: 'rate-limiting', establishes: 'rate-limit' }, 'denied')];
  }

  private fromConditions(fn: FunctionNode, refusal: Refusal): Check[] {
    const tests = conditionsOf(fn.fn.body);
    const values = localValues(fn.fn.body);
    const texts = tests.map(({ needed, required }) => ({
      required,
      text: needed.map((one) => this.describe(one, values, 0)).join(' '),
    }));
    const identity = texts.some(({ text }) => IDENTITY.test(text));
    const found = new Map<string, Check>();
    for (const { text, required } of texts) {
      const subject = SUBJECTS.find((one) => one.words.test(text));
      if (
        !subject ||
        (subject.category === 'authorization' && !required) ||
        !fits(subject.establishes, refusal, identity)
      )
        continue;
      found.set(subject.establishes, this.check(fn, subject, refusal));
      // `user && user.isAdmin` needs a user as well.
      if (subject.category === 'authorization' && identity)
        found.set(
          'authenticated',
          this.check(fn, { category: 'authentication', establishes: 'authenticated' }, refusal),
        );
    }
    if (found.size === 0 && refusal === 'denied') return this.byVerification(fn);
    return [...found.values()];
  }

  /** `jwt.verify(token)` that throws by itself, with the failure answered as 401. */
  private byVerification(fn: FunctionNode): Check[] {
    const verifying: Expr[] = [];
    walkDeep(fn.fn.body, (expr) => {
      if (expr.kind === 'call' && VERIFYING_CALLS.test(dotted(expr.callee) ?? '')) verifying.push(expr);
    });
    return verifying.length > 0
      ? [this.check(fn, { category: 'authentication', establishes: 'authenticated' }, 'denied')]
      : [];
  }

  private check(
    fn: FunctionNode,
    subject: { category: Check['category']; establishes: string },
    refusal: Refusal,
  ): Check {
    const { ambient, explicit } = carriersOf(this.program, fn);
    return {
      category: subject.category,
      establishes: subject.establishes,
      ...(explicit && !ambient && { carried: 'apikey' as const }),
      name: nameOfCheck(fn),
      strength: 'strong',
      basis: { is: 'looks-at', what: subject.establishes, otherwise: refusal },
      definition: { file: fn.file, span: { ...fn.fn.span, line: fn.fn.signature.line } },
    };
  }

  private fromCallees(fn: FunctionNode): Check[] {
    const found: Check[] = [];
    walkDeep(fn.fn.body, (expr) => {
      if (expr.kind !== 'call' || found.length > 0) return;
      for (const callee of this.program.callees(expr, fn.scope).slice(0, 4)) found.push(...this.checksOf(callee.fn));
    });
    const name = nameOfCheck(fn);
    return found.map((check) => ({ ...check, name: name.startsWith('<') ? check.name : name }));
  }

  /** The names a condition looks at; local variables are replaced by what they were given. */
  describe(expr: Expr, values: ReadonlyMap<string, Expr>, depth: number): string {
    if (depth > 5) return '';
    const path = dotted(expr);
    if (path !== undefined) {
      const value = expr.kind === 'name' ? values.get(expr.name) : undefined;
      return value ? `${path} ${this.describe(value, values, depth + 1)}` : path;
    }
    if (expr.kind === 'literal') return typeof expr.value === 'string' ? expr.value : '';
    if (expr.kind === 'member') return `${this.describe(expr.object, values, depth + 1)}.${expr.property}`;
    if (expr.kind === 'function') return '';
    if (expr.kind === 'index')
      return `${this.describe(expr.object, values, depth + 1)}.${this.describe(expr.index, values, depth + 1)}`;
    return childrenOf(expr)
      .map((child) => this.describe(child, values, depth + 1))
      .join(' ');
  }
}

/** Answers with the status for too many requests, or says so; what only compares an answer with it is no answer. */
function saysTooMany({ fn }: FunctionNode): boolean {
  let says = false;
  const compared = new Set<Expr>();
  walkDeep(fn.body, (expr) => {
    if (expr.kind === 'binary' && EQUAL.test(expr.op)) compared.add(expr.left).add(expr.right);
    if (compared.has(expr)) return;
    says ||= isTooMany(expr.kind === 'literal' ? expr.value : dotted(expr));
  });
  return says;
}

const EQUAL = /^[!=]==?$/;

/** `if (req.isAuthenticated()) return res.redirect('/')`: for pages that only strangers are to see. */
function sendsSignedInAway(body: readonly Stmt[]): boolean {
  const [first, ...rest] = body.filter(
    (stmt) => stmt.kind === 'if' || stmt.kind === 'throw' || stmt.kind === 'return' || stmt.kind === 'expr',
  );
  if (first?.kind !== 'if' || asksForAbsence(first.test) || first.otherwise.length > 0) return false;
  const refusal = refusalIn(first.then);
  return (refusal === 'redirect' || refusal === 'redirect-login') && refusalIn(rest) === undefined;
}

/** Whether this way of refusing goes with that kind of check. */
function fits(establishes: string, refusal: Refusal, identity: boolean): boolean {
  if (establishes === 'schema') return refusal === 'invalid' || refusal === 'error';
  if (refusal === 'denied' || refusal === 'redirect-login') return true;
  if (refusal === 'redirect') return identity;
  return identity && refusal === 'error';
}

/** Functions written inside (closures, callbacks) count: that is where middleware does its work. */
function deepRefusal(body: readonly Stmt[]): Refusal | undefined {
  const all = refusalIn(body);
  let inner: Refusal | undefined;
  walkDeep(body, (expr) => {
    if (expr.kind === 'function') inner = stronger(inner, refusalIn(expr.fn.body));
  });
  const nested = body.flatMap((stmt) => (stmt.kind === 'function' ? [refusalIn(stmt.fn.body)] : []));
  return nested.reduce(stronger, stronger(all, inner));
}

const ORDER: readonly Refusal[] = ['value', 'error', 'redirect', 'invalid', 'redirect-login', 'denied'];

function stronger(a: Refusal | undefined, b: Refusal | undefined): Refusal | undefined {
  if (!a || !b) return a ?? b;
  return ORDER.indexOf(a) >= ORDER.indexOf(b) ? a : b;
}
