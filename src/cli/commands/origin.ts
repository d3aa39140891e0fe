import { elsewhereWords, readOrigin } from '../../session/origin';
import type { SessionKey } from '../../session/session-key';
import type { Terminal } from '../terminal';

/** What is shown of a session that somebody else made may be anything: said before it is shown. */
export async function sayOrigin(dir: string, key: SessionKey, terminal: Terminal): Promise<void> {
  if (key.problem !== undefined) terminal.err(key.problem);
  const origin = await readOrigin(dir, key);
  if (origin.made === 'elsewhere') terminal.err(elsewhereWords(origin));
}
