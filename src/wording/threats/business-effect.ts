import type { ImpactScenario } from '../../artifacts/impact-scenario';
import { listed } from '../text';

export const notQuantified = 'Not quantified in phase 1.';

export const noAmount = (scenario: ImpactScenario, financial: { score: number }): string =>
  `${scenario.name}: financial impact ${financial.score} of 5; no amount was stated in phase 1.`;

export const about = (scenario: ImpactScenario, amount: string, financial: { score: number }): string =>
  `${scenario.name}: about ${amount} (financial impact ${financial.score} of 5).`;

export const notMet = (requirements: readonly string[]): string => `Does not meet ${listed(requirements, 5)}.`;

export const operationalImpact = (operational: number): string => `Operational impact ${operational} of 5.`;
