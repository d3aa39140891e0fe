import type { Basis } from '../../../artifacts/basis';
import type { ControlCategory, ControlStrength } from '../../../artifacts/enums';
import type { Mechanism } from '../../../knowledge/controls/mechanisms';
import type { Span } from '../../read/ir';
import type { Place } from '../entries/registration';

/** What a middleware, decorator, dependency or condition was found to establish. */
export interface Check {
  category: ControlCategory;
  establishes: string;
  name: string;
  strength: ControlStrength;
  basis: Basis;
  /** The path of the library it comes from. */
  library?: string;
  /** How the sender proves who it is, where the code that checks it tells. */
  carried?: Mechanism;
  /** The roles that a check of roles lets through. */
  roles?: string[];
  /** For which requests or settings it holds, where that is not all. */
  when?: string;
  /** The setting by which the application offers to let strangers in. */
  openWhen?: string;
  /** Where it is implemented, when that is in the program. */
  definition?: Place;
}

/** A check in a handler. */
export interface HandlerCheck extends Check {
  span: Span;
}
