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

/** The manifest cannot be understood. */
export class ManifestError extends Error {}
