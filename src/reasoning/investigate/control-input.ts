import type { ControlCategory, ControlStrength } from '../../artifacts/enums';
import type { CodeSpan } from '../../artifacts/code-span';
import type { Sayable } from '../../messages/say';

export interface ControlInput {
  category: ControlCategory;
  name: Sayable;
  implementation: Sayable;
  strength: ControlStrength;
  at: CodeSpan;
  effectiveness: Sayable;
  details?: Record<string, unknown>;
}
