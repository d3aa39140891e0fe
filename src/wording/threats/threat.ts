import type { ConsolidatedControl, ConsolidatedGap } from '../../artifacts/phase4';
import type { Weakness } from '../../knowledge/weakness';
import { capitalise, count, listed } from '../text';

export const decidesWho = (control: ConsolidatedControl): string =>
  `${capitalise(control.control_name)} decides who gets here; it does not prevent this.`;

export const account = 'An account.';
export const lowEverywhere = 'Low once it holds for all places.';
export const lowAtPlaces = 'Low once all named places are changed.';
export const low = 'Low.';

export const tryPayloads = (payloads: readonly string[], where: string): string =>
  `Try ${listed(payloads, 3)} at ${where}.`;

export const review = (files: readonly string[], component: string, weakness: Weakness): string =>
  `Review ${listed(files, 3) || component}: ${weakness.remedy.action}`;

export const repeat = (gaps: readonly ConsolidatedGap[]): string =>
  `Repeat after the repair for all of ${count(gaps.length, 'place')}.`;

export const owasp = (weakness: Weakness): string => `OWASP Top 10 ${weakness.owasp}`;
