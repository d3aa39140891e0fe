export type RunErrorCode =
  | 'no-folder'
  | 'empty-folder'
  | 'no-code'
  | 'unsupported-code'
  | 'unreadable-folder'
  | 'bad-scope'
  | 'path-missing'
  | 'unknown-place'
  | 'no-git'
  | 'git-untrusted'
  | 'git-refused'
  | 'not-a-git-ref'
  | 'no-changes'
  | 'notes-required'
  | 'not-writable'
  | 'bad-setting'
  | 'disk-full'
  | 'locked'
  | 'already-running'
  | 'no-session'
  | 'corrupt-session'
  | 'finished-session'
  | 'lost-lock'
  | 'session-removed'
  | 'journal-lost'
  | 'changed-artifact'
  | 'analysis-failed'
  | 'agent-failed'
  | 'invalid-artifact'
  | 'linked'
  | 'made-elsewhere'
  | 'cannot-finish'
  | 'cancelled'
  | 'unexpected';

/**
 * Why a run could not start or go on. `message` says what is wrong, `advice` what to do about it; both are shown to the
 * user.
 */
export class RunError extends Error {
  override readonly name = 'RunError';
  constructor(
    readonly code: RunErrorCode,
    message: string,
    readonly advice: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}

const isErrno = (error: unknown): error is NodeJS.ErrnoException => error instanceof Error && 'code' in error;

/** A failed write, in the user's words. Anything else is passed through. */
export function fromWriteError(error: unknown, path: string): unknown {
  if (!isErrno(error)) return error;
  switch (error.code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new RunError(
        'disk-full',
        `The disk is full: ${path} could not be written.`,
        'Free some space, then resume the session. Everything written before is kept.',
        { cause: error },
      );
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return new RunError(
        'not-writable',
        `${path} could not be written: ${error.code}.`,
        'Make the folder writable, or choose another place (the setting "threatline.sessionRoot", ' +
          '--session-root in a terminal), then try again.',
        { cause: error },
      );
    case 'EMFILE':
    case 'ENFILE':
      return new RunError(
        'not-writable',
        `${path} could not be written: too many files are open.`,
        'Raise the limit (ulimit -n), then resume the session.',
        { cause: error },
      );
    default:
      return error;
  }
}

/** A folder for sessions that cannot be made, in the user's words. Anything else is passed through. */
export function fromFolderError(error: unknown, path: string): unknown {
  const known = fromWriteError(error, path);
  if (known !== error || !isErrno(error)) return known;
  return new RunError(
    'not-writable',
    `${path} could not be made: ${error.code ?? error.message}.`,
    'Choose another place for sessions: the setting "threatline.sessionRoot", or --session-root in a terminal.',
    { cause: error },
  );
}

/** Any failure as a RunError, so that the interface has one shape to show. */
export function toRunError(error: unknown): RunError {
  if (error instanceof RunError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new RunError(
    'unexpected',
    `The run stopped: ${message}`,
    'Resume the session to go on from the last finished step. If it stops again, report it with the log.',
    { cause: error },
  );
}
