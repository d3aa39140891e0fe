import { posix } from 'node:path';
import type { LimitCode, LimitFact } from '../../artifacts/limits';
import type { Stage } from '../../artifacts/stages';
import type { Progress } from '../options';

export type DeathCode = Extract<LimitCode, 'memory' | 'crashed' | 'timeout'>;

/**
 * What an analysis leaves out after an earlier attempt died of it. Files and folders are relative; `''` is everything.
 */
export interface AnalysisPlan {
  leftOut: { path: string; code: DeathCode; detail?: string }[];
  /** Share of the code that is read, 0 to 1: less than all after memory ran out with no file to blame. */
  share: number;
}

export const WHOLE_FOLDER: AnalysisPlan = { leftOut: [], share: 1 };

/** Attempts that leave out one file more. Then half of the code goes where memory ran out, else a folder, then all. */
const SINGLE_FILES = 3;
const SMALLEST_SHARE = 1 / 8;

/** Files are read in threads of their own here: the one that came last is not to blame. */
const ELSEWHERE: ReadonlySet<Stage> = new Set<Stage>(['listing', 'reading']);

/** Here all trees together are what takes the memory. */
const COMMON: ReadonlySet<Stage> = new Set<Stage>([...ELSEWHERE, 'linking']);

/** How a thread died: without a `code` it refused its work; `at` is the place it was last seen. */
export interface ThreadDeath {
  code?: DeathCode;
  at?: Progress;
  /** What the engine said. */
  detail?: string;
}

const isPartOf = (path: string, left: string): boolean => left === '' || path === left || path.startsWith(`${left}/`);

export const isLeftOut = (plan: AnalysisPlan, path: string): boolean =>
  plan.leftOut.some((one) => isPartOf(path, one.path));

function nextPath(plan: AnalysisPlan, file: string | undefined): string {
  if (file === undefined || isLeftOut(plan, file)) return '';
  if (plan.leftOut.length < SINGLE_FILES) return file;
  const folder = posix.dirname(file);
  const isLast = folder === '.' || plan.leftOut.length > SINGLE_FILES;
  return isLast ? '' : folder;
}

/** The file that a thread probably died of. */
function culpritOf(plan: AnalysisPlan, code: DeathCode, { stage, what }: Progress): string | undefined {
  if (code !== 'memory') return ELSEWHERE.has(stage) ? undefined : what;
  // Whatever file it is at when the memory is full: three in vain, and it is not one file.
  return COMMON.has(stage) || plan.leftOut.length >= SINGLE_FILES ? undefined : what;
}

/**
 * The plan after the thread died where `at` says: the file that was worked on goes, after three of them the folder of
 * the next, then all code. Where no single file is to blame for the memory, half of the code goes. Undefined when there
 * is nothing more to leave out, or the thread had not even begun.
 */
export function planAfter(plan: AnalysisPlan, { code, at, detail }: ThreadDeath): AnalysisPlan | undefined {
  if (code === undefined || at === undefined || plan.leftOut.some((one) => one.path === '')) return undefined;
  const culprit = culpritOf(plan, code, at);
  if (code === 'memory' && culprit === undefined && plan.share > SMALLEST_SHARE)
    return { ...plan, share: plan.share / 2 };
  return {
    ...plan,
    leftOut: [...plan.leftOut, { path: nextPath(plan, culprit), code, ...(detail !== undefined && { detail }) }],
  };
}

/** What was left out, for the facts. */
export function limitsOfPlan(plan: AnalysisPlan): LimitFact[] {
  return plan.leftOut.map(({ path, code, detail }) => ({
    path: path === '' ? './' : path,
    code,
    why: { is: 'died', of: code, whole: path === '', ...(detail !== undefined && { detail }) },
  }));
}
