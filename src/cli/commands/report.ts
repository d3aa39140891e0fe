import { fileSystemAt } from '../../session/file-system';
import { FILES } from '../../session/layout';
import { openSession } from '../../session/open';
import { loadKey } from '../../session/session-key';
import { readVerified } from '../../session/verified-read';
import { EXIT, type ExitCode } from '../exit-codes';
import { findSession } from '../sessions';
import type { Terminal } from '../terminal';
import { sayOrigin } from './origin';

export async function reportCommand(
  session: string,
  flags: { json?: boolean; sessionRoot?: string },
  terminal: Terminal,
): Promise<ExitCode> {
  const dir = await findSession(session, flags.sessionRoot);
  const key = await loadKey();
  const state = await openSession(dir, fileSystemAt(dir), key);
  await sayOrigin(dir, key, terminal);
  if (state.report === undefined) {
    terminal.err(`The session has no report yet: it is ${state.status}. Finish it with: threatline resume ${dir}`);
    return EXIT.incomplete;
  }
  terminal.out((await readVerified(state, flags.json ? FILES.reportJson : FILES.reportMarkdown)).trimEnd());
  return EXIT.done;
}
