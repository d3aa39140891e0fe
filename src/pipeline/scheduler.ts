import type { AgentPhase } from '../session/run-state';
import { archivePhase } from './archive';
import { feedbackAt, phaseNumber } from './checkpoint';
import type { RunContext } from './context';
import { keyOf } from './keys';
import { assertFinishable } from './finishable';
import { saveRenderings } from './renderings';
import { covers, type Graph, type Step } from './step';

/** Hash of everything a step's result depends on. */
export async function stepKey(context: RunContext, step: Step): Promise<string> {
  const { state } = context;
  const inputs = Object.entries(state.artifacts).filter(([path]) =>
    step.reads.some((pattern) => covers(pattern, path)),
  );
  return keyOf({
    id: step.id,
    engines: context.parts.services.engines.map(({ id }) => id),
    settings: [state.methodology, state.cvssVersion, context.parts.scope],
    feedback: feedbackAt(state, `phase-${phaseNumber(step.phase)}-checkpoint`),
    inputs: Object.fromEntries(inputs.sort(([a], [b]) => (a < b ? -1 : 1))),
    ...(step.asked && { asked: step.asked(context.parts.services) }),
    source: step.readsCode ? await context.sourceDigest() : '',
  });
}

/** Starts the phase a step belongs to, or starts it again after it was sent back. */
async function enterPhase(context: RunContext, phase: AgentPhase): Promise<void> {
  const known = context.state.phases.find((candidate) => candidate.key === phase);
  if (known?.status !== 'pending') return;
  const attempt = known.attempt + 1;
  await archivePhase(context, phase, attempt);
  if (attempt > 1 && (phase === 'security_controls' || phase === 'threat_modeling')) {
    // What readers show was put aside.
    const gaps = phase === 'threat_modeling' ? (context.state.counters['gaps'] ?? 0) : 0;
    await context.emit({ type: 'findings.changed', gaps, threats: 0 }, { phase });
  }
  await context.emit({ type: 'phase.started', phase, attempt }, { phase });
  await saveRenderings(context);
}

/** A step that is done ends its phase; said here rather than in the step, so that a crash in between is made up for. */
async function finishPhases(context: RunContext, steps: Step[], isDone: (step: Step) => boolean): Promise<void> {
  for (const step of steps.filter((candidate) => candidate.ends && isDone(candidate))) {
    if (context.state.phases.find((phase) => phase.key === step.phase)?.status === 'complete') continue;
    // The start of the next phase, or the end of the run, brings the renderings up to date.
    await context.emit({ type: 'phase.finished', phase: step.phase }, { phase: step.phase });
  }
}

async function runStep(context: RunContext, step: Step, redo: Set<string>): Promise<void> {
  const where = { phase: step.phase, step: step.id };
  const key = await stepKey(context, step);
  await context.emit({ type: 'step.started', step: step.id, title: step.title }, where);
  const outcome = await step.run(context);
  context.check();
  if (outcome === 'again') return;
  const outputs = [...new Set(outcome.outputs)]
    .sort()
    .map((path) => ({ path, sha256: context.state.artifacts[path] ?? '' }));
  await context.emit({ type: 'step.finished', step: step.id, reused: false, key, outputs }, where);
  redo.delete(step.id);
}

const overlap = (a: Step, b: Step): boolean =>
  a.writes.some((left) => b.writes.some((right) => covers(left, right) || covers(right, left)));

/** Of the steps that could run now, those that do not write what another of them writes. */
function together(ready: Step[]): Step[] {
  const chosen: Step[] = [];
  for (const step of ready) if (!chosen.some((other) => overlap(step, other))) chosen.push(step);
  return chosen;
}

/**
 * Runs the graph until every step is done. What is to do next is read from the state alone, so that a new run, a
 * resumed one and one sent back by the user take the same way. Throws Stopped or RunError.
 */
export async function runGraph(context: RunContext, graph: Graph, redo: Set<string>): Promise<void> {
  for (;;) {
    context.check();
    const steps = graph(context.state);
    const isDone = (step: Step): boolean => step.id in context.state.steps && !redo.has(step.id);
    await finishPhases(context, steps, isDone);
    const done = new Set(steps.filter(isDone).map(({ id }) => id));
    assertFinishable(steps, done);
    const ready = steps.filter((step) => !done.has(step.id) && step.needs.every((id) => done.has(id)));
    if (ready.length === 0) return;
    const wave = together(ready);
    for (const step of wave) await enterPhase(context, step.phase);
    const settled = await Promise.allSettled(wave.map((step) => runStep(context, step, redo)));
    const failed = settled.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
  }
}
