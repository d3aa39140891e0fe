import { terminalLine } from '../../safety/text/terminal';
import { type JudgedSession, withOrigins } from '../../session/origin';
import { loadKey } from '../../session/session-key';
import { EXIT, type ExitCode } from '../exit-codes';
import { existingFolder } from '../folder';
import { sessionsOf } from '../sessions';
import type { Terminal } from '../terminal';

const sessionLine = ({
  session_id: id,
  status,
  current_phase: phase,
  last_updated: updated,
  madeElsewhere,
}: JudgedSession): string =>
  `${id}  ${status}  ${phase ?? ''}  ${updated ?? ''}${madeElsewhere ? '  made elsewhere' : ''}`;

export async function sessionsCommand(
  given: string | undefined,
  flags: { json?: boolean; sessionRoot?: string },
  terminal: Terminal,
): Promise<ExitCode> {
  const sessions = await withOrigins(await sessionsOf(await existingFolder(given), flags.sessionRoot), await loadKey());
  if (flags.json) terminal.json(sessions);
  else if (sessions.length === 0) terminal.out('No session here. Start one with: threatline run');
  else for (const session of sessions) terminal.out(terminalLine(sessionLine(session)));
  return EXIT.done;
}
