import type { PreparedRun, Run, RunOptions, RunServices } from './contract';

/** Checks folder, scope and git references, lists the files and makes the plan. Writes nothing. Throws RunError. */
export declare function prepareRun(options: RunOptions, signal?: AbortSignal): Promise<PreparedRun>;

/** Creates the session and starts working. Throws RunError when it cannot start; later failures are in `state`. */
export declare function startRun(prepared: PreparedRun): Promise<Run>;

/** Takes a session up where it stopped: finished work is reused, an open checkpoint is shown again. Throws RunError. */
export declare function resumeRun(sessionDir: string, services: RunServices): Promise<Run>;
