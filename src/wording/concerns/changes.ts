import type { Concern } from '../../artifacts/phase3';
import { sentence } from '../text';

export const additional = 'Additional threat scenarios';

export const ratedByUser = (severity: string): string => `rated ${severity} by the user`;

export const addedByUser = 'Added by the user.';

export const askedFor = (text: string): string => `Asked for at the checkpoint: ${sentence(text)}`;

export const severityTaken = 'severity taken from comprehensive-findings.md';
export const imported = 'Imported from comprehensive-findings.md.';

export const morePlaces = (description: string, more: number): string =>
  `${description} ${more} more places are not listed.`;

export const minorConcerns = (item: Concern): string => `Minor concerns in ${item.component ?? 'the application'}`;
