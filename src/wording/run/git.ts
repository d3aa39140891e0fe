/** Why a repository is not read. */

export const withoutGit = 'Choose the full scope or a component instead; neither needs git.';

const REASONS: Readonly<Record<string, string>> = {
  ELOOP: 'it is a link',
  EMLINK: 'it is a link',
  EACCES: 'you may not read it',
  EPERM: 'you may not read it',
  outside: 'a link on the way leads out of the repository',
  'too large': 'it is larger than git makes it',
  'not a file': 'it is a pipe or a device',
};

export const notRead = (path: string, code: string): string =>
  `The file ${path} is not read: ${REASONS[code] ?? `the system says ${code}`}.`;

export const tooMuch = 'Git answered with more than can be taken in.';
export const tooLong = 'Git did not come to an end.';
export const notCompared =
  'Git could not compare the commits: objects are missing, as in a partial clone, damaged or too large.';
