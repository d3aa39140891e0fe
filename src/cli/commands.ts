import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { CodeFacts } from '../artifacts/facts';
import type { Run, RunOptions, RunServices } from '../pipeline/contract';
import { analyze } from '../analysis/analyze';
import { type Progress, STAGE_TITLES } from '../analysis/options';
import { loadFindings } from '../pipeline/findings';
import { productionServices } from '../pipeline/production';
import { prepareRun, resumeRun, startRun } from '../pipeline/run';
import { isInside } from '../safety/files/relative-path';
import { sourceTexts } from '../safety/files/source-texts';
import { jsonText } from '../safety/text/json';
import { terminalLine } from '../safety/text/terminal';
import { Redaction } from '../safety/secrets/redaction';
import { analysisSarif } from '../report/sarif/analysis';
import type { RunState } from '../session/run-state';
import { verifySession } from '../session/integrity';
import { fileSystemAt } from '../session/file-system';
import { FILES } from '../session/layout';
import { openSession } from '../session/open';
import { incompleteReading } from '../artifacts/completeness';
import { incompletenessOf } from '../session/incomplete';
import { elsewhereWords, type JudgedSession, readOrigin, withOrigins } from '../session/origin';
import { loadKey, type SessionKey } from '../session/session-key';
import { readVerified } from '../session/verified-read';
import { EXIT, exitOfRun, UsageError, type ExitCode } from './exit-codes';
import { factsFile } from './facts-file';
import { existingFolder } from './folder';
import { LongWork } from './long-work';
import { checkOutputFile, checkOutputFolder, writeOutput } from './output-file';
import { refuseLinkedTarget } from './output-target';
import { cvssOf, methodologyOf, minCoverageOf, poolOf, scopeOf, severityOf } from './options';
import { findSession, sessionsOf } from './sessions';
import { parsedFolder } from './storage';
import { analysisText, summaryOf, summaryText } from './summary';
import { CLI_VERSION, type Terminal } from './terminal';
import { watch } from './watch';
import { type Work, workLine } from './working-line';

export interface RunFlags {
  scope: string;
  methodology: string;
  cvss: string;
  notes?: string;
  yes?: boolean;
  json?: boolean;
  out?: string;
  failOn?: string;
  minCoverage?: string;
  pool?: string;
  sessionRoot?: string;
  untrusted?: boolean;
}

/** Who names a folder in a terminal is taken to trust it with git, unless they say that they do not. */
const trusts = ({ untrusted }: Pick<RunFlags, 'untrusted'>): boolean => untrusted !== true;

const REPORTS = [FILES.reportMarkdown, FILES.reportJson, FILES.reportSarif].map((file) => basename(file));

async function refuseLinkedReport(out: string | undefined, folder?: string): Promise<void> {
  if (out === undefined) return;
  for (const path of [out, ...REPORTS.map((name) => join(out, name))]) await refuseLinkedTarget('--out', path, folder);
}

/** Copies the three reports to a folder of the user's choice. */
async function copyReport(state: RunState, out: string): Promise<void> {
  if (state.report === undefined) return;
  for (const file of Object.values(state.report))
    await writeOutput('--out', join(out, basename(file)), await readFile(file));
}

async function follow(
  run: Run,
  flags: Pick<RunFlags, 'yes' | 'json' | 'out' | 'failOn' | 'minCoverage'>,
  terminal: Terminal,
): Promise<ExitCode> {
  const failOn = severityOf(flags.failOn);
  const { state, interrupted } = await watch(run, terminal, flags.yes === true);
  const findings = await loadFindings(run.sessionDir);
  if (flags.out !== undefined) await copyReport(state, flags.out);
  const incomplete = incompletenessOf(state, minCoverageOf(flags.minCoverage));
  if (flags.json) terminal.json(summaryOf(state, findings, incomplete));
  else terminal.out(summaryText(state, findings, incomplete));
  return exitOfRun(state, findings, failOn, interrupted, incomplete);
}

/** For work that says nothing by itself. */
async function whileSaying<T>(terminal: Terminal, work: Work, task: () => Promise<T>): Promise<T> {
  const long = new LongWork(
    (line) => terminal.err(line),
    () => workLine(work),
  );
  try {
    return await task();
  } finally {
    long.stop();
  }
}

function cliServices(flags: Pick<RunFlags, 'untrusted'>): RunServices {
  const cacheDir = parsedFolder();
  return productionServices({
    version: CLI_VERSION,
    trusted: trusts(flags),
    ...(cacheDir === undefined ? {} : { cacheDir }),
  });
}

export async function runCommand(given: string | undefined, flags: RunFlags, terminal: Terminal): Promise<ExitCode> {
  severityOf(flags.failOn);
  const folder = await existingFolder(given);
  await refuseLinkedReport(flags.out, folder);
  if (flags.out !== undefined) await checkOutputFolder('--out', flags.out);
  const poolSize = poolOf(flags.pool);
  const options: RunOptions = {
    ...cliServices(flags),
    folder,
    scope: scopeOf(flags.scope),
    methodology: methodologyOf(flags.methodology),
    cvssVersion: cvssOf(flags.cvss),
    unattended: flags.yes === true,
    minCoverage: minCoverageOf(flags.minCoverage),
    ...(flags.notes === undefined ? {} : { customNotes: flags.notes }),
    ...(flags.sessionRoot === undefined ? {} : { sessionRoot: flags.sessionRoot }),
    ...(poolSize === undefined ? {} : { poolSize }),
  };
  const prepared = await whileSaying(terminal, { message: STAGE_TITLES.listing, done: 0, total: 0 }, () =>
    prepareRun(options),
  );
  return follow(await startRun(prepared), flags, terminal);
}

export type ResumeFlags = Omit<RunFlags, 'scope' | 'methodology' | 'cvss'> & {
  trustSession?: boolean;
  folder?: string;
};

export async function resumeCommand(session: string, flags: ResumeFlags, terminal: Terminal): Promise<ExitCode> {
  const dir = await findSession(session, flags.sessionRoot);
  const folder = flags.folder === undefined ? {} : { folder: await existingFolder(flags.folder) };
  await refuseLinkedReport(flags.out);
  if (flags.out !== undefined) await checkOutputFolder('--out', flags.out);
  const poolSize = poolOf(flags.pool);
  const services = {
    ...cliServices(flags),
    ...folder,
    trustSession: flags.trustSession === true,
    unattended: flags.yes === true,
    minCoverage: minCoverageOf(flags.minCoverage),
    ...(poolSize === undefined ? {} : { poolSize }),
  };
  return follow(await resumeRun(dir, services), flags, terminal);
}

const sessionLine = ({
  session_id: id,
  status,
  current_phase: phase,
  last_updated: updated,
  madeElsewhere,
}: JudgedSession): string =>
  `${id}  ${status}  ${phase ?? ''}  ${updated ?? ''}${madeElsewhere ? '  made elsewhere' : ''}`;

/** What is shown of a session that somebody else made may be anything: said before it is shown. */
async function sayOrigin(dir: string, key: SessionKey, terminal: Terminal): Promise<void> {
  if (key.problem !== undefined) terminal.err(key.problem);
  const origin = await readOrigin(dir, key);
  if (origin.made === 'elsewhere') terminal.err(elsewhereWords(origin));
}

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
      `Nothing is wrong: ${checked.events} events, ${checked.files} files, ${checked.quotes} quotes and ${checked.references} references checked.`,
    );
  return EXIT.done;
}

const writeJson = (option: string, file: string, value: unknown): Promise<void> =>
  writeOutput(option, file, `${jsonText(value)}\n`);

/** The code behind the places of the result. */
const textsOf = (root: string, { weaknesses }: CodeFacts): Promise<Map<string, string>> =>
  sourceTexts(
    root,
    weaknesses.flatMap(({ at, path }) => [at.file, ...path.map(({ file }) => file)]),
  );

export interface AnalyzeFlags {
  sarif?: string;
  facts?: string;
  exclude?: string | string[];
  cache?: string;
  minCoverage?: string;
}

/** Who can write the cache decides what is found: one that came with the folder is not used. */
function cacheOf(root: string, given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  const cacheDir = resolve(given);
  if (isInside(root, cacheDir))
    throw new UsageError(`The cache ${cacheDir} lies in the folder to analyse. Name a folder outside of it.`);
  return cacheDir;
}

export async function analyzeCommand(
  given: string | undefined,
  flags: AnalyzeFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  if (given === undefined)
    throw new UsageError('Name the folder to analyse: threatline analyze FOLDER --sarif FILE --facts FILE');
  const minimum = minCoverageOf(flags.minCoverage);
  const root = await existingFolder(given);
  for (const option of ['sarif', 'facts'] as const)
    if (flags[option] !== undefined) await refuseLinkedTarget(`--${option}`, flags[option], root);
  const cacheDir = cacheOf(root, flags.cache);
  if (flags.sarif !== undefined) await checkOutputFile('--sarif', flags.sarif);
  if (flags.facts !== undefined) await checkOutputFile('--facts', flags.facts);
  const controller = new AbortController();
  const release = terminal.onInterrupt(() => controller.abort());
  let latest: Progress | undefined;
  const long = new LongWork(
    (line) => terminal.err(line),
    () => latest && workLine({ ...latest, message: STAGE_TITLES[latest.stage] }),
  );
  try {
    const exclude = [flags.exclude ?? []].flat();
    const redaction = new Redaction();
    const onSecrets = (values: string[]): void => redaction.learn(values);
    const onProgress = (progress: Progress): void => void (latest = progress);
    const found = await analyze({
      root,
      exclude,
      onSecrets,
      onProgress,
      signal: controller.signal,
      ...(cacheDir === undefined ? {} : { cacheDir }),
    });
    const incomplete = incompleteReading(found.coverage, minimum);
    if (flags.sarif !== undefined)
      await writeJson(
        '--sarif',
        flags.sarif,
        redaction.all(analysisSarif(found, CLI_VERSION, await textsOf(root, found), incomplete)),
      );
    if (flags.facts !== undefined) await writeJson('--facts', flags.facts, redaction.all(factsFile(found)));
    terminal.out(redaction.text(analysisText(found, incomplete)));
    return incomplete.length > 0 ? EXIT.incomplete : EXIT.done;
  } catch (error) {
    if (controller.signal.aborted) return EXIT.interrupted;
    throw error;
  } finally {
    long.stop();
    release();
  }
}
