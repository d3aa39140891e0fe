import type { DependencyFact } from '../../../artifacts/facts';

/** A dependency in a manifest, before it is known in which file. */
export type Declared = Pick<DependencyFact, 'name' | 'version' | 'line' | 'dev' | 'pin'>;

/** A package in a lock file. */
export interface Locked {
  name: string;
  version: string;
  dev: boolean;
  line?: number;
}

/**
 * Dependencies read from one manifest, and packages from one lock file; no project has more. What is beyond is said.
 */
export const MAX_DECLARED = 10_000;
export const MAX_LOCKED = 100_000;

/** Longer lines are no requirement and no entry of a lock file. */
export const MAX_LINE = 2_000;

/** The manifest cannot be understood. */
export class ManifestError extends Error {}
