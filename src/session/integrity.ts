import { join } from 'node:path';
import * as z from 'zod';
import { savedFileAt } from '../artifacts/saved-files';
import { sha256 } from './atomic-file';
import { type FileSystem, nodeFileSystem } from './file-system';
import { evidenceProblems } from './integrity-evidence';
import type { IntegrityProblem } from './integrity-problem';
import { referenceProblems } from './integrity-references';
import { FILES, inSession, summaryFile } from './layout';
import { parseJournal } from './journal';
import { initialState, reduce } from './reduce';
import type { RunState } from './run-state';

export interface IntegrityReport {
  problems: IntegrityProblem[];
  checked: { events: number; files: number; quotes: number; references: number };
}

async function filesUnder(fs: FileSystem, sessionDir: string, folder: string): Promise<string[]> {
  const entries = await fs.list(inSession(sessionDir, folder));
  const folders = entries.filter((entry) => entry.directory);
  const nested = await Promise.all(folders.map(({ name }) => filesUnder(fs, sessionDir, `${folder}/${name}`)));
  return [...entries.filter((entry) => !entry.directory).map(({ name }) => `${folder}/${name}`), ...nested.flat()];
}

/** Kept for people to look at, not part of the result. */
const ASIDE = /(^|\/)(partial|reverted|\.snapshots)\//;
const EVIDENCE_FOLDERS = ['phase-1', 'phase-2', 'phase-3', 'phase-4', 'phase-5', 'phase-6', 'final-report'];

async function journalProblems(fs: FileSystem, sessionDir: string): Promise<{ state: RunState; events: number; problems: IntegrityProblem[] }> {
  const problem = (message: string): IntegrityProblem => ({ file: FILES.journal, kind: 'journal', level: 'error', message });
  const bytes = await fs.read(join(sessionDir, FILES.journal)).catch(() => undefined);
  if (!bytes) return { state: initialState(), events: 0, problems: [problem('The journal is missing.')] };
  const { events, torn, corruption } = parseJournal(bytes);
  const problems = [
    ...(torn ? [problem('The last line is incomplete: the process was ended while it wrote.')] : []),
    ...(corruption ? [problem(`Line ${corruption.line}: ${corruption.reason}. Nothing from there on can be trusted.`)] : []),
  ];
  return { state: events.reduce(reduce, initialState()), events: events.length, problems };
}

function schemaProblem(path: string, text: string, artifacts: Map<string, unknown>): IntegrityProblem | undefined {
  const file = savedFileAt(path);
  if (!file) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    artifacts.set(path, value);
    const checked = file.schema.safeParse(value);
    return checked.success ? undefined : { file: path, kind: 'schema', level: 'error', message: `Does not fit the schema "${file.name}": ${z.prettifyError(checked.error).split('\n').slice(0, 3).join(' ')}` };
  } catch {
    return { file: path, kind: 'schema', level: 'error', message: 'Not valid JSON.' };
  }
}

async function fileProblems(fs: FileSystem, sessionDir: string, state: RunState, artifacts: Map<string, unknown>): Promise<IntegrityProblem[]> {
  const problems: IntegrityProblem[] = [];
  for (const [path, expected] of Object.entries(state.artifacts).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const bytes = await fs.read(inSession(sessionDir, path)).catch(() => undefined);
    if (!bytes) {
      problems.push({ file: path, kind: 'missing', level: 'error', message: 'The journal says it was written, but it is not there.' });
      continue;
    }
    if (sha256(bytes) !== expected) problems.push({ file: path, kind: 'changed', level: 'error', message: 'The content is not what the journal says was written.' });
    const wrong = schemaProblem(path, Buffer.from(bytes).toString('utf8'), artifacts);
    if (wrong) problems.push(wrong);
  }
  return problems;
}

async function undeclaredFiles(fs: FileSystem, sessionDir: string, state: RunState): Promise<IntegrityProblem[]> {
  const present = (await Promise.all(EVIDENCE_FOLDERS.map((folder) => filesUnder(fs, sessionDir, folder)))).flat();
  return present
    .filter((path) => path.endsWith('.json') && !ASIDE.test(path) && !(path in state.artifacts))
    .map((file) => ({ file, kind: 'undeclared', level: 'error', message: 'No event of the journal says that this file was written.' }));
}

/** Renderings follow the state and are not declared in the journal: only their schema is checked. */
async function renderingProblems(fs: FileSystem, sessionDir: string, artifacts: Map<string, unknown>): Promise<IntegrityProblem[]> {
  const problems: IntegrityProblem[] = [];
  for (const path of [FILES.config, FILES.metadata]) {
    const bytes = await fs.read(inSession(sessionDir, path)).catch(() => undefined);
    const wrong = bytes ? schemaProblem(path, Buffer.from(bytes).toString('utf8'), artifacts) : undefined;
    if (!bytes) problems.push({ file: path, kind: 'missing', level: 'error', message: 'The file is missing.' });
    if (wrong) problems.push(wrong);
  }
  return problems;
}

const MAX_SUMMARY_TOKENS = 2000;
async function summaryProblems(fs: FileSystem, sessionDir: string, state: RunState): Promise<IntegrityProblem[]> {
  const problems: IntegrityProblem[] = [];
  for (const path of [1, 3, 4, 5, 6].map(summaryFile).filter((path) => path in state.artifacts)) {
    const bytes = await fs.read(inSession(sessionDir, path)).catch(() => undefined);
    if (bytes && Math.ceil(bytes.length / 4) >= MAX_SUMMARY_TOKENS) problems.push({ file: path, kind: 'schema', level: 'error', message: 'The summary is longer than 2,000 tokens.' });
  }
  return problems;
}

/**
 * Checks a session as a whole: journal, schemas, hashes, quotes against the workspace, references between artifacts.
 * Each problem names the file and what is wrong with it. Changes nothing.
 */
export async function verifySession(sessionDir: string, workspace: string, fs: FileSystem = nodeFileSystem): Promise<IntegrityReport> {
  const { state, events, problems } = await journalProblems(fs, sessionDir);
  const artifacts = new Map<string, unknown>();
  const files = await fileProblems(fs, sessionDir, state, artifacts);
  const renderings = await renderingProblems(fs, sessionDir, artifacts);
  const evidence = await evidenceProblems(artifacts, workspace);
  const references = referenceProblems(artifacts);
  return {
    problems: [
      ...problems,
      ...files,
      ...renderings,
      ...(await undeclaredFiles(fs, sessionDir, state)),
      ...(await summaryProblems(fs, sessionDir, state)),
      ...evidence.problems,
      ...references.problems,
    ],
    checked: { events, files: Object.keys(state.artifacts).length, quotes: evidence.checked, references: references.checked },
  };
}
