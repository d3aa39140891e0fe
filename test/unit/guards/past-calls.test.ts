import { describe, expect, it } from 'vitest';
import type { FunctionNode } from '../../../src/analysis/engine/link/definitions';
import { Consulted } from '../../../src/analysis/engine/guards/run/consulted';
import type { Run } from '../../../src/analysis/engine/guards/run/context';
import { type OwnCall, PastCalls } from '../../../src/analysis/engine/guards/run/past-calls';
import { assigned } from '../../../src/analysis/engine/guards/run/paths';
import { AskedRequest } from '../../../src/analysis/engine/guards/run/request';
import { going, type Out, type State, untouched } from '../../../src/analysis/engine/guards/run/state';
import { constant, NULL, OTHER, type Value } from '../../../src/analysis/engine/guards/run/value';
import {
  GRANTED,
  NOBODY,
  nothingAsked,
  Watched,
  type Situation,
  type World,
} from '../../../src/analysis/engine/guards/run/world';

const node = (key: string): FunctionNode => ({ key, file: 'a.js' }) as unknown as FunctionNode;
const FN = node('a.js#fn');
const OTHER_FN = node('a.js#other');
const START = untouched(node('a.js#handler'));

type Fake = Run & { running: Set<FunctionNode>; world: Watched };

/** Runs of one program that share what they remember. */
function runs() {
  const consulted = new Consulted();
  const past = new PastCalls(consulted);
  const begin = (world: World = NOBODY, situation: Partial<Situation> = {}): Fake => {
    consulted.forget();
    return {
      world: new Watched(world, (key, answer) => consulted.note({ kind: 'world', key, answer })),
      request: new AskedRequest({ endpoints: [], marks: new Map(), ...situation }, (question, ask, answer) =>
        consulted.note({ kind: 'request', question, ask, answer }),
      ),
      asked: nothingAsked(),
      running: new Set<FunctionNode>(),
      making: new Set(),
      questions: 0,
      attempts: 0,
      depth: 0,
      steps: 0,
      inFront: true,
      handsOnErrors: true,
      handedOn: false,
      consulted,
    } as unknown as Fake;
  };
  return { begin, past };
}

const call = (state: State = START, more: Partial<OwnCall> = {}): OwnCall => ({
  fn: FN,
  outer: undefined,
  given: [],
  state,
  absent: NULL,
  ...more,
});

/** Calls one function twice, and says whether it was run the second time, with what the second call came to. */
function twice(
  body: (run: Fake, state: State) => Out[],
  [first, second]: [OwnCall, OwnCall],
  [one, other]: [Parameters<ReturnType<typeof runs>['begin']>, Parameters<ReturnType<typeof runs>['begin']>] = [[], []],
  change: (run: Fake) => void = () => undefined,
) {
  const { begin, past } = runs();
  let entered = 0;
  const enter =
    (run: Fake, { state }: OwnCall) =>
    (): Out[] => {
      entered += 1;
      run.steps += 20;
      return body(run, state);
    };
  const before = begin(...one);
  past.ways(before, first, enter(before, first));
  const run = begin(...other);
  change(run);
  const outs = past.ways(run, second, enter(run, second));
  return { again: entered === 2, outs, run };
}

const plain = (_run: Fake, state: State): Out[] => [going(state, OTHER)];
const at = (state: State, path: string, value: Value): State => ({ ...state, places: new Map([[path, value]]) });

describe('a call that was made before', () => {
  it('is not run again where it is given the same', () => {
    expect(twice(plain, [call(), call()]).again).toBe(false);
    expect(twice(plain, [call(), call(START, { given: [{ value: constant(1) }] })]).again).toBe(true);
    expect(twice(plain, [call(), call(START, { absent: OTHER })]).again).toBe(true);
    expect(twice(plain, [call(), call({ ...START, refused: 'denied' })]).again).toBe(true);
    expect(twice(plain, [call(), call({ ...START, doubt: true })]).again).toBe(true);
  });

  it('is run again for another caller only if it looked at what is different', () => {
    const looks = (run: Fake, state: State): Out[] => [going(state, constant(run.world.signedIn))];
    expect(twice(plain, [call(), call()], [[NOBODY], [GRANTED]]).again).toBe(false);
    const { again, outs } = twice(looks, [call(), call()], [[NOBODY], [GRANTED]]);
    expect(again).toBe(true);
    expect(outs[0]?.value).toEqual(constant(true));
    const same = twice(looks, [call(), call()], [[NOBODY], [NOBODY]]);
    expect(same.again).toBe(false);
    expect(same.run.world.isLike(GRANTED), 'whoever is not run has looked all the same').toBe(false);
  });

  it('is run again for another request only if it asked for what is different', () => {
    const asks = (run: Fake, state: State): Out[] => [going(state, constant(run.request.method() ?? ''))];
    expect(
      twice(
        asks,
        [call(), call()],
        [
          [NOBODY, { method: 'GET' }],
          [NOBODY, { method: 'PUT' }],
        ],
      ).again,
    ).toBe(true);
    const same = twice(
      asks,
      [call(), call()],
      [
        [NOBODY, { method: 'GET' }],
        [NOBODY, { method: 'GET', route: '/b' }],
      ],
    );
    expect(same.again).toBe(false);
    expect(same.run.request.isLike({ method: 'PUT', endpoints: [], marks: new Map() })).toBe(false);
  });

  it('is run again where a member that it reads was assigned, and only there', () => {
    const reads = (run: Fake, state: State): Out[] => [going(state, assigned(run, state, 'ctx.user') ?? NULL)];
    expect(twice(reads, [call(), call(at(START, 'ctx.user', OTHER))]).again).toBe(true);
    const { again, outs } = twice(reads, [call(), call(at(START, 'ctx.other', OTHER))]);
    expect(again).toBe(false);
    expect([...(outs[0]?.state.places.keys() ?? [])]).toEqual(['ctx.other']);
  });

  it('is run again where a condition that it met was decided before', () => {
    const meets = (run: Fake, state: State): Out[] => {
      run.consulted.note({ kind: 'decided', test: 'open' });
      return [going({ ...state, decided: new Map(state.decided).set('open', true) }, OTHER)];
    };
    expect(twice(meets, [call(), call({ ...START, decided: new Map([['open', false]]) })]).again).toBe(true);
    const { again, outs } = twice(meets, [call(), call({ ...START, decided: new Map([['other', false]]) })]);
    expect(again).toBe(false);
    expect([...(outs[0]?.state.decided ?? [])]).toEqual([
      ['other', false],
      ['open', true],
    ]);
  });

  it('is run again inside of a function that it would have run', () => {
    const runsOther = (run: Fake, state: State): Out[] => {
      run.consulted.note({ kind: 'running', fn: OTHER_FN });
      return [going(state, OTHER)];
    };
    const inside = (run: Fake): void => void run.running.add(OTHER_FN);
    expect(twice(runsOther, [call(), call()], [[], []], inside).again).toBe(true);
    expect(twice(plain, [call(), call()], [[], []], inside).again).toBe(false);
  });

  it('costs as many steps as the first time, and asks the same', () => {
    const asks = (run: Fake, state: State): Out[] => {
      run.asked.person = true;
      run.asked.roles.add('admin');
      run.questions += 1;
      run.handedOn = true;
      return [going(state, OTHER)];
    };
    const { again, run } = twice(asks, [call(), call()]);
    expect(again).toBe(false);
    expect(run).toMatchObject({ steps: 20, questions: 1, handedOn: true, asked: { person: true, owner: false } });
    expect([...run.asked.roles]).toEqual(['admin']);
    const late = twice(asks, [call(), call()], [[], []], (one) => void (one.steps = 3990));
    expect(late.again, 'where the steps do not suffice it ends where it would have').toBe(true);
  });
});
