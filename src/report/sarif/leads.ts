import type { Result } from 'sarif';

/** Whether a result is no more than a signal worth a look: other tools get those only when asked for. */
export const isLead = ({ properties }: Pick<Result, 'properties'>): boolean => properties?.['proof'] === 'lead';
