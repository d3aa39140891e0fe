import { cac } from 'cac';
import { analyzeCommand, type AnalyzeFlags } from './commands/analyze';
import { explainCommand, type ExplainFlags } from './commands/explain';
import type { ResumeFlags, RunFlags } from './commands/flags';
import { sessionsCommand } from './commands/list-sessions';
import { reportCommand } from './commands/report';
import { resumeCommand } from './commands/resume';
import { runCommand } from './commands/run';
import { verifyCommand } from './commands/verify';
import { EXIT, UsageError, type ExitCode } from './exit-codes';
import { reportFailure } from './failure';
import { redactedTerminal } from './redacted-terminal';
import { CLI_VERSION, type Terminal } from './terminal';

type Action = () => Promise<ExitCode>;

const LEADS_OPTION = ['--leads', 'Write what is only worth a look (leads) into the SARIF as well'] as const;
const TRUST_OPTION = [
  '--untrusted',
  'Start no program for the folder, git neither; there is no incremental scope then',
] as const;
const ROOT_OPTION = [
  '--session-root <dir>',
  'Where sessions are kept, relative to the folder (default: .threat-model/sessions)',
] as const;

/** Declares the commands; the one that matches is handed to `chosen`. */
function commandLine(terminal: Terminal, chosen: (action: Action) => void): ReturnType<typeof cac> {
  const cli = cac('threatline');
  cli
    .command('run [folder]', 'Make a threat model of a folder (default: the working directory)')
    .option('--scope <scope>', 'full, component:PATH[,PATH...] or incremental:GIT-REF', { default: 'full' })
    .option('--methodology <name>', 'hybrid, stride-only, pasta-only or custom', { default: 'hybrid' })
    .option('--notes <text>', 'What a custom methodology should do')
    .option('--cvss <version>', '4.0 or 3.1', { default: '4.0' })
    .option('--yes', 'Approve every checkpoint; assumptions stay marked as assumptions')
    .option('--json', 'Print the summary as JSON')
    .option('--out <dir>', 'Copy the report to this folder as well')
    .option(
      '--fail-on <severity>',
      'End with 1 when something of this severity or above is open: critical, high, medium, low or info',
    )
    .option(
      '--min-coverage <percent>',
      'End with 3 when less than this share of the production code could be read (default: 60)',
    )
    .option(...LEADS_OPTION)
    .option('--pool <n>', 'How many agents work at once, 1 to 20 (default: 4)')
    .option(...TRUST_OPTION)
    .option(...ROOT_OPTION)
    .action((folder: string | undefined, flags: RunFlags) =>
      chosen(() => runCommand(folder, strings(flags), terminal)),
    );
  cli
    .command('resume <session>', 'Go on with a stopped session: its folder, its id, or `last`')
    .option('--trust-session', 'Go on with a session made elsewhere, and take over what it says was found and decided')
    .option('--folder <dir>', 'The folder that the session is about (default: the one it lies in)')
    .option('--yes', 'Approve every checkpoint; assumptions stay marked as assumptions')
    .option('--json', 'Print the summary as JSON')
    .option('--out <dir>', 'Copy the report to this folder as well')
    .option(
      '--fail-on <severity>',
      'End with 1 when something of this severity or above is open: critical, high, medium, low or info',
    )
    .option(
      '--min-coverage <percent>',
      'End with 3 when less than this share of the production code could be read (default: 60)',
    )
    .option(...LEADS_OPTION)
    .option('--pool <n>', 'How many agents work at once, 1 to 20 (default: 4)')
    .option(...TRUST_OPTION)
    .option(...ROOT_OPTION)
    .action((session: string, flags: ResumeFlags) => chosen(() => resumeCommand(session, strings(flags), terminal)));
  cli
    .command('sessions [folder]', 'List the sessions of a folder')
    .option('--json', 'Print it as JSON')
    .option(...ROOT_OPTION)
    .action((folder: string | undefined, flags: { json?: boolean; sessionRoot?: string }) =>
      chosen(() => sessionsCommand(folder, flags, terminal)),
    );
  cli
    .command('report <session>', 'Print the report of a finished session: its folder, its id, or `last`')
    .option('--json', 'Print it as JSON')
    .option(...ROOT_OPTION)
    .action((session: string, flags: { json?: boolean; sessionRoot?: string }) =>
      chosen(() => reportCommand(session, flags, terminal)),
    );
  cli
    .command('verify <session>', 'Check schemas, hashes, quotes and references of a session, and name what is wrong')
    .option('--json', 'Print it as JSON')
    .option('--folder <dir>', 'The folder that the session is about (default: the one it lies in)')
    .option(...ROOT_OPTION)
    .action((session: string, flags: { json?: boolean; sessionRoot?: string; folder?: string }) =>
      chosen(() => verifyCommand(session, strings(flags), terminal)),
    );
  cli
    .command('analyze [folder]', 'Read the code alone, without a threat model: SARIF and facts')
    .option('--sarif <file>', 'Write what was found as SARIF')
    .option(...LEADS_OPTION)
    .option('--facts <file>', 'Write entry points, dependencies and coverage as JSON')
    .option('--exclude <glob>', 'Files to leave out; may be given more than once')
    .option('--cache <dir>', 'Keep parsed files in this folder, outside of the one to read, for the next time')
    .option(
      '--min-coverage <percent>',
      'End with 3 when less than this share of the production code could be read (default: 60)',
    )
    .action((folder: string | undefined, flags: AnalyzeFlags) =>
      chosen(() => analyzeCommand(folder, strings(flags), terminal)),
    );
  cli
    .command(
      'explain <place> [folder]',
      'Say what is known about FILE:LINE or "METHOD /route", and why no more is said',
    )
    .option('--json', 'Print it as JSON')
    .option('--exclude <glob>', 'Files to leave out; may be given more than once')
    .option(...ROOT_OPTION)
    .action((place: string, folder: string | undefined, flags: ExplainFlags) =>
      chosen(() => explainCommand(place, folder, strings(flags), terminal)),
    );
  cli.example('threatline run . --yes');
  cli.example('threatline run . --yes --fail-on high --out report');
  cli.example('threatline report last');
  cli.example('threatline explain src/server.js:12');
  cli.help();
  cli.version(CLI_VERSION);
  return cli;
}

/** The parser makes numbers of what looks like one; every option here is text. */
function strings<T extends object>(flags: T): T {
  return Object.fromEntries(
    Object.entries(flags).map(([name, value]: [string, unknown]) => [
      name,
      typeof value === 'number' ? String(value) : value,
    ]),
  ) as T;
}

/** Runs the command line `argv` (as `process.argv`) and gives its exit code; never throws. */
export async function main(argv: string[], given: Terminal): Promise<ExitCode> {
  const terminal = redactedTerminal(given);
  let action: Action | undefined;
  try {
    const cli = commandLine(terminal, (chosen) => (action = chosen));
    const parsed = cli.parse(argv, { run: false });
    await cli.runMatchedCommand();
    if (action !== undefined) return await action();
    if (parsed.options['help'] === true || parsed.options['version'] === true) return EXIT.done;
    if (parsed.args.length > 0) throw new UsageError(`There is no command "${String(parsed.args[0])}".`);
    cli.outputHelp();
    return EXIT.badInput;
  } catch (error) {
    return reportFailure(error, terminal);
  }
}
