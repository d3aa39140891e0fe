import type { Confidence, ControlCategory, Effect, Proof, Severity } from '../../artifacts/enums';
import type { EntryPointFact } from '../../artifacts/facts';
import type { Gap } from '../../artifacts/phase4';
import type { Shown } from '../witness/proved';
import type { Draft, Sayable } from '../../messages/say';

export interface GapInput {
  /** Id in the weakness catalogue. */
  weakness: string;
  type: Gap['gap_type'];
  severity: Severity;
  /** Specific: route, handler, variable, sink, and what is missing. The description begins with it. */
  finding: Sayable;
  /** What such a flaw leads to, where the description says it. */
  consequence?: Sayable;
  /** One sentence: the rating and what makes it so. It ends the description. */
  rated?: Sayable;
  /** The call that the data reaches. */
  sink?: string;
  /** What it lets somebody do, where its kind alone does not say it. */
  effect?: Effect | undefined;
  /** The data whose reading or changing it is about. */
  resource?: string;
  /** Parameters of the request that it is about, the first one first. */
  parameters?: string[];
  attack: Sayable;
  locations: NonNullable<Draft<Gap>['locations']>;
  flow?: Gap['flow'];
  /** Those whose requests reach it; left out when its places say so. */
  entries?: readonly EntryPointFact[];
  confidence: Confidence;
  /** By the confidence when left out. */
  proof?: Proof;
  /** What shows it, or what keeps it from being shown. */
  shown?: Shown;
  category?: ControlCategory;
  cwe?: string;
  /** What to do, with the files to change; texts of the catalogue when left out. */
  remedy?: { action: Sayable; guidance: Sayable };
  files?: string[];
}
