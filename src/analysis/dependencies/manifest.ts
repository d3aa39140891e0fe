import type { DependencyFact } from '../../artifacts/facts';

/** A dependency in a manifest, before it is known in which file. */
export type Declared = Pick<DependencyFact, 'name' | 'version' | 'line' | 'dev' | 'pin'>;

/** A package in a lock file. */
export interface Locked {
  name: string;
  version: string;
  dev: boolean;
  line?: number;
}

/** Dependencies read from one section of a manifest; no project has more, and finding their lines takes time. */
export const MAX_DECLARED = 2_000;

/** Longer lines are no requirement and no entry of a lock file. */
export const MAX_LINE = 2_000;

/** The manifest cannot be understood. */
export class ManifestError extends Error {}
