import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RunEvent, RunEventBody } from '../../src/artifacts/run-events';
import { reduce } from '../../src/session/reduce';
import { initialState } from '../../src/session/reducing/initial-state';
import type { RunState } from '../../src/session/run-state';
import { EMPTY, receive, type Replica } from '../../webview/state/replica';
import { CONTEXT, MAPPING, record } from './samples';

const BODIES: RunEventBody[] = [
  { type: 'phase.started', phase: 'codebase_mapping', attempt: 1 },
  { type: 'agent.queued', agent: 'a1', kind: 'map', title: 'Map web' },
  { type: 'agent.started', agent: 'a1', engine: 'builtin', attempt: 1 },
  { type: 'agent.progress', agent: 'a1', message: 'Reading', done: 1, total: 2 },
  { type: 'agent.finished', agent: 'a1', outcome: 'completed', seconds: 1, found: '3 entry points' },
  { type: 'counted', counters: { files: 3 } },
  { type: 'checkpoint.opened', checkpoint: record(MAPPING) },
  {
    type: 'checkpoint.decided',
    checkpoint: 'phase-3-checkpoint',
    decision: { decision: 'approve', decidedBy: 'user' },
  },
];

/** The last two are written by a process that took over. */
const EVENTS: RunEvent[] = BODIES.map((body, index) => ({
  run: 'run-1',
  epoch: index < 6 ? 1 : 2,
  seq: index + 2,
  time: '2026-01-14T09:00:00Z',
  phase: 'codebase_mapping',
  body,
}));
const START: RunState = { ...initialState(), run: 'run-1', epoch: 1, seq: 1, status: 'running' };
const upTo = (count: number): RunState => EVENTS.slice(0, count).reduce(reduce, START);
const FINAL = upTo(EVENTS.length);

const snapshot = (state: RunState | null) => ({ type: 'snapshot' as const, state, context: CONTEXT });
const events = (...list: RunEvent[]) => ({ type: 'events' as const, events: list });

/** Delivers what is given; whenever the replica starts to doubt, the host answers with the newest snapshot after some further deliveries. */
function deliver(deliveries: readonly Parameters<typeof receive>[1][], delay: number): Replica {
  let replica = EMPTY;
  let answerIn = -1;
  for (const message of deliveries) {
    const before = replica;
    replica = receive(replica, message);
    if (replica.doubt && !before.doubt && answerIn < 0) answerIn = delay;
    if (answerIn-- === 0) replica = receive(replica, snapshot(FINAL));
  }
  return answerIn >= 0 ? receive(replica, snapshot(FINAL)) : replica;
}

describe('the replica of the run', () => {
  it('comes to the same state whatever the order and however often each event arrives', () => {
    const order = fc.shuffledSubarray(EVENTS, { minLength: EVENTS.length });
    fc.assert(
      fc.property(
        order,
        fc.array(fc.constantFrom(...EVENTS), { maxLength: 6 }),
        fc.nat({ max: EVENTS.length }),
        (shuffled, again, from) => {
          const all = [...shuffled, ...again];
          const replica = [snapshot(upTo(from)), ...all.map((event) => events(event))].reduce(receive, EMPTY);
          expect(replica.run).toEqual(FINAL);
          expect(replica.held).toEqual([]);
        },
      ),
    );
  });

  it('comes to the same state when events are lost, once its request for a snapshot is answered', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(EVENTS.slice(0, -1)), fc.nat({ max: 4 }), (some, delay) => {
        // The last event always arrives: after it the host is silent, so nothing else could tell that something is missing.
        const replica = deliver(
          [snapshot(START), ...some.map((event) => events(event)), events(EVENTS.at(-1)!)],
          delay,
        );
        expect(replica.run).toEqual(FINAL);
      }),
    );
  });

  it('doubts on a hole and keeps showing what it knows until the snapshot comes', () => {
    const holed = receive(receive(EMPTY, snapshot(upTo(1))), events(EVENTS[3]!));
    expect(holed.doubt).toBe(true);
    expect(holed.run).toEqual(upTo(1));
    const whole = receive(holed, snapshot(upTo(3)));
    expect(whole.doubt).toBe(false);
    expect(whole.run).toEqual(upTo(4));
  });

  it('does not go back to a snapshot that is older than what it shows', () => {
    const replica = [snapshot(upTo(5)), snapshot(upTo(2))].reduce(receive, EMPTY);
    expect(replica.run).toEqual(upTo(5));
  });

  it('asks when events of another run arrive, and takes the run the host names', () => {
    const other: RunEvent = { ...EVENTS[0]!, run: 'run-2', seq: 1 };
    const doubting = receive(receive(EMPTY, snapshot(FINAL)), events(other));
    expect(doubting.doubt).toBe(true);
    expect(doubting.run).toEqual(FINAL);
    const next = { ...START, run: 'run-2' };
    expect(receive(doubting, snapshot(next))).toMatchObject({ run: next, doubt: false, held: [] });
  });

  it('asks when events come before any snapshot, and shows no run when the host says there is none', () => {
    const early = receive(EMPTY, events(EVENTS[0]!));
    expect(early).toMatchObject({ known: false, doubt: true, run: null });
    expect(receive(early, snapshot(null))).toMatchObject({ known: true, doubt: false, run: null, held: [] });
  });

  it('does not hold without end', () => {
    const far = Array.from({ length: 600 }, (_, index) => ({ ...EVENTS[0]!, seq: 1000 + index }));
    const replica = receive(receive(EMPTY, snapshot(START)), events(...far));
    expect(replica.held.length).toBeLessThanOrEqual(500);
    expect(replica.doubt).toBe(true);
  });
});
