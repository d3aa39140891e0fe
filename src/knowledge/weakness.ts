import type { ControlCategory, Effort, Severity, Stride } from '../artifacts/enums';
import type * as z from 'zod';
import type { Text } from '../artifacts/text';

type Impact = 'H' | 'L' | 'N';

/**
 * One kind of flaw, and all the pipeline says about it: which control would prevent it, which threat
 * follows, how it is scored, tested and repaired. Texts are complete sentences in plain English;
 * `{sink}`, `{source}`, `{where}` are replaced.
 */
export interface Weakness {
  id: string;
  title: Text;
  cwe: readonly [number, ...number[]];
  owasp: string;
  category: ControlCategory;
  secondary: readonly ControlCategory[];
  stride: readonly [Stride, ...Stride[]];
  /** Of the finding when nothing is known of its surroundings. */
  severity: Severity;
  /** Base metrics of the typical case; reachability and guards decide attack vector and privileges. */
  impact: {
    confidentiality: Impact;
    integrity: Impact;
    availability: Impact;
    beyondSystem: boolean;
    victimActs: boolean;
    needsLuck: boolean;
  };
  /** What is wrong, with placeholders. */
  description: string;
  attack: string;
  consequence: Text;
  remedy: { action: string; guidance: string; effort: z.infer<typeof Effort> };
  /** Test family: `INJ`, `AUTH`, `IDOR`, … of the test case ids. */
  testFamily: string;
  payloads: readonly string[];
}
