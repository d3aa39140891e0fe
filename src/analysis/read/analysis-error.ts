export type AnalysisFailure =
  'no-folder' | 'not-a-folder' | 'unreadable' | 'path-outside' | 'cancelled' | 'worker-died' | 'internal';

/**
 * Why an analysis could not be done at all. What could not be read of a folder
 * that can be read is in the facts' limits.
 */
export class AnalysisError extends Error {
  override readonly name = 'AnalysisError';

  constructor(
    readonly reason: AnalysisFailure,
    message: string,
    /** What developers need: a stack trace. For logs; no sentence holds it. */
    readonly details?: string,
  ) {
    super(message);
  }
}
