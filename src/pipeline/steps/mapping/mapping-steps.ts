import { FILES, summaryFile } from '../../../session/layout';
import { approvalStep } from '../../approval';
import { NO_COST, type Step } from '../../step';
import { mappingView } from '../../views/mapping';
import { derive } from './concerns';
import { consolidate } from './consolidate-map';
import { mapComponents } from './map-components';
import { CHECKPOINT, ID, MAPS, PHASE, SCENARIOS, SHOWN } from './places';
import { seal } from './seal';
import * as steps from '../../../wording/run/steps';

/** Seconds of one mapper per 100 files, measured on two cores. */
const SECONDS_PER_HUNDRED_FILES = 0.15;

export function mappingSteps(): Step[] {
  const base = { phase: PHASE, readsCode: true } as const;
  const map: Step = {
    ...base,
    id: ID.map,
    title: steps.mapComponents,
    needs: ['codebase-sizing.size'],
    reads: ['phase-1/', FILES.sizing],
    writes: [`${MAPS}/`],
    estimate: ({ components, analyzable, poolSize }) => ({
      agents: components,
      seconds: ((analyzable / 100) * SECONDS_PER_HUNDRED_FILES) / Math.min(poolSize, components) + 0.2,
    }),
    run: async (context) => ({ outputs: await mapComponents(context, map) }),
  };
  const united: Step = {
    ...base,
    id: ID.consolidate,
    title: steps.uniteMaps,
    needs: [ID.map],
    reads: [`${MAPS}/`, 'phase-1/'],
    writes: [
      'phase-3/components/',
      FILES.manifest,
      FILES.entryPoints,
      FILES.dataFlows,
      FILES.boundaries,
      FILES.dependencies,
      FILES.architecture,
    ],
    estimate: () => ({ agents: 0, seconds: 0.2 }),
    run: async (context) => ({ outputs: await consolidate(context) }),
  };
  const concerns: Step = {
    ...base,
    id: ID.concerns,
    title: steps.deriveConcerns,
    needs: [ID.consolidate],
    reads: [
      'phase-3/components/',
      FILES.entryPoints,
      FILES.dataFlows,
      FILES.boundaries,
      FILES.dependencies,
      'phase-1/',
    ],
    writes: [FILES.concerns, FILES.findingsMarkdown, SCENARIOS, summaryFile(3)],
    estimate: () => ({ agents: 0, seconds: 0.2 }),
    run: async (context) => ({ outputs: await derive(context) }),
  };
  const checkpoint = approvalStep({
    id: ID.ask,
    title: steps.approveMap,
    phase: PHASE,
    needs: [ID.concerns],
    reads: [FILES.concerns],
    checkpoint: { id: CHECKPOINT, title: steps.mapAndConcerns },
    view: mappingView,
  });
  const sealing: Step = {
    ...base,
    readsCode: false,
    id: ID.seal,
    title: steps.keepMap,
    needs: [ID.ask],
    reads: [FILES.entryPoints],
    writes: [
      FILES.concerns,
      FILES.findingsMarkdown,
      summaryFile(3),
      SHOWN,
      `checkpoints/${CHECKPOINT}.json`,
      'handoffs/phase-3-to-4.json',
    ],
    ends: true,
    estimate: NO_COST,
    run: async (context) => ({ outputs: await seal(context) }),
  };
  return [map, united, concerns, checkpoint, sealing];
}
