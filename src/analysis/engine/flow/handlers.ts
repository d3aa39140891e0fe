import type { FunctionNode } from '../link/definitions';
import type { EntryPointFact } from '../../../artifacts/facts';
import type { Described } from '../entries/registration';
import { heldMembers } from './held-members';
import type { FunctionRef, Machine } from './machine';
import { handed, inputsOf } from './handed-inputs';
import { answersPages } from './inputs';
import { instanceOf } from './names';
import { guarded } from './roots';
import { assumeRouteChecks } from './route-checks';
import { Cell, type Frame, type Value } from './value';
import { fixedRoute, onlyMethodOf } from './only-one';

/**
 * The handlers of a program: entry points by function, and functions that look like one though nobody registers them
 * visibly.
 */
export interface HandlerTable {
  entries: ReadonlyMap<string, readonly EntryPointFact[]>;
  shaped: ReadonlySet<FunctionNode>;
  /** What requests are held to beside their registration, by the id of the entry point. */
  described: ReadonlyMap<string, readonly Described[]>;
}

const tables = new WeakMap<Machine, HandlerTable>();
/** Of each function, the activations whose closures were run. */
const done = new WeakMap<Machine, Map<FunctionNode, Set<Frame | undefined>>>();

export function useHandlers(m: Machine, table: HandlerTable): void {
  tables.set(m, table);
  done.set(m, new Map());
}
export function wasRun(m: Machine, node: FunctionNode): boolean {
  return done.get(m)?.has(node) ?? false;
}

/** Runs the handlers that the present activation has set up, with what their server hands to them. */
export function runPending(m: Machine): void {
  for (const ref of m.at.pending.splice(0)) runHandler(m, ref);
}

/** Handlers that one function makes, each with what it was given: the first of them are run. */
const MOST_CLOSURES = 24;

function isNew(m: Machine, { node, frame }: FunctionRef): boolean {
  const ran = done.get(m);
  const frames = ran?.get(node) ?? new Set<Frame | undefined>();
  // A function of a module has no activation of its own, however it is reached.
  const made = frame?.parent ? frame : undefined;
  if (!ran || frames.has(made) || frames.size >= MOST_CLOSURES || (made === undefined && frames.size > 0)) return false;
  ran.set(node, frames.add(made));
  return true;
}

/** Links and forms send none of these: a page cannot make a browser show the answer. */
const FOR_SCRIPTS = /^(?:PUT|PATCH|DELETE)$/i;

/** `/notes/:id`, `/<slug:event>/notes`: the address begins with a name, and with no second slash. */
const BELOW_NAME = /^\/(?:[\w.~-]+|<(?:slug|int|uuid):\w+>)(?:\/|$)/;

export function runHandler(m: Machine, ref: FunctionRef): void {
  if (!isNew(m, ref)) return;
  const facts = tables.get(m)?.entries.get(ref.node.key) ?? [];
  const started = m.steps;
  const before = { root: m.root, state: m.state, depth: m.depth, exhausted: m.exhausted };
  const [fact] = facts;
  const view = fact
    ? inputsOf(m, ref.node, fact).returnsPage === true
    : m.at.dialect.handlersReturnAnswers && answersPages(ref.node, m.program);
  const allotted = m.budgets.handlers.next();
  m.root = {
    entryPoints: facts.map((fact) => fact.id),
    sources: new Map(),
    contentType: new Cell(0),
    limit: m.steps + allotted,
    answers: view ? ref.node : undefined,
    route: fixedRoute(facts),
    method: onlyMethodOf(facts),
    belowName: facts.length > 0 && facts.every(({ route = '' }) => BELOW_NAME.test(route)),
    unseen: facts.length > 0 && facts.every(({ method }) => FOR_SCRIPTS.test(method ?? '')),
  };
  guarded(m, ref.node.file, () =>
    m.branch(() => {
      m.root.held = heldMembers(m, facts, tables.get(m)?.described);
      assumeRouteChecks(m, m.at.dialect.routesDeclareChecks ? facts : []);
      const positional = ref.node.fn.params.map((param, at) => ({
        value: handed(m, { param, at, node: ref.node, fact, alone: facts.length === 1 }),
        span: param.span,
      }));
      const self = ref.self ?? selfOf(m, ref.node);
      const keywords = ref.node.fn.params.findIndex((param) => param.rest === 'keyword');
      const first = ref.node.cls && m.at.dialect.methodsDeclareReceiver ? 1 : 0;
      const named = positional.slice(keywords, keywords < 0 ? 0 : keywords + 1).map((one) => ['**', one] as const);
      const values = positional.filter((_, at) => at >= first && at !== keywords);
      m.parts.invoke(m, ref, { positional: values, named: new Map(named) }, self, ref.node.fn.span);
    }),
  );
  m.budgets.handlers.done(allotted, m.root.limit - m.steps);
  if (m.exhausted) m.note(ref.node.file, { is: 'flow-budget', of: 'entry-point' });
  Object.assign(m, before);
  // A handler has a budget of its own: whoever registers it is not charged.
  m.root.limit += m.steps - started;
}

function selfOf(m: Machine, node: FunctionNode): Value | undefined {
  return node.cls ? instanceOf(m, { kind: 'instance', cls: node.cls }) : undefined;
}
