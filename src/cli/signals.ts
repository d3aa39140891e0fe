import { endThreads } from '../analysis/thread/running';
import { releaseHeldLocks } from '../session/held-locks';
import { EXIT } from './exit-codes';
import { removeHalfWritten } from './half-written';

/** SIGBREAK exists on Windows alone: Ctrl+Break. */
const SIGNALS: readonly NodeJS.Signals[] =
  process.platform === 'win32' ? ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK'] : ['SIGINT', 'SIGTERM', 'SIGHUP'];
/** What is under way has this long to end by itself; the process is gone within a second. */
const PATIENCE_MS = 700;
/** Threads end, and the system answers, within milliseconds, or not at all. */
const SHORTLY_MS = 150;
const LOOK_EVERY_MS = 10;

/**
 * Whether the system still has to answer to something: an exit in order would wait for it, a disk that hangs included.
 */
const isSystemBusy = (): boolean =>
  process.getActiveResourcesInfo().some((resource) => resource.startsWith('FSReq') || resource.startsWith('GetAddr'));

const wait = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

async function systemAnswered(): Promise<boolean> {
  for (let waited = 0; waited < SHORTLY_MS && isSystemBusy(); waited += LOOK_EVERY_MS) await wait(LOOK_EVERY_MS);
  return !isSystemBusy();
}

/** From now on the system itself ends the process at a signal, whatever the process hangs in. */
function stopListening(): void {
  for (const signal of SIGNALS) process.removeAllListeners(signal);
}

/**
 * Ends the process now. What hangs in the system, a thread or a request, would hold up a normal exit for ever; the
 * signal
 * itself, with nobody listening any more, is held up by nothing, and a shell reports it as 130 too.
 */
async function leave(): Promise<void> {
  const [threadsEnded, answered] = await Promise.all([endThreads(SHORTLY_MS), systemAnswered()]);
  if (!answered) stopListening();
  releaseHeldLocks();
  removeHalfWritten();
  stopListening();
  if (threadsEnded && answered) process.exit(EXIT.interrupted);
  process.kill(process.pid, 'SIGINT');
}

/** Signals that ask the program to end, wherever it is at that moment. */
export class Signals {
  private readonly listeners = new Set<() => void>();
  private asked = false;

  /**
   * Listens from now on. The first signal asks what is under way to end, or ends a program with nothing to save; the
   * second ends it at once.
   */
  listen(): this {
    for (const signal of SIGNALS) process.on(signal, () => this.ask());
    return this;
  }

  get interrupted(): boolean {
    return this.asked;
  }

  /** As a signal: for Ctrl+C that a prompt has swallowed. */
  ask(): void {
    if (this.asked || this.listeners.size === 0) {
      void leave();
      return;
    }
    this.asked = true;
    setTimeout(() => void leave(), PATIENCE_MS).unref();
    for (const listener of [...this.listeners]) listener();
  }

  /** Calls back when the program is asked to end. Returns the way to stop listening. */
  onInterrupt(callback: () => void): () => void {
    this.listeners.add(callback);
    return () => void this.listeners.delete(callback);
  }

  /** After the work: an interrupted program waits for nothing more. */
  end(): void {
    if (this.asked) void leave();
  }
}
