import { RunError } from '../../session/run-error';

/** What is said to whoever asks for a comparison of commits in a folder that is not trusted. */
export const untrustedRefusal = (): RunError =>
  new RunError(
    'git-untrusted',
    'What changed can only be found with git, and no program is started for a folder that is not trusted.',
    'Trust the folder first, or choose the full scope or a component.',
  );
