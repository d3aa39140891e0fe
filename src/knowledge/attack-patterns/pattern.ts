/**
 * How a weakness is attacked: pattern numbers after https://capec.mitre.org, what must hold before, and the steps.
 * `{where}` is replaced.
 */
export interface AttackPattern {
  capec: readonly number[];
  prerequisites: readonly string[];
  steps: readonly string[];
}

export const pattern = (capec: number[], prerequisites: string[], steps: string[]): AttackPattern => ({
  capec,
  prerequisites,
  steps,
});
