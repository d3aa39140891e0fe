import type { BusinessMessages } from './business';
import type { ConcernsMessages } from './concerns';
import type { ContextMessages } from './context';
import type { ControlsMessages } from './controls';
import type { CvssMessages } from './cvss';
import type { FactMessages } from './facts';
import type { InvestigateCallersMessages } from './investigate-callers';
import type { InvestigateMessages } from './investigate';
import type { MappingMessages } from './mapping';
import type { TestPlanMessages } from './test-plan';
import type { TextMessages } from './text';
import type { ThreatsMessages } from './threats';

/** All there is to say, by the file of src/wording that says it; each message with what has to be known to say it. */
export interface Messages
  extends
    BusinessMessages,
    ConcernsMessages,
    ContextMessages,
    ControlsMessages,
    CvssMessages,
    FactMessages,
    InvestigateCallersMessages,
    InvestigateMessages,
    MappingMessages,
    TestPlanMessages,
    TextMessages,
    ThreatsMessages {}
