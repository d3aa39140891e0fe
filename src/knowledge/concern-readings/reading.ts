import type { Severity } from '../../artifacts/enums';
import type { ConcernRuleId } from '../concern-rules';

/** How far the effect of a flaw goes: all the process can do, the stored data, one user's browser, or one place. */
export type Reach = 'system' | 'store' | 'user' | 'place';

export interface WeaknessReading {
  rule: ConcernRuleId;
  reach: Reach;
  /** Most severe a concern about it can be. */
  cap: Severity;
  /** Sentence for one place; `{source}` starts it and is capitalised, `{sink}` is the API. */
  one: string;
  /** Sentence for `{n}` places of one file. */
  many: string;
  /** What is united into one concern: places of one file, or of the whole application. */
  unite: 'file' | 'application';
}

export const reading = (
  rule: ConcernRuleId,
  reach: Reach,
  cap: Severity,
  one: string,
  many: string,
  unite: WeaknessReading['unite'] = 'file',
): WeaknessReading => ({ rule, reach, cap, one, many, unite });
