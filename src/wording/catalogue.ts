import type { Messages } from '../messages/messages';
import * as testPlanCompliance from './test-plan/compliance';
import * as testPlanManual from './test-plan/manual';
import * as testPlanPlan from './test-plan/plan';
import * as testPlanSteps from './test-plan/steps';
import * as testPlanViolations from './test-plan/violations';
import * as text from './text';

/** A sentence that is always the same, or one made of what it is about. */
type Sentence<About> = About extends readonly unknown[]
  ? (About extends [] ? string : never) | ((...about: About) => string)
  : never;

/** Who says what: a message without its sentence, or one that is made of something else, does not compile. */
export const CATALOGUE = {
  'test-plan/compliance': testPlanCompliance,
  'test-plan/manual': testPlanManual,
  'test-plan/plan': testPlanPlan,
  'test-plan/steps': testPlanSteps,
  'test-plan/violations': testPlanViolations,
  text,
} satisfies { [File in keyof Messages]: { [Name in keyof Messages[File]]: Sentence<Messages[File][Name]> } };
