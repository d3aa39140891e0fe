import type { Severity } from '../../src/artifacts/enums';

/**
 * Severities a concern can have, most severe first. The lists of `artifacts` come with the
 * schema library, which stays out of the panel.
 */
export const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'] as const satisfies readonly Severity[];

/** Those, and what a score of zero is called. */
export const SEVERITY_ORDER: readonly string[] = [...SEVERITIES, 'none'];

export const isSeverity = (value: string): value is Severity => SEVERITIES.some((severity) => severity === value);
