import type { Stride } from '../../artifacts/enums';

/** What a threat touches, as far as the environment matters. */
export interface Touched {
  crownJewels: readonly string[];
  /** Most sensitive data on the affected flows. */
  sensitivity?: 'critical' | 'high' | 'medium' | 'low' | undefined;
  /** Ids of compliance requirements that fail because of it. */
  compliance: readonly string[];
  stride: readonly Stride[];
}

/** Controls proved in phase 4 that change base metrics. */
export interface ProvedControls {
  waf?: string;
  mfa?: string;
  isolation?: string;
}
