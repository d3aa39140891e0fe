import { compileLate } from './cli/compile-late';
import { EXIT, type ExitCode } from './cli/exit-codes';
import { reportFailure } from './cli/failure';
import { main } from './cli/main';
import { redactedTerminal } from './cli/redacted-terminal';
import { Signals } from './cli/signals';
import { processTerminal } from './cli/terminal';

// Before anything is worth compiling.
compileLate();

// A program that runs out of things to do before it has said how it ended has not done its work.
process.exitCode = EXIT.incomplete;

const signals = new Signals().listen();
const terminal = processTerminal(signals);

async function end(code: ExitCode): Promise<void> {
  // What was written to a pipe must arrive first.
  const failure = await terminal.flushed();
  if (failure !== undefined) terminal.err(`The result could not be written to standard output: ${failure}`);
  process.exitCode = failure === undefined ? code : EXIT.incomplete;
  signals.end();
}

/** A fault nobody caught, in a timer or an event: the process is in no known state and ends. */
async function fault(error: unknown): Promise<void> {
  const code = await reportFailure(error, redactedTerminal(terminal));
  await terminal.flushed();
  process.exit(code);
}

process.on('uncaughtException', (error) => void fault(error));
process.on('unhandledRejection', (error) => void fault(error));
void main(process.argv, terminal).then(end);
