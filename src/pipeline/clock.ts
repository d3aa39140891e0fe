/** The only source of time in a run, so that tests can stop it. */
export interface Clock {
  /** UTC, `YYYY-MM-DDTHH:MM:SSZ`. */
  now(): string;
  /** Milliseconds from an arbitrary start; never goes back. */
  elapsed(): number;
}

export const systemClock: Clock = {
  now: () => `${new Date().toISOString().slice(0, 19)}Z`,
  elapsed: () => performance.now(),
};
