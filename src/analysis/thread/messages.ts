import type { AnalysisFailure } from '../read/analysis-error';
import type { AnalyzeOptions, Progress } from '../options';
import type { AnalysisPlan } from './plan';

/** What a worker is started for; the options that can cross threads. */
export interface FolderTask {
  kind: 'analyze' | 'inventory';
  options: AnalyzeOptions;
  workerFile: string;
  plan: AnalysisPlan;
  /** Memory of the `Whereabouts`. */
  whereabouts: SharedArrayBuffer;
}

/**
 * From the worker. A result comes in parts, each small enough not to hold up the thread that receives it: `path` says
 * where in the result the items of a list go, or the value.
 */
export type FolderMessage =
  | { kind: 'stage'; progress: Progress }
  | { kind: 'secrets'; values: string[] }
  | { kind: 'items'; path: string[]; items: unknown[] }
  | { kind: 'value'; path: string[]; value: unknown }
  | { kind: 'end' }
  | { kind: 'failed'; reason: AnalysisFailure; message: string; details?: string };
