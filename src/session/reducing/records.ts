import { type Handlers, without } from './change';

/** What was written, counted and said. */
export const recordHandlers: Handlers<
  | 'artifact.written'
  | 'artifact.removed'
  | 'renderings.written'
  | 'findings.changed'
  | 'counted'
  | 'coverage.stated'
  | 'note'
  | 'problem'
> = {
  'artifact.written': (state, body) => ({ artifacts: { ...state.artifacts, [body.path]: body.sha256 } }),
  'artifact.removed': (state, body) => ({
    artifacts: without(state.artifacts, (path) => path === body.path || path.startsWith(`${body.path}/`)),
  }),
  'renderings.written': (_state, body) => ({ renderings: body.files }),
  'findings.changed': (state, body) => ({
    findingsRevision: state.findingsRevision + 1,
    counters: { ...state.counters, gaps: body.gaps, threats: body.threats },
  }),
  counted: (state, body) => ({ counters: { ...state.counters, ...body.counters } }),
  'coverage.stated': (_state, body) => ({ coverage: body.coverage }),
  note: (state, body, event) => ({ notes: [...state.notes, { time: event.time, kind: body.kind, text: body.text }] }),
  problem: (state, body, event) => ({
    problems: [
      ...state.problems,
      {
        time: event.time,
        phase: event.phase ?? '',
        code: body.code,
        message: body.message,
        ...(body.recovery === undefined ? {} : { recovery: body.recovery }),
      },
    ],
  }),
};
