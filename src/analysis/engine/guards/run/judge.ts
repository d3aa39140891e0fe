import { DECIDING_METHOD } from '../../../../knowledge/controls/identity';
import type { Expr } from '../../../read/ir';
import type { FunctionNode, Program, Scope } from '../../link/definitions';
import { sameCheck } from '../same-check';
import { Consulted } from './consulted';
import { type Judgement, judgementOf } from './judgement';
import { type Closure, type Mode, type Passing, passing } from './passing';
import { PastCalls } from './past-calls';
import { AskedRequest } from './request';
import { Runner } from './runner';
import { untouched } from './state';
import { GRANTED, NOBODY, type Situation, Watched, type World } from './world';

/** A run for one caller: others who are like that one in all that was looked at end the same way. */
interface PastRun {
  caller: Watched;
  /** Before it, and after it, it was known that the check hands requests on. */
  knewHandedOn: boolean;
  handedOn: boolean;
  ended: Passing | undefined;
}

/** What was found for one request: the same for all that are like it in what was asked. */
interface Known {
  request: AskedRequest;
  judgement: Judgement | undefined;
}

/** More kinds of requests than this are not told apart by their answers: each is run. */
const MOST_KNOWN = 64;

/** Steps of all the checks and handlers that a file asks for. Files of applications take a few ten thousand. */
const MOST_STEPS = 2_000_000;

/** Whoever asks may be told apart, or not. */
const NOT_RUN: Judgement = {
  authenticates: 'doubt',
  bySignature: false,
  asks: true,
  asksOwner: true,
  demands: [],
  situational: false,
};

/** Finds out what checks and handlers do by running them. */
export class Judge {
  private readonly memo = new Map<unknown, Known[]>();
  private readonly program: Program;
  private readonly spent = new Map<string, number>();
  private readonly consulted = new Consulted();
  private readonly past = new PastCalls(this.consulted);

  /**
   * What many handlers ask is run for each of them, so steps are counted where a run begins and not where they are
   * taken.
   */
  constructor(program: Program) {
    this.program = program.whole;
  }

  /**
   * What stands in front of handlers: middleware, a decorator, a hook, a dependency; undefined when its code is not
   * here.
   */
  front(expr: Expr, scope: Scope, situation: Situation): Judgement | undefined {
    return this.remembered(sameCheck(this.program, expr, scope), situation, (request) => {
      const owner = scope.owner ?? this.program.moduleOf(scope.file);
      if (!owner) return undefined;
      return this.judge(request, 'front', owner, (runner) => valueOf(runner, expr, owner));
    });
  }

  /** A method by which a guard class decides, or that runs before the handlers of its class. */
  method(fn: FunctionNode, situation: Situation): Judgement | undefined {
    const mode = DECIDING_METHOD.test(fn.fn.name) ? 'decides' : 'front';
    return this.remembered(fn, situation, (request) => this.judge(request, mode, fn, () => closureOf(fn)));
  }

  /** The method of a guard class that is told who was found. */
  told(fn: FunctionNode, situation: Situation): Judgement | undefined {
    return this.remembered(fn, situation, (request) => this.judge(request, 'told', fn, () => closureOf(fn)));
  }

  handler(fn: FunctionNode, situation: Situation): Judgement | undefined {
    return this.remembered(fn, situation, (request) => this.judge(request, 'handler', fn, () => closureOf(fn)));
  }

  /** A function that is asked about the person: `user_passes_test(fn)`. */
  test(expr: Expr, scope: Scope, situation: Situation): Judgement | undefined {
    return this.remembered(expr, situation, (request) => {
      const owner = scope.owner ?? this.program.moduleOf(scope.file);
      if (!owner) return undefined;
      return this.judge(request, 'decides', owner, (runner) => valueOf(runner, expr, owner), true);
    });
  }

  private remembered(
    key: unknown,
    situation: Situation,
    make: (request: AskedRequest) => Judgement | undefined,
  ): Judgement | undefined {
    let known = this.memo.get(key);
    if (!known) this.memo.set(key, (known = []));
    const same = known.find((one) => one.request.isLike(situation));
    if (same) return same.judgement;
    const request = new AskedRequest(situation, (question, ask, answer) =>
      this.consulted.note({ kind: 'request', question, ask, answer }),
    );
    const judgement = make(request);
    if (known.length < MOST_KNOWN) known.push({ request, judgement });
    return judgement;
  }

  private judge(
    request: AskedRequest,
    mode: Mode,
    owner: FunctionNode,
    made: (runner: Runner) => Closure | undefined,
    aboutPerson = false,
  ): Judgement | undefined {
    const spent = this.spent.get(owner.file) ?? 0;
    if (spent > MOST_STEPS) return NOT_RUN;
    let steps = 0;
    const errors = !this.program.dialectOf(owner.file).inputsAreParameters;
    let handsOn = false;
    const past: PastRun[] = [];
    const run = (world: World): Passing | undefined => {
      const same = past.find((one) => (handsOn ? one.handedOn : !one.knewHandedOn) && one.caller.isLike(world));
      if (same) return same.ended;
      this.consulted.forget();
      const caller = new Watched(world, (key, answer) => this.consulted.note({ kind: 'world', key, answer }));
      const runner = new Runner(this.program, caller, request, mode !== 'handler', errors, this.past);
      runner.handedOn = handsOn;
      const closure = made(runner);
      const ended = closure && passing(runner, closure, mode, aboutPerson);
      past.push({ caller, knewHandedOn: handsOn, handedOn: runner.handedOn, ended });
      handsOn ||= runner.handedOn;
      steps += runner.steps;
      return ended;
    };
    // Whoever is let through shows how a check hands a request on.
    if (mode === 'front') run(GRANTED);
    const nobody = run(NOBODY);
    const judgement = nobody && judgementOf(nobody, run);
    this.spent.set(owner.file, spent + steps);
    return judgement;
  }
}

const closureOf = (fn: FunctionNode): Closure => ({ kind: 'closure', fn, env: { fn, names: new Map() } });

/** The function that an expression makes: `requireRole('admin')`. */
function valueOf(runner: Runner, expr: Expr, owner: FunctionNode): Closure | undefined {
  const outs = runner.evaluate(expr, untouched(owner));
  const made = outs.find((out) => out.end === 'next' && out.value.kind === 'closure')?.value;
  return made?.kind === 'closure' ? made : undefined;
}
