/**
 * What the system answers when it cannot do now what it can do in a moment: file handles are used up, in this process
 * (`EMFILE`) or on the machine (`ENFILE`), a call was interrupted, or something else holds the file.
 */
const PASSING: ReadonlySet<string> = new Set(['EMFILE', 'ENFILE', 'EAGAIN', 'EINTR', 'EBUSY']);

/** Codes that say that no file handle was free: the file is not to blame, another time it can be read. */
const NO_HANDLE: ReadonlySet<string> = new Set(['EMFILE', 'ENFILE']);

export const isNoHandle = (code: string): boolean => NO_HANDLE.has(code);

/** Pauses between tries, milliseconds. How often is tried decides, not how long it took. */
const PAUSES_MS = [2, 5, 10, 20, 50, 100, 100, 200, 200, 400, 400, 800];

export interface Pauses {
  wait: (milliseconds: number) => Promise<void>;
}

const ours: Pauses = { wait: (milliseconds) => new Promise((done) => setTimeout(done, milliseconds)) };

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException | undefined)?.code ?? '';

export const isPassing = (error: unknown): boolean => PASSING.has(codeOf(error));

/**
 * Does something with the file system, again when the reason why it failed passes by itself; after twelve further tries
 * it throws what the last one threw. Only for what may be done twice.
 * @param passes Which failures are worth another try.
 */
export async function patiently<T>(
  act: () => Promise<T>,
  passes: (error: unknown) => boolean = isPassing,
  { wait }: Pauses = ours,
): Promise<T> {
  for (const pause of PAUSES_MS) {
    try {
      return await act();
    } catch (error) {
      if (!passes(error)) throw error;
      await wait(pause);
    }
  }
  return act();
}

/** Holds up this thread alone: another one may give back a handle meanwhile. */
function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)), 0, 0, milliseconds);
}

/** As `patiently`, for threads that do one thing after the other. */
export function patientlySync<T>(act: () => T, pause: (milliseconds: number) => void = sleep): T {
  for (const milliseconds of PAUSES_MS) {
    try {
      return act();
    } catch (error) {
      if (!isPassing(error)) throw error;
      pause(milliseconds);
    }
  }
  return act();
}
