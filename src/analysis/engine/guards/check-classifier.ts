import type { Expr } from '../../read/ir';
import { functionsOf } from '../entries/handlers';
import type { ClassNode, Definition, FunctionNode, Program, Scope } from '../link/definitions';
import { ownMethod } from '../link/own-method';
import { dotted } from '../link/walk';
import { asksMore, asksOwnerBeside } from './asks-more';
import { type Classified, handedOver, joined, told, UNTOLD, writtenOut, beside } from './classified';
import { ASKS_ALL, OPEN_CHECKS } from '../../../knowledge/controls/known-checks';
import { SAFE_METHODS } from '../../../knowledge/frameworks/route-meaning';
import { TESTS_PERSON } from '../../../knowledge/controls/identity';
import {
  DECIDERS,
  DECORATED_APPLICATIONS,
  TELLING_LIMIT,
  TELLING_NAME,
  TELLING_ROLE,
} from '../../../knowledge/controls/own-checks';
import type { BodyReasoning } from './body-reasoning';
import type { Check } from './check';
import { fromJudgement, isAboutCaller } from './judged-check';
import { signsIn, toldPerson } from './run/base-checks';
import type { Judge } from './run/judge';
import type { Judgement } from './run/judgement';
import type { Situation } from './run/world';
import { nameOfCheck } from './maker-name';
import { named, isWrittenHere, ofLibrary, fromLibrary, withWrittenRole, LIMIT } from './named-checks';

/** Tells what an installed middleware, decorator, guard or dependency establishes. */
export class CheckClassifier {
  constructor(
    private readonly program: Program,
    private readonly reasoning: BodyReasoning,
    private readonly judge: Judge,
  ) {}

  classify(expr: Expr, scope: Scope, situation: Situation, depth = 0): Classified {
    if (depth > 4) return UNTOLD;
    const part = (one: Expr): Classified => this.classify(one, scope, situation, depth + 1);
    const written = writtenOut(expr, part);
    if (written) return written;
    const definitions = this.program.resolve(expr, scope);
    const all = definitions.find((one) => one.kind === 'external' && ASKS_ALL.test(one.path));
    if (all?.kind === 'external' && all.origin) {
      const { expr: made, scope: where } = all.origin;
      return joined(made.args.map(({ value }) => this.classify(value, where, situation, depth + 1)));
    }
    const list = definitions.find((one) => one.kind === 'object' && one.expr.kind === 'array');
    if (list?.kind === 'object') return this.classify(list.expr, list.scope, situation, depth + 1);
    return this.told(expr, scope, definitions, situation, depth);
  }

  /** What it is, by what it stands for. */
  private told(
    expr: Expr,
    scope: Scope,
    definitions: readonly Definition[],
    situation: Situation,
    depth: number,
  ): Classified {
    const part = (one: Expr): Classified => this.classify(one, scope, situation, depth + 1);
    const known = this.known(expr, scope, definitions, situation);
    if (known) return known;
    const own = this.own(expr, scope, definitions, situation, depth);
    if (own && own.checks.length > 0) return asksMore(expr, own.checks) ? { ...own, asksMore: true } : own;
    // What a library's limiter is handed to tell senders apart checks nothing; the limiter does.
    const named = this.byName(expr, scope, definitions);
    if (own?.explained === true) return named.length > 0 ? told(named) : own;
    const inside = handedOver(expr, part);
    if (inside.checks.length > 0) return inside;
    return beside(named.length > 0 ? told(named) : (own ?? UNTOLD), inside);
  }

  private known(
    expr: Expr,
    scope: Scope,
    definitions: readonly Definition[],
    situation: Situation,
  ): Classified | undefined {
    const tested = this.tested(expr, scope, definitions, situation);
    if (tested) return tested;
    const paths = definitions.flatMap((one) => (one.kind === 'external' ? [one.path] : []));
    const name = dotted(expr.kind === 'call' ? expr.callee : expr) ?? paths[0] ?? '';
    // A permission needs somebody who has it: one check can establish two things.
    if (paths.some((path) => OPEN_CHECKS.test(path))) return told([]);
    const found = ofLibrary(paths);
    if (found.length === 0) return undefined;
    const reads = situation.method !== undefined && SAFE_METHODS.has(situation.method);
    return {
      checks: found.filter(({ row }) => !(reads && row.onlyChanging === true)).map((one) => fromLibrary(one, name)),
      explained: true,
      situational: found.some(({ row }) => row.onlyChanging === true),
    };
  }

  /** `user_passes_test(fn)`: the function is asked about the person. */
  private tested(
    expr: Expr,
    scope: Scope,
    definitions: readonly Definition[],
    situation: Situation,
  ): Classified | undefined {
    const made = definitions.find((one) => one.kind === 'external' && TESTS_PERSON.test(one.path));
    if (made?.kind !== 'external') return undefined;
    const call = expr.kind === 'call' ? { expr, scope } : made.origin;
    const test = call?.expr.args[0]?.value;
    if (!call || !test) return undefined;
    const judgement = this.judge.test(test, call.scope, situation);
    return judgement && this.judged(judgement, expr, undefined, []);
  }

  private own(
    expr: Expr,
    scope: Scope,
    definitions: readonly Definition[],
    situation: Situation,
    depth: number,
  ): Classified | undefined {
    const classes = definitions.flatMap((one) => (one.kind === 'class' || one.kind === 'instance' ? [one.cls] : []));
    const byClass = classes.flatMap((cls) => this.ofClass(cls, situation, depth) ?? []);
    if (byClass.length > 0) return joined(byClass);
    const direct = definitions.flatMap((one) => (one.kind === 'function' ? [one.fn] : []));
    const made = expr.kind === 'call' ? this.program.callees(expr, scope).map((one) => one.fn) : [];
    const byFunction = this.ofFunctions(expr, scope, [...direct, ...made], situation, depth);
    if (byFunction) return byFunction;
    const handed =
      expr.kind === 'call' || expr.kind === 'name'
        ? functionsOf(this.program, expr, scope).filter((fn) => !direct.includes(fn))
        : [];
    const inside = handed.flatMap((fn) => {
      const judgement = this.judge.method(fn, situation);
      return judgement ? [this.judged(judgement, expr, fn, [fn])] : [];
    });
    if (inside.length > 0) return joined(inside);
    if (expr.kind === 'function') return this.written(expr, scope, situation);
    return this.decorated(expr, definitions, situation, depth);
  }

  /** Functions of the program: run as they are, through what they wrap, or as what they are made of. */
  private ofFunctions(
    expr: Expr,
    scope: Scope,
    functions: readonly FunctionNode[],
    situation: Situation,
    depth: number,
  ): Classified | undefined {
    const [first] = functions;
    if (!first) return undefined;
    const judgement = this.judge.front(expr, scope, situation) ?? this.judge.method(first, situation);
    const wrapped = this.wrapped(expr, scope);
    const composed = judgement?.asks === true || wrapped ? undefined : this.composed(functions, situation, depth);
    if (composed || !judgement) return composed;
    return wrapped
      ? this.judged(judgement, wrapped.expr, wrapped.fn, [wrapped.fn])
      : this.judged(judgement, expr, first, functions);
  }

  /** A decorator that is made of others: `applyDecorators(UseGuards(AuthGuard('jwt')))`. */
  private composed(functions: readonly FunctionNode[], situation: Situation, depth: number): Classified | undefined {
    const parts = functions.flatMap((fn) =>
      fn.fn.body.flatMap((stmt) =>
        stmt.kind === 'return' && stmt.value?.kind === 'call'
          ? [this.classify(stmt.value, fn.scope, situation, depth + 1)]
          : [],
      ),
    );
    const all = joined(parts);
    return all.checks.length > 0 ? all : undefined;
  }

  private written(
    expr: Extract<Expr, { kind: 'function' }>,
    scope: Scope,
    situation: Situation,
  ): Classified | undefined {
    const fn = this.program.nodeOf(expr.fn, scope.file);
    const judgement = fn && this.judge.method(fn, situation);
    return judgement && this.judged(judgement, expr, fn, [fn]);
  }

  /** `catching(checked)` is what it wraps, as far as its code was not run. */
  private wrapped(expr: Expr, scope: Scope): { expr: Expr; fn: FunctionNode } | undefined {
    if (expr.kind !== 'call' || expr.args.length > 1) return undefined;
    const [argument] = expr.args;
    const [found] = argument ? this.program.resolve(argument.value, scope) : [];
    return argument && found?.kind === 'function' ? { expr: argument.value, fn: found.fn } : undefined;
  }

  /** What running it showed about the caller, and what its code says about everything else. */
  private judged(
    judgement: Judgement,
    expr: Expr,
    fn: FunctionNode | undefined,
    functions: readonly FunctionNode[],
  ): Classified {
    const name = (fn && nameOfCheck(fn)) ?? dotted(expr.kind === 'call' ? expr.callee : expr) ?? '<unnamed>';
    const others = functions
      .map((one) => this.reasoning.checksOf(one).filter((check) => !isAboutCaller(check)))
      .find((checks) => checks.length > 0);
    const checks = [...fromJudgement(this.program, judgement, name, fn), ...(others ?? [])];
    return {
      checks: checks.map((check) => named(withWrittenRole(check, expr), expr)),
      explained: judgement.authenticates !== 'doubt',
      situational: judgement.situational,
    };
  }

  /** `fastify.authenticate`, added by `fastify.decorate('authenticate', fn)`. */
  private decorated(
    expr: Expr,
    definitions: readonly Definition[],
    situation: Situation,
    depth: number,
  ): Classified | undefined {
    if (
      expr.kind !== 'member' ||
      !definitions.some((one) => one.kind === 'external' && DECORATED_APPLICATIONS.test(one.path))
    )
      return undefined;
    for (const call of this.program.calls) {
      const { callee, args } = call.expr;
      if (callee.kind !== 'member' || callee.property !== 'decorate') continue;
      const [name, value] = args.map((arg) => arg.value);
      if (name?.kind === 'literal' && name.value === expr.property && value)
        return this.classify(value, call.scope, situation, depth + 1);
    }
    return undefined;
  }

  /** A guard or permission class: what its deciding method does. */
  private ofClass(cls: ClassNode, situation: Situation, depth: number): Classified | undefined {
    if (depth > 5) return undefined;
    for (const name of DECIDERS) {
      const node = ownMethod(this.program, cls, (member) => member.name === name);
      const judgement = node && this.judge.method(node, situation);
      if (!judgement) continue;
      return this.ofMethod(cls, node, judgement);
    }
    const teller = signsIn(this.program, cls) ? toldPerson(this.program, cls) : undefined;
    const judgement = teller && this.judge.told(teller, situation);
    if (teller && judgement) return this.ofMethod(cls, teller, judgement);
    const bases = this.program.basesOf(cls).flatMap((base): Classified[] => {
      if (base.kind === 'class') return [this.ofClass(base.cls, situation, depth + 1) ?? UNTOLD];
      if (base.kind !== 'external') return [];
      const checks = ofLibrary([base.path]).map((one) => fromLibrary(one, cls.cls.name));
      return checks.length > 0 ? [told(checks)] : [];
    });
    const telling = bases.filter((one) => one.explained || one.checks.length > 0);
    return telling.length > 0 ? joined(telling) : undefined;
  }

  /** A check has the name of the class whose method it is. */
  private ofMethod({ cls }: ClassNode, method: FunctionNode, judgement: Judgement): Classified {
    const expr: Expr = { kind: 'name', name: method.fn.name, span: cls.span };
    const { checks, ...rest } = this.judged(judgement, expr, method, [method]);
    const more = asksOwnerBeside(judgement, checks) && { asksMore: true as const };
    return { ...rest, ...more, checks: checks.map((check) => ({ ...check, name: cls.name })) };
  }

  private byName(expr: Expr, scope: Scope, definitions: readonly Definition[]): Check[] {
    // Code that was read and turns nothing away is no check, whatever it is called.
    if (definitions.some(({ kind }) => kind === 'function' || kind === 'class' || kind === 'instance')) return [];
    const name = dotted(expr.kind === 'call' ? expr.callee : expr);
    if (name === undefined || isWrittenHere(this.program, expr, scope)) return [];
    // A limiter may be nothing where its library is not installed.
    if (TELLING_LIMIT.test(name)) return [{ ...LIMIT, name }];
    if (definitions.some(({ kind }) => kind === 'literal')) return [];
    const base = {
      name,
      strength: 'weak' as const,
      basis: { is: 'by-name' as const },
    };
    if (TELLING_ROLE.test(name)) return [{ ...base, category: 'authorization', establishes: 'role' }];
    return TELLING_NAME.test(name) ? [{ ...base, category: 'authentication', establishes: 'authenticated' }] : [];
  }
}
