import { all } from '../locale';

/** Why an answer to a checkpoint is not taken, and what is wrong with a field of it. */

export const notFilledIn = 'Some fields are not filled in.';
export const chooseRegulations = 'Choose the regulations that apply, or state that none does.';
export const onlyWithTheMap = 'Concerns can be changed only while the map is to be approved.';

export const noFile = (file: string): string => `${file} is not a file of the workspace.`;

export const nameAFile = 'Name a file relative to the workspace folder.';

export const hasLines = (file: string, lines: number): string => `${file} has ${lines} lines.`;

export const betweenLines = (lines: number): string => `Between 1 and ${lines}.`;

export const noBatch = 'There is no batch to decide about.';

export const didNotFail = (concerns: readonly string[]): string => `${all(concerns)} did not fail.`;

export const retriedOften = (concerns: readonly string[], times: number): string =>
  `${all(concerns)} was retried ${times} times already. Skip it, or stop and resume later.`;

export const offers = (options: readonly string[]): string => `This checkpoint offers ${all(options)}.`;

export const sayWhat = 'Say what to change.';
export const sayWhatInASentence = 'Say in a sentence what to change.';
export const notComplete = 'The answer is not complete.';
export const notOpen = 'This checkpoint is not open any more.';
export const ended = 'The run has ended. Resume the session to answer.';
