import type { BusinessAnswers } from '../../artifacts/phase1';
import type { ScenarioKind } from '../../artifacts/impact-scenario';
import { listed } from '../text';

export const dataRead = (jewels: readonly string[]): string =>
  `Somebody without the right to do so reads ${listed(jewels, 3)} and sells, publishes or uses it.`;

export const dataChanged = (jewels: readonly string[], answers: BusinessAnswers): string =>
  `Somebody changes ${listed(jewels, 3)} or the behaviour of ${answers.application_name} unnoticed.`;

const NAMES: Readonly<Record<ScenarioKind, string>> = {
  'data-breach': 'Data breach',
  'integrity-attack': 'Integrity attack',
  'denial-of-service': 'Denial of service',
  ransomware: 'Ransomware',
  'supply-chain-attack': 'Supply-chain attack',
};

export const unusable = (answers: BusinessAnswers): string =>
  `${answers.application_name} is made unusable from the internet for hours.`;

export const ransom = (answers: BusinessAnswers): string =>
  `After code execution on the host, data and backups of ${answers.application_name} are encrypted or ` +
  `deleted and a ransom is demanded.`;

export const maliciousRelease = (answers: BusinessAnswers): string =>
  `A malicious release of a dependency or build tool runs with the rights of ${answers.application_name}.`;

export const nameOf = (kind: ScenarioKind): string => NAMES[kind];
