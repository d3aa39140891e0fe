/** What a writing process is to do. */
export interface WriterTask {
  name: string;
  /** A session root to start in, or a session to take up. */
  root?: string;
  session?: string;
  stateFolder: string;
  /** Pretends to run on another machine, whose clock is this many milliseconds ahead. */
  host?: string;
  ahead?: number;
  /** Stops itself right before it gives the n-th version of the artifact its name. */
  freezeAtVersion?: number;
}

export const ARTIFACT = 'phase-3/architecture.md';
