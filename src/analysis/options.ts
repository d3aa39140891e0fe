import type { Stage } from '../artifacts/stages';

export interface Progress {
  stage: Stage;
  done: number;
  total: number;
  /** The file that is worked on, relative to the folder. It is what is left out when the analysis dies of it. */
  what?: string;
}

/** Says where the analysis is. Cheap: to be called for every file, handler or other piece of work. */
export type Tell = (progress: Progress) => void;

export interface AnalyzeOptions {
  /** The folder. */
  root: string;
  /** Only these sub-folders and files, relative to the folder. */
  paths?: string[];
  /** Globs of what to leave out, relative to the folder. */
  exclude: string[];
  /** Keeps what was met and not reported as well, for those who ask why; what is reported is the same. */
  consider?: boolean;
  /** Where the product keeps its own files: not part of the code. */
  sessionRoot?: string;
  /** Where parsed files are kept between runs; without it nothing is kept. */
  cacheDir?: string;
  /** Parser threads; default one less than there are cores, 1 to 4. The result does not depend on it. */
  workers?: number;
  /** The bundle of the worker; default `worker.js` beside this bundle. */
  workerFile?: string;
  /**
   * Heap of the thread that does the analysis; default half of the machine's memory, 1 to 4 GB. A
   * net: it never changes a complete result.
   */
  heapMegabytes?: number;
  /** Ends the analysis within a second; the promise rejects with AnalysisError `cancelled`. */
  signal?: AbortSignal;
  /** At most four times and at least once a second, in every stage. */
  onProgress?(progress: Progress): void;
  /**
   * Told the values of secrets in the folder, before the result is there. They are
   * for redaction: to be kept in memory only.
   */
  onSecrets?(values: string[]): void;
}
