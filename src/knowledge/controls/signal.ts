import type { PlainBasis, PlainMechanism } from '../../artifacts/basis';
import type { ControlCategory, ControlStrength } from '../../artifacts/enums';
import type { ControlFact } from '../../artifacts/facts';

/** A library call that implements or installs a protection. */
export interface ControlSignal {
  category: ControlCategory;
  name: string;
  mechanism: PlainMechanism;
  /** Library path of what is called. */
  path: RegExp;
  scope: ControlFact['scope'];
  strength: ControlStrength;
  basis: PlainBasis;
  /** Every place counts for itself; otherwise the first of a file. */
  each?: boolean;
}

/** A signal as a row of a table. */
export type SignalRow = [
  category: ControlCategory,
  name: string,
  mechanism: PlainMechanism,
  path: RegExp,
  basis: PlainBasis,
  scope?: ControlFact['scope'],
  strength?: ControlStrength,
];
