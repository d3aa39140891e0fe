import type { BusinessAnswers } from '../../artifacts/phase1';
import type { ScenarioKind } from '../../artifacts/impact-scenario';

export const dataRead = (jewels: string): string =>
  `Somebody without the right to do so reads ${jewels} and sells, publishes or uses it.`;

export const dataChanged = (jewels: string, answers: BusinessAnswers): string =>
  `Somebody changes ${jewels} or the behaviour of ${answers.application_name} unnoticed.`;

export const SCENARIO_NAMES: Readonly<Record<ScenarioKind, string>> = {
  'data-breach': 'Data breach',
  'integrity-attack': 'Integrity attack',
  'denial-of-service': 'Denial of service',
  ransomware: 'Ransomware',
  'supply-chain-attack': 'Supply-chain attack',
};

export const unusable = (answers: BusinessAnswers): string =>
  `${answers.application_name} is made unusable from the internet for hours.`;

export const ransom = (answers: BusinessAnswers): string =>
  `After code execution on the host, data and backups of ${answers.application_name} are encrypted or deleted and a ransom is demanded.`;

export const maliciousRelease = (answers: BusinessAnswers): string =>
  `A malicious release of a dependency or build tool runs with the rights of ${answers.application_name}.`;
