import { type Handlers, patchBatch } from './change';

const secondsBetween = (from: string | undefined, to: string): number =>
  from ? Math.max(0, (Date.parse(to) - Date.parse(from)) / 1000) : 0;

/** Batches of concerns. */
export const batchHandlers: Handlers<
  'batch.planned' | 'batch.started' | 'batch.settled' | 'batch.consolidated' | 'batch.decided' | 'concern.resolved'
> = {
  'batch.planned': (_state, body) => ({
    batches: body.batches.map((batch) => ({ ...batch, attempt: 1, state: 'pending', failed: [] })),
    concerns: Object.fromEntries(
      body.batches.flatMap((batch) => batch.concerns.map((id) => [id, { state: 'pending', retries: 0 }])),
    ),
  }),
  'batch.started': (state, body, event) => ({
    batches: patchBatch(state, body.batch, {
      state: 'running',
      attempt: body.attempt,
      startedAt: event.time,
      failed: [],
    }),
  }),
  'batch.settled': (state, body, event) => ({
    batches: patchBatch(state, body.batch, {
      state: body.failed.length > 0 ? 'recovering' : 'consolidating',
      failed: body.failed,
      // The time the user took to decide about failures is not the batch's.
      ...(state.batches.find(({ key }) => key === body.batch)?.state === 'recovering'
        ? {}
        : { seconds: secondsBetween(state.batches.find(({ key }) => key === body.batch)?.startedAt, event.time) }),
    }),
  }),
  'batch.consolidated': (state, body) => ({
    batches: patchBatch(state, body.batch, { state: 'awaiting-checkpoint', controls: body.controls, gaps: body.gaps }),
  }),
  // The decision itself already changed the batch; this one is for readers.
  'batch.decided': () => ({}),
  'concern.resolved': (state, body) => {
    const { retries, file } = state.concerns[body.concern] ?? { retries: 0 };
    const resolved =
      body.resolution === 'skipped'
        ? { state: 'skipped' as const, retries }
        : { state: 'complete' as const, retries, file };
    return { concerns: { ...state.concerns, [body.concern]: resolved } };
  },
};
