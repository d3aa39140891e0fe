import { capitalise, sentence } from '../text';

export const ratedByUser = (severity: string): string => `rated ${severity} by the user`;

export const addedByUser = 'Added by the user.';

export const askedFor = (text: string): string => `Asked for at the checkpoint: ${sentence(text)}`;

const LONGEST_REQUEST = 110;

export function askedOf(name: string, text: string): string {
  const whole = `${name}: ${capitalise(text.replace(/\s+/g, ' ').trim())}`;
  return whole.length > LONGEST_REQUEST ? `${whole.slice(0, LONGEST_REQUEST - 1).trimEnd()}…` : whole;
}

export const severityTaken = 'severity taken from comprehensive-findings.md';
export const imported = 'Imported from comprehensive-findings.md.';

export const morePlaces = (description: string, more: number): string =>
  `${description} ${more} more places are not listed.`;

export const minorConcerns = (component: string | undefined): string =>
  `Minor concerns in ${component ?? 'the application'}`;

const MOST_CHARACTERS = 4000;

export const withOthers = (description: string, titles: readonly string[]): string =>
  [description, ...titles.map((other) => `${other}.`)].join(' ').slice(0, MOST_CHARACTERS);

export const both = (description: string, other: string): string =>
  description.includes(other) ? description : `${description} ${other}`;

const LONGEST_TITLE = 140;

export const title = (text: string): string =>
  text.length > LONGEST_TITLE ? `${text.slice(0, LONGEST_TITLE - 1).trimEnd()}…` : text;
