/** Order of the stages of an analysis. */
export const STAGES = ['listing', 'reading', 'linking', 'entry-points', 'flows', 'done'] as const;
export type Stage = (typeof STAGES)[number];

export interface Progress {
  stage: Stage;
  done: number;
  total: number;
}

export interface AnalyzeOptions {
  /** The folder. */
  root: string;
  /** Only these sub-folders and files, relative to the folder. */
  paths?: string[];
  /** Globs of what to leave out, relative to the folder. */
  exclude: string[];
  /** Where the product keeps its own files: not part of the code. */
  sessionRoot?: string;
  /** Where parsed files are kept between runs; without it nothing is kept. */
  cacheDir?: string;
  /** Parser threads; default one less than there are cores, 1 to 4. The result does not depend on it. */
  workers?: number;
  /** The bundle of the worker; default `worker.js` beside this bundle. */
  workerFile?: string;
  /** Ends the analysis within a second; the promise rejects with AnalysisError `cancelled`. */
  signal?: AbortSignal;
  onProgress?(progress: Progress): void;
}
