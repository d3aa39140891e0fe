import { type Handlers, isPhase, patchPhase } from './change';
import { forget } from './forget';
import { PHASE_ORDER } from './initial-state';

/** Phases and the steps in them. */
export const phaseHandlers: Handlers<
  'phase.started' | 'phase.finished' | 'phase.invalidated' | 'step.started' | 'step.progress' | 'step.finished'
> = {
  'phase.started': (state, body, event) => ({
    phases: patchPhase(state, body.phase, {
      status: 'running',
      attempt: body.attempt,
      startedAt: event.time,
      finishedAt: undefined,
      progress: undefined,
    }),
  }),
  'phase.finished': (state, body, event) => ({
    phases: patchPhase(state, body.phase, { status: 'complete', finishedAt: event.time, progress: undefined }),
  }),
  'phase.invalidated': (state, body) => forget(state, PHASE_ORDER.slice(PHASE_ORDER.indexOf(body.phase))),
  'step.started': (state, body, event) => ({
    phases: patchPhase(state, event.phase, { progress: { message: body.title, done: 0, total: 0 } }),
  }),
  'step.progress': (state, { message, done, total, what }, event) => ({
    phases: patchPhase(state, event.phase, { progress: { message, done, total, ...(what !== undefined && { what }) } }),
  }),
  'step.finished': (state, body, event) => ({
    steps: {
      ...state.steps,
      [body.step]: { key: body.key, outputs: body.outputs, phase: isPhase(event.phase) ? event.phase : 'final_report' },
    },
    phases: patchPhase(state, event.phase, { progress: undefined }),
  }),
};
