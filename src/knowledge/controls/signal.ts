import type { ControlCategory, ControlStrength } from '../../artifacts/enums';
import type { ControlFact } from '../../artifacts/facts';

/** A library call that implements or installs a protection. */
export interface ControlSignal {
  category: ControlCategory;
  name: string;
  mechanism: string;
  /** Library path of what is called. */
  path: RegExp;
  scope: ControlFact['scope'];
  strength: ControlStrength;
  basis: string;
  /** Every place counts for itself; otherwise the first of a file. */
  each?: boolean;
}

/** A signal as a row of a table. */
export type SignalRow = [
  category: ControlCategory,
  name: string,
  mechanism: string,
  path: RegExp,
  basis: string,
  scope?: ControlFact['scope'],
  strength?: ControlStrength,
];
