import type { ControlCategory, ControlStrength } from '../../artifacts/enums';
import type { CodeSpan } from '../../artifacts/code-span';

export interface ControlInput {
  category: ControlCategory;
  name: string;
  implementation: string;
  strength: ControlStrength;
  at: CodeSpan;
  effectiveness: string;
  details?: Record<string, unknown>;
}
