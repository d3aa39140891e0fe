import type { RunEvent } from '../../src/artifacts/run-events';
import type { PanelContext, ToPanel } from '../../src/protocol/messages';
import { reduce } from '../../src/session/reduce';
import type { RunState } from '../../src/session/run-state';

/**
 * What the panel knows of the run: a replica of the host's state that converges whatever
 * the channel loses, repeats or reorders.
 */
export interface Replica {
  /** `null` when the host said there is no run; only meaningful once `known`. */
  run: RunState | null;
  context: PanelContext;
  /** False until the first snapshot: nothing is shown as a fact before. */
  known: boolean;
  /** Events that cannot be applied yet because one before them is missing. */
  held: RunEvent[];
  /** A hole was seen: the host must be asked for a snapshot, which clears this. */
  doubt: boolean;
}

export const EMPTY: Replica = {
  run: null,
  context: { workspace: 'single', trusted: true, sessions: [] },
  known: false,
  held: [],
  doubt: false,
};

/** More held events than this and a snapshot is cheaper than waiting for the hole to close. */
const HELD_LIMIT = 500;

export function receive(replica: Replica, message: ToPanel): Replica {
  switch (message.type) {
    case 'snapshot':
      return drain(takeSnapshot(replica, message.state, message.context));
    case 'events':
      return drain({ ...replica, held: hold(replica.held, message.events) });
    case 'context':
      return { ...replica, context: message.context };
    case 'accepted':
    case 'rejected':
    case 'focus':
      return replica;
  }
}

/** A snapshot older than what is shown can only be a late one of the same run. */
function takeSnapshot(replica: Replica, state: RunState | null, context: PanelContext): Replica {
  const late = state !== null && replica.run?.run === state.run && compare(state, replica.run) < 0;
  const run = late ? replica.run : state;
  // What is held for another run is not waited for: the host has just said which run there is.
  return {
    ...replica,
    context,
    known: true,
    doubt: false,
    run,
    held: replica.held.filter((event) => event.run === run?.run),
  };
}

interface Stamp {
  epoch: number;
  seq: number;
}
const compare = (a: Stamp, b: Stamp) => a.epoch - b.epoch || a.seq - b.seq;

function hold(held: RunEvent[], events: RunEvent[]): RunEvent[] {
  return [...held, ...events].sort(compare);
}

/** Applies what fits, forgets what is known already, keeps the rest and says when something is missing. */
function drain(replica: Replica): Replica {
  const { run } = replica;
  if (run === null) return { ...replica, doubt: replica.doubt || replica.held.length > 0 };
  let state = run;
  const held: RunEvent[] = [];
  for (const event of replica.held) {
    const fit = fits(state, event);
    if (fit === 'next') state = reduce(state, event);
    else if (fit === 'later') held.push(event);
  }
  const doubt = replica.doubt || held.length > 0;
  return { ...replica, run: state, held: held.length > HELD_LIMIT ? [] : held, doubt };
}

/** Sequence numbers never skip, also across epochs. An event of another run is a reason to ask, never to guess. */
function fits(state: RunState, event: RunEvent): 'known' | 'next' | 'later' {
  if (event.run !== state.run) return 'later';
  if (event.epoch < state.epoch || event.seq <= state.seq) return event.epoch > state.epoch ? 'later' : 'known';
  return event.seq === state.seq + 1 ? 'next' : 'later';
}
