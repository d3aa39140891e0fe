import type { Component, DataFlow } from '../../artifacts/phase3';
import type { Cvss, DfdElement, StrideVerdict, Threat } from '../../artifacts/phase5';

export const namesNothing = 'names no place, address or component';
export const noLocation = 'has no location and is not architectural';
export const noFlow = 'is architectural without a flow or boundary';
export const noGap = 'is open and names no control gap';
export const noImpact = 'has no business impact';

export const missing = (what: string, id: string): string => `${what} "${id}" does not exist`;

export const otherVersion = (cvss: Cvss, cvssVersion: string): string =>
  `is scored with version ${cvss.version} instead of ${cvssVersion}`;

export const otherScore = (vector: string, score: number): string => `${vector} does not score ${score}`;

export const otherSeverity = 'has a severity that is not that of its score';

export const noReason = (unexplained: string): string => `gives no reason for ${unexplained}`;

export const idsNotUnique = 'threat ids are not unique';

export const standsBefore = (next: Threat): string => `stands before ${next.id}, which scores higher`;

export const otherRank = (threat: Threat, index: number): string =>
  `has rank ${threat.cvss.overall.priorityRank} at place ${index + 1}`;

export const noVerdict = (stride: string, component: Component): string =>
  `no verdict for ${stride} of ${component.name}`;

export const missingThreat = (row: StrideVerdict): string =>
  `verdict for ${row.category} of ${row.component} names a threat that does not exist`;

export const verdictWithoutReason = (row: StrideVerdict): string =>
  `verdict for ${row.category} of ${row.component} has no reason`;

export const verdictWithoutThreat = (row: StrideVerdict): string =>
  `verdict for ${row.category} of ${row.component} names no threat`;

export const noAbuseCase = 'is open, high or critical, and in no abuse case';
export const abuseIdsNotUnique = 'abuse case ids are not unique';

export const noGoal = (name: string): string => `${name} states no goal`;

export const notMapped = 'is mapped to no element';

export const emptyCell = (element: DfdElement): string => `${element.kind} ${element.id} has an empty cell`;

export const flowWithoutVerdict = (flow: DataFlow): string => `flow ${flow.id} crosses a boundary and has no verdict`;

export const boundaryWithoutVerdict = (id: string, flow: DataFlow): string =>
  `boundary ${id}, crossed by ${flow.id}, has no verdict`;

export const insteadOf = (band: string, count: number, expected: readonly string[]): string =>
  `${band}: ${count} instead of ${expected.length}`;

export const totalInsteadOf = (totalThreats: number, threats: readonly Threat[]): string =>
  `totalThreats is ${totalThreats} instead of ${threats.length}`;

export const noFileToTest = 'has places, but no file to test';
