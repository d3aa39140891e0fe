import type { ComplianceRequirement } from '../../artifacts/phase1';
import type { Threat } from '../../artifacts/phase5';
import type { PrioritizedTest, TestCase } from '../../artifacts/phase6';

export const noVerification = (threat: Threat): string => `${threat.id} has no verification test`;

export const noTest = (threat: Threat): string => `${threat.id} has no test`;

export const noReview = (threat: Threat): string => `${threat.id} has no review target`;

export const namesNothing = (item: { id: string }): string => `${item.id} names neither threat nor gap`;

export const namesMissing = (item: { id: string }, id: string): string =>
  `${item.id} names ${id}, which does not exist`;

export const otherVector = (test: TestCase, threat: Threat): string =>
  `${test.id} does not carry the vector of ${threat.id}`;

export const otherPriority = (test: TestCase, threat: Threat): string =>
  `${test.id} is ${test.priority}, its threat scores ${threat.cvss.environmental.score}`;

export const noValidation = (item: ComplianceRequirement): string => `${item.requirement_id} has no validation test`;

export const idsNotUnique = 'test ids are not unique';

export const otherRank = (test: PrioritizedTest, index: number): string =>
  `${test.id} has rank ${test.rank} at place ${index + 1}`;

export const belongsBefore = (next: PrioritizedTest, test: PrioritizedTest): string =>
  `${next.id} belongs before ${test.id}`;

export const testsMiscounted = 'totalTestCases is not the number of test cases';
export const targetsMiscounted = 'totalTargets is not the number of targets';

export const insteadOf = (priority: string, value: { count: number }, expected: number): string =>
  `${priority}: ${value.count} instead of ${expected}`;
