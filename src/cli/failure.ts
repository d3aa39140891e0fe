import { writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { AnalysisError } from '../analysis/failure';
import { makeFolder } from '../safety/files/make-folder';
import { userStateFolder } from '../safety/files/user-folders';
import { redactText } from '../safety/secrets/redaction';
import { terminalLine } from '../safety/text/terminal';
import { RunError } from '../session/run-error';
import { EXIT, exitOfError, UsageError, type ExitCode } from './exit-codes';
import { OutputError } from './output-file';
import type { Terminal } from './terminal';

const INCOMPLETE = new Set(['cancelled', 'worker-died', 'internal']);

/** Writes the details of an unexpected failure where only the user reads them. Undefined when even that fails. */
async function logged(error: unknown): Promise<string | undefined> {
  const details = redactText(error instanceof Error ? (error.stack ?? error.message) : String(error));
  const file = join(
    userStateFolder({ platform: process.platform, env: process.env, home: homedir() }),
    'last-failure.log',
  );
  try {
    await makeFolder(dirname(file));
    writeFileSync(file, `${new Date().toISOString()} ${details}\n`, { mode: 0o600 });
    return file;
  } catch {
    // No place to write to: the message has to do.
    return undefined;
  }
}

async function unexpected(error: unknown, terminal: Terminal): Promise<ExitCode> {
  const file = await logged(error);
  const message = terminalLine(error instanceof Error ? error.message : String(error));
  terminal.err(
    `Threatline stopped unexpectedly: ${message}. ${file === undefined ? 'Please report this.' : `Please report this with ${file}`}`,
  );
  return EXIT.incomplete;
}

/** Says in one line why a command failed and what to do about it, and gives its exit code. */
export async function reportFailure(error: unknown, terminal: Terminal): Promise<ExitCode> {
  if (error instanceof RunError) {
    terminal.err(terminalLine(`${error.message} ${error.advice}`));
    return exitOfError(error.code);
  }
  if (error instanceof UsageError || (error instanceof Error && error.name === 'CACError')) {
    terminal.err(`${terminalLine(error.message)}\nSee: threatline --help`);
    return EXIT.badInput;
  }
  if (error instanceof OutputError) {
    terminal.err(terminalLine(error.message));
    return error.full ? EXIT.incomplete : EXIT.badInput;
  }
  if (error instanceof AnalysisError) {
    const file = error.details === undefined ? undefined : await logged(error.details);
    terminal.err(terminalLine(`${error.message}${file === undefined ? '' : ` Please report this with ${file}`}`));
    return INCOMPLETE.has(error.reason) ? EXIT.incomplete : EXIT.badInput;
  }
  return unexpected(error, terminal);
}
