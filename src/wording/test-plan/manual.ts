import type { EntryPoint } from '../../artifacts/phase3';
import type { ConsolidatedGap } from '../../artifacts/phase4';
import type { Threat } from '../../artifacts/phase5';
import { STRIDE_TESTS } from '../../knowledge/tests';
import type { Weakness } from '../../knowledge/weakness';
import { entryLabel } from '../../artifacts/notation';
import { listed, sentence, shorten } from '../text';

export const attack = (family: string, threat: Threat): string => shorten(`${family}: ${threat.title}`, 140);

export const noLongerPossible = (threat: Threat): string =>
  `Show that ${threat.id} is no longer possible: ${sentence(threat.attackVector)}`;

export const everyAnswer = 'Requests and answers of every step';

export const stateOf = (place: string): string => `State of ${place} before and after the repair`;

export const expectedFor = (entries: readonly EntryPoint[], place: string): string =>
  `Every step gives the expected result for ${listed(entries.map(entryLabel), 4) || place}.`;

export const showsEffect = (weakness: Weakness): string => `Any step shows the effect: ${weakness.consequence}`;

export const requirementNotMet = (requirement: string): string => `${requirement} is not met.`;

export const testSystem = 'A test system with test data; never production.';
export const testAccounts = 'Two ordinary test accounts, A and B, and one administrator.';

export const verify = (threat: Threat): string => shorten(`Verify: ${threat.title}`, 140);

export const stillPrevents = (place: string, threat: Threat): string =>
  `Show that the control at ${place} still prevents ${threat.id}. ${STRIDE_TESTS[threat.strideCategory]}`;

export const refusesAll = 'The control refuses every attempt.';

export const canBePassed = (weakness: Weakness): string => `The control can be passed: ${weakness.consequence}`;

export const weaknessAt = (weakness: Weakness, place: string): string => shorten(`${weakness.title} at ${place}`, 140);

export const expected = 'Every step gives the expected result.';

export const gapNotMet = (gap: ConsolidatedGap): string => `${gap.compliance_impact[0]} is not met.`;
