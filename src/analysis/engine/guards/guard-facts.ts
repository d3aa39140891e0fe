import type { EntryPointFact, GuardFact } from '../../../artifacts/facts';
import type { Guarding, Registration } from '../entries/registration';
import type { RouterTree } from '../entries/router-tree';
import type { Expr } from '../../read/ir';
import type { FunctionNode, Program } from '../link/definitions';
import { dotted } from '../link/walk';
import type { TextSource } from '../../read/text-source';
import { BodyReasoning } from './body-reasoning';
import type { Check, HandlerCheck } from './check';
import { CheckClassifier } from './check-classifier';
import type { Classified } from './classified';
import { classGuards } from './class-guards';
import { installCondition } from './conditions';
import { injectedDependencies } from './dependencies';
import { handlerChecks } from './handler-checks';
import { isJudged, judgedInside } from './judged-inside';
import { mayRefuse, readsAddress } from './may-refuse';
import { Judge } from './run/judge';
import { marksOf } from './run/marks';
import type { Mark, Situation } from './run/world';
import type { StandingChecks } from './standing-checks';
import { mechanismOf } from '../../../knowledge/controls/mechanisms';

/** Finds the checks in front of entry points. */
export class GuardFinder {
  private readonly reasoning: BodyReasoning;
  private readonly classifier: CheckClassifier;
  private readonly judge: Judge;
  private readonly memo = new Map<Guarding['expr'], Classified>();
  private readonly refusing = new Map<Guarding['expr'], boolean>();
  private readonly inside = new Map<FunctionNode, readonly HandlerCheck[]>();
  private readonly situations = new Map<Registration, Situation>();
  private readonly exempt = new Map<FunctionNode, boolean>();

  constructor(
    private readonly program: Program,
    private readonly texts: TextSource,
    private readonly tree: RouterTree,
    private readonly standing: StandingChecks,
  ) {
    this.reasoning = new BodyReasoning(program);
    this.judge = new Judge(program);
    this.classifier = new CheckClassifier(program, this.reasoning, this.judge);
  }

  /** The checks a request passes before and in the handler, outermost first. */
  guardsOf(registration: Registration): GuardFact[] {
    const { handler } = registration;
    const installed = this.installed(registration);
    const situation = this.situationOf(registration);
    const facts = installed.flatMap((guard) => this.facts(guard, registration, situation));
    const inside = handler?.fn
      ? this.checksIn(handler.fn, situation).map((check): GuardFact =>
          this.fact(check, { file: handler.at.file, span: check.span }, 'function'),
        )
      : [];
    const all = distinct([...facts, ...this.builtIn(registration), ...inside]);
    return this.isExempt(registration) ? all.filter((guard) => guard.establishes !== 'csrf') : all;
  }

  /** What stands before the handler, turns some requests away and could not be told to be a check of any kind. */
  unexplainedOf(registration: Registration): EntryPointFact['unexplained'] {
    const situation = this.situationOf(registration);
    const open = this.installed(registration).filter((guard) => {
      const { checks, explained, asksMore } = this.classified(guard, situation);
      return asksMore === true || (checks.length === 0 && !explained && this.mayRefuse(guard));
    });
    const front = open.map((guard) => ({
      name: dotted(guard.expr.kind === 'call' ? guard.expr.callee : guard.expr) ?? '<unnamed>',
      at: this.texts.span(guard.at.file, guard.at.span),
      readsAddress: readsAddress(this.program, guard),
    }));
    return [...front, ...this.doubtful(registration, situation)];
  }

  /** Whether the handler looks at who asks. */
  asksIdentity(registration: Registration): boolean {
    const { handler } = registration;
    return handler?.fn !== undefined && this.judge.handler(handler.fn, this.situationOf(registration))?.asks === true;
  }

  /** A handler in which something may be a check. */
  private doubtful({ handler }: Registration, situation: Situation): EntryPointFact['unexplained'] {
    const judgement = handler?.fn && this.judge.handler(handler.fn, situation);
    if (judgement?.authenticates !== 'doubt' || !handler) return [];
    return [{ name: handler.name, at: this.texts.span(handler.at.file, handler.at.span), readsAddress: true }];
  }

  private situationOf(registration: Registration): Situation {
    let situation = this.situations.get(registration);
    if (!situation) this.situations.set(registration, (situation = this.described(registration)));
    return situation;
  }

  private described({ router, route, method, handler, cls }: Registration): Situation {
    const full = this.tree.fullRoute(router, route);
    const scope = handler?.fn ? (handler.fn.scope.parent ?? handler.fn.scope) : undefined;
    const marks =
      scope && handler?.fn ? marksOf(this.program, handler.fn.fn.decorators, scope) : new Map<string, Mark>();
    const above = cls
      ? marksOf(this.program, cls.cls.decorators, cls.scope.parent ?? cls.scope)
      : new Map<string, Mark>();
    return {
      ...(method !== undefined && method !== 'ALL' && { method: method.toUpperCase() }),
      ...(full !== undefined && { route: full }),
      endpoints: handler?.fn && !cls ? [handler.fn.fn.name] : [],
      marks: new Map([...above, ...marks]),
    };
  }

  private classified(guard: Guarding, situation: Situation): Classified {
    const known = this.memo.get(guard.expr);
    if (known) return known;
    const made = this.classifier.classify(guard.expr, guard.scope, situation);
    if (!made.situational) this.memo.set(guard.expr, made);
    return made;
  }

  /** One decorator may stand before thousands of routes. */
  private mayRefuse(guard: Guarding): boolean {
    let may = this.refusing.get(guard.expr);
    if (may === undefined) this.refusing.set(guard.expr, (may = mayRefuse(this.program, guard)));
    return may;
  }

  private installed(registration: Registration): Guarding[] {
    const { handler, cls, instead } = registration;
    return [
      ...this.standing.before(registration),
      ...this.tree.guardsOf(registration),
      ...(cls ? classGuards(this.program, cls, instead !== undefined) : []),
      ...(instead ?? []),
      ...(cls && handler?.fn ? decoratorsOf(handler.fn) : []),
      ...(handler?.fn ? injectedDependencies(this.program, handler.fn) : []),
    ];
  }

  /** One function may answer thousands of routes. */
  private checksIn(fn: FunctionNode, situation: Situation): readonly HandlerCheck[] {
    let checks = this.inside.get(fn);
    if (!checks) this.inside.set(fn, (checks = handlerChecks(this.program, this.reasoning, fn)));
    const judgement = this.judge.handler(fn, situation);
    if (!judgement) return checks;
    // Words compare with somebody where nothing does when it is run.
    const read = checks.filter(({ basis }) => judgement.asksOwner || basis.is !== 'compares-owner');
    return [...judgedInside(this.program, fn, judgement, read), ...read.filter((one) => !isJudged(one))];
  }

  /** One function may have a route in each of thousands of decorators. */
  private isExempt({ handler, before }: Registration): boolean {
    if (before.some((guard) => exempts(guard.expr))) return true;
    if (!handler?.fn) return false;
    let exempt = this.exempt.get(handler.fn);
    if (exempt === undefined) this.exempt.set(handler.fn, (exempt = handler.fn.fn.decorators.some(exempts)));
    return exempt;
  }

  private facts(guard: Guarding, registration: Registration, situation: Situation): GuardFact[] {
    const { checks, situational } = this.classified(guard, situation);
    if (checks.length === 0) return [];
    const condition = installCondition(guard, registration.at);
    return checks.map((check) => {
      const fact = {
        ...(situational && { when: requestText(situation) }),
        ...this.fact(check, guard.at, guard.reach),
      };
      if (!condition) return fact;
      const text = this.texts.span(guard.scope.file, condition.span).text;
      return {
        ...fact,
        strength: fact.strength === 'strong' ? 'partial' : fact.strength,
        condition: text.slice(0, 80),
      };
    });
  }

  private fact(check: Check, at: Guarding['at'], scope: GuardFact['scope']): GuardFact {
    return {
      category: check.category,
      establishes: check.establishes,
      name: check.name,
      at: this.texts.span(at.file, at.span),
      scope,
      strength: check.strength,
      basis: check.basis,
      ...mechanism(check),
      ...(check.roles && { roles: check.roles }),
      ...(check.when !== undefined && { when: check.when }),
      ...(check.openWhen !== undefined && { openWhen: check.openWhen }),
      ...(check.definition && { definition: this.texts.span(check.definition.file, check.definition.span) }),
    };
  }

  /** What a handler that comes with a library asks for by itself. */
  private builtIn(registration: Registration): GuardFact[] {
    return this.standing.asking(registration).flatMap(({ establishes, name, basis }) =>
      establishes.map(([category, established]): GuardFact => ({
        category,
        establishes: established,
        name,
        at: this.texts.span(registration.at.file, registration.at.span),
        scope: 'route',
        strength: 'strong',
        basis: { is: basis },
      })),
    );
  }
}

/** The requests that were looked at: for others the check may do something else. */
const requestText = ({ method, route }: Situation): string =>
  [method ?? 'any method', route ?? 'any address'].join(' ');

/** How the sender proves who it is, where names tell. */
function mechanism({ category, establishes, name, library = '', carried }: Check): Pick<GuardFact, 'mechanism'> {
  if (category !== 'authentication') return {};
  const told = mechanismOf(name, library, establishes) ?? carried;
  return told ? { mechanism: told } : {};
}

/** Methods of a view class have guards of their own. */
function decoratorsOf(fn: FunctionNode): Guarding[] {
  const scope = fn.scope.parent ?? fn.scope;
  return fn.fn.decorators.map((expr) => ({ expr, scope, reach: 'function', at: { file: fn.file, span: expr.span } }));
}

/** `@csrf_exempt`, `csrf_exempt(view)`, `@csrf.exempt`. */
const exempts = (expr: Expr): boolean =>
  /(^|\.)(csrf_?exempt|exempt)$/i.test(dotted(expr.kind === 'call' ? expr.callee : expr) ?? '');

/** The same check at the same place counts once. */
function distinct(guards: readonly GuardFact[]): GuardFact[] {
  const seen = new Set<string>();
  return guards.filter((guard) => {
    const key = [guard.category, guard.establishes, guard.at.file, guard.at.line, guard.name].join(' ');
    return seen.has(key) ? false : seen.add(key);
  });
}
