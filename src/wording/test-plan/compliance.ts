import type { ComplianceRequirement } from '../../artifacts/phase1';
import type { ConsolidatedGap } from '../../artifacts/phase4';
import { listed, shorten } from '../text';

export const deployed = 'The version to be assessed is deployed on a test system.';
export const screens = 'Screens, configuration and log entries that show each criterion';
export const allShown = 'All criteria are shown.';
export const notShown = 'A criterion cannot be shown, or evidence against it is found.';

export const notMet = (regulation: string, requirement: ComplianceRequirement): string =>
  `${regulation} ${requirement.requirement_id} is not met.`;

export const show = (id: string): string => `Show whether ${id} is met.`;

const idsOf = (gaps: readonly ConsolidatedGap[]): string =>
  listed(
    gaps.map((gap) => gap.gap_id),
    5,
  );

export const showDespite = (id: string, failing: readonly ConsolidatedGap[]): string =>
  `Show whether ${id} is met; at present ${idsOf(failing)} ${failing.length === 1 ? 'stands' : 'stand'} against it.`;

export const requirement = (regulation: string, { name, requirement_id: id }: ComplianceRequirement): string =>
  shorten(`${regulation}: ${name} (${id})`, 140);

export const collect = (criterion: string): string => `Collect evidence for: ${criterion}`;

export const evidenceForAll = 'Evidence for every part of the system in scope, none against it.';

export const confirmClosed = (failing: readonly ConsolidatedGap[]): string =>
  `Confirm that ${idsOf(failing)} ${failing.length === 1 ? 'is' : 'are'} closed.`;

export const confirmPassed = 'Confirm that the tests of these categories have passed.';
export const confirmed = 'Confirmed.';
