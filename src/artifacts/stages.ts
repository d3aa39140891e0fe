/** Order of the stages of an analysis. */
export const STAGES = [
  'listing',
  'reading',
  'secrets',
  'linking',
  'entry-points',
  'flows',
  'settings',
  'done',
] as const;
export type Stage = (typeof STAGES)[number];
