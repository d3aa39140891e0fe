import { businessContextSteps } from './steps/business-context';
import { controlSteps } from './steps/controls';
import { mappingSteps } from './steps/mapping/mapping-steps';
import { reportSteps } from './steps/report';
import { sizingSteps } from './steps/sizing';
import { testSteps } from './steps/tests';
import { threatSteps } from './steps/threats';
import type { Graph } from './step';

/** All steps of a run, as far as they are known. */
export const pipeline: Graph = (state) => [
  ...businessContextSteps(),
  ...sizingSteps(),
  ...mappingSteps(),
  ...controlSteps(state),
  ...threatSteps(),
  ...testSteps(),
  ...reportSteps(),
];
