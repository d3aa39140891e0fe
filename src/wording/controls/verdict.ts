import type { Concern } from '../../artifacts/phase3';
import type { ConsolidatedGap, Investigation } from '../../artifacts/phase4';
import type { ErrorRecord } from '../../artifacts/batch';
import { count, listed } from '../text';

export const nothingForBrowsers = 'Nothing a browser talks to was found: no pages are rendered and no cookies are set.';
export const notTouched = 'No investigation touched it.';

export const investigated = (investigation: Investigation): string =>
  `${investigation.concern_id} ${investigation.concern_name}: ${investigation.control_gaps.length} gaps`;

export const blocked = (concern: Concern | undefined, record: ErrorRecord): string =>
  `${concern?.title ?? record.concern_name} (investigation blocked)`;

export const tooLittleRead = 'Too little of the code could be read.';

export const notUnderstood = (frameworks: readonly string[]): string =>
  `${listed(frameworks, 3)} ${frameworks.length === 1 ? 'was' : 'were'} not understood.`;

export const openGaps = (claimed: readonly ConsolidatedGap[], leads: number): string =>
  `${count(claimed.length, 'gap')} open${leads > 0 ? `, and ${count(leads, 'lead')}` : ''}.`;

export const coverageUnknown = (ofName: number): string =>
  `Which of ${count(ofName, 'entry point')} it covers was not established.`;

export const covers = (entryPoints: number, ofName: number): string =>
  `Covers ${entryPoints} of ${count(ofName, 'entry point')}.`;

export const nothingToAsk = (names: readonly string[]): string =>
  `${listed(names, 3)} ${names.length === 1 ? 'is' : 'are'} there; nothing was found to ask about ` +
  `${names.length === 1 ? 'it' : 'them'}.`;

export const nothingSeen = 'Neither a control nor a gap was seen.';
