import type { Stage } from '../artifacts/stages';

/** What an analysis is doing. */
export const STAGE_TITLES: Readonly<Record<Stage, string>> = {
  listing: 'Listing files',
  reading: 'Reading files',
  secrets: 'Looking for secrets',
  linking: 'Following imports',
  'entry-points': 'Finding entry points',
  flows: 'Following data',
  settings: 'Finding settings and controls',
  done: 'Done',
};
