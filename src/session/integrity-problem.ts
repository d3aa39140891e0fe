export interface IntegrityProblem {
  /** Relative to the session folder. */
  file: string;
  kind: 'journal' | 'missing' | 'changed' | 'schema' | 'undeclared' | 'evidence' | 'stale' | 'reference';
  message: string;
  /** A warning is no damage: the workspace moved on since the session was made. */
  level: 'error' | 'warning';
}

/** Parsed JSON artifacts by path; those that do not parse are absent. */
export type Artifacts = ReadonlyMap<string, unknown>;
