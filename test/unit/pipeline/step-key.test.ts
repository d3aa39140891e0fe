import { expect, it } from 'vitest';
import type { RunContext } from '../../../src/pipeline/context';
import { stepKey } from '../../../src/pipeline/scheduler';
import type { Step } from '../../../src/pipeline/step';
import { mappingSteps } from '../../../src/pipeline/steps/mapping/mapping-steps';
import { reportSteps } from '../../../src/pipeline/steps/report';
import { initialState } from '../../../src/session/reducing/initial-state';

const asked = (leads: boolean): RunContext =>
  ({
    state: initialState(),
    parts: { services: { engines: [], leads }, scope: { type: 'full' } },
    sourceDigest: async () => 'source',
  }) as unknown as RunContext;

const keysOf = (steps: readonly Step[], leads: boolean): Promise<string[]> =>
  Promise.all(steps.map((step) => stepKey(asked(leads), step)));

it('a report with leads is not the one without; nothing else is done again for them', async () => {
  const [without, withLeads] = [await keysOf(reportSteps(), false), await keysOf(reportSteps(), true)];
  expect(withLeads).not.toEqual(without);
  expect(await keysOf(reportSteps(), true)).toEqual(withLeads);
  expect(await keysOf(mappingSteps(), true)).toEqual(await keysOf(mappingSteps(), false));
});
