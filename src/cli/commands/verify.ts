import { terminalLine } from '../../safety/text/terminal';
import { fileSystemAt } from '../../session/file-system';
import { verifySession } from '../../session/integrity';
import { openSession } from '../../session/open';
import { loadKey } from '../../session/session-key';
import { EXIT, type ExitCode } from '../exit-codes';
import { existingFolder } from '../folder';
import { findSession } from '../sessions';
import type { Terminal } from '../terminal';
import { sayOrigin } from './origin';

export async function verifyCommand(
  session: string,
  flags: { json?: boolean; sessionRoot?: string; folder?: string },
  terminal: Terminal,
): Promise<ExitCode> {
  const dir = await findSession(session, flags.sessionRoot);
  const key = await loadKey();
  const { folder } = await openSession(dir, fileSystemAt(dir), key);
  await sayOrigin(dir, key, terminal);
  const workspace = await existingFolder(flags.folder ?? (folder === '' ? undefined : folder));
  const { problems, checked } = await verifySession(dir, workspace, fileSystemAt(dir), key);
  const errors = problems.filter(({ level }) => level === 'error');
  if (flags.json) terminal.json({ problems, checked });
  else
    for (const { level, kind, file, message } of problems)
      terminal.out(terminalLine(`${level}: ${kind}: ${file}: ${message}`));
  if (errors.length > 0) {
    terminal.err(`${errors.length} ${errors.length === 1 ? 'thing is' : 'things are'} wrong with ${dir}.`);
    return EXIT.found;
  }
  if (!flags.json)
    terminal.out(
      `Nothing is wrong: ${checked.events} events, ${checked.files} files, ${checked.quotes} quotes and ` +
        `${checked.references} references checked.`,
    );
  return EXIT.done;
}
