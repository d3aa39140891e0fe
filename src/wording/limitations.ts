import type { NotUnderstood } from '../artifacts/coverage';
import type { Limitation } from '../artifacts/limitations';
import type { Component } from '../artifacts/phase3';
import { notUnderstoodSentence, someOf } from './coverage';
import { count } from './text';

/** What is said of a limitation. */
type Said = Pick<Limitation, 'description' | 'reason' | 'suggested_follow_up'>;

const MAX_NAMED = 5;

export const notInvestigated = (title: string): Said => ({
  description: `"${title}" was not investigated.`,
  reason: 'No agent gave a result and the concern was skipped.',
  suggested_follow_up: 'Review the code of this concern by hand.',
});

export const investigatedInPart = (title: string): Said => ({
  description: `"${title}" was investigated in part.`,
  reason: 'The agent ended before it had read everything.',
  suggested_follow_up: 'Revert the batch to investigate again.',
});

export const seenOnTheWay = (title: string, reason: string): Said => ({
  description: `Seen on the way, not investigated: ${title}`,
  reason,
  suggested_follow_up: 'Add it as a concern in the next run.',
});

export const notRead = (paths: readonly string[], reason: string): Said => ({
  description: `${count(paths.length, 'place')} not read or not judged in full: ${someOf(paths, MAX_NAMED)}.`,
  reason,
  suggested_follow_up: 'Review them by hand if they matter.',
});

export const notUnderstood = (item: NotUnderstood): Said => ({
  description: notUnderstoodSentence(item),
  reason: 'The analysis does not follow it.',
  suggested_follow_up: 'Review what it answers by hand.',
});

export const sampled = ({ name, coverage }: Component): Said => ({
  description: `${name} was sampled: ${coverage.filesRead} of ${coverage.filesInScope} files were read.`,
  reason: 'The component is too large to be read in full.',
});

export const notMapped = (problem: string): Said => ({
  description: problem,
  reason: 'The component could not be mapped.',
  suggested_follow_up: 'Revise the map to try again.',
});

export const unattended: Said = {
  description:
    'Checkpoints were approved automatically. The business context consists of assumptions drawn from the code.',
  reason: 'The run was not attended.',
  suggested_follow_up: 'Run it attended and confirm the business context.',
};
