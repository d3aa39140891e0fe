import * as z from 'zod';
import { savedFileAt } from '../artifacts/saved-files';
import { sha256 } from './atomic-file';
import { type FileSystem, fileSystemAt } from './file-system';
import { evidenceProblems } from './integrity-evidence';
import { checkJournal } from './integrity-journal';
import type { IntegrityProblem } from './integrity-problem';
import { referenceProblems } from './integrity-references';
import { undeclaredFiles } from './integrity-undeclared';
import { FILES, inSession, summaryFile } from './layout';
import type { RunState } from './run-state';
import type { SessionKey } from './session-key';

export interface IntegrityReport {
  problems: IntegrityProblem[];
  checked: { events: number; files: number; quotes: number; references: number };
}

function schemaProblem(path: string, text: string, artifacts: Map<string, unknown>): IntegrityProblem | undefined {
  const file = savedFileAt(path);
  if (!file) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    artifacts.set(path, value);
    const checked = file.schema.safeParse(value);
    return checked.success
      ? undefined
      : {
          file: path,
          kind: 'schema',
          level: 'error',
          message:
            `Does not fit the schema "${file.name}": ` +
            z.prettifyError(checked.error).split('\n').slice(0, 3).join(' '),
        };
  } catch {
    return { file: path, kind: 'schema', level: 'error', message: 'Not valid JSON.' };
  }
}

async function fileProblems(
  fs: FileSystem,
  sessionDir: string,
  state: RunState,
  artifacts: Map<string, unknown>,
): Promise<IntegrityProblem[]> {
  const problems: IntegrityProblem[] = [];
  for (const [path, expected] of Object.entries(state.artifacts).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const bytes = await fs.read(inSession(sessionDir, path)).catch(() => undefined);
    if (!bytes) {
      problems.push({
        file: path,
        kind: 'missing',
        level: 'error',
        message: 'The journal says it was written, but it is not there.',
      });
      continue;
    }
    if (sha256(bytes) !== expected)
      problems.push({
        file: path,
        kind: 'changed',
        level: 'error',
        message: 'The content is not what the journal says was written.',
      });
    const wrong = schemaProblem(path, Buffer.from(bytes).toString('utf8'), artifacts);
    if (wrong) problems.push(wrong);
  }
  return problems;
}

function renderingProblem(
  path: string,
  bytes: Uint8Array | undefined,
  state: RunState,
  artifacts: Map<string, unknown>,
): IntegrityProblem[] {
  if (!bytes) return [{ file: path, kind: 'missing', level: 'error', message: 'The file is missing.' }];
  const wrong = schemaProblem(path, Buffer.from(bytes).toString('utf8'), artifacts);
  const expected = state.renderings[path];
  const changed = expected !== undefined && sha256(bytes) !== expected;
  return [
    ...(changed
      ? [
          {
            file: path,
            kind: 'changed',
            level: 'error',
            message: 'The content is not what the journal says was written.',
          } as const,
        ]
      : []),
    ...(wrong ? [wrong] : []),
  ];
}

/**
 * Views of the state: sessions of earlier versions do not say what theirs were, of these only the schema is checked.
 */
async function renderingProblems(
  fs: FileSystem,
  sessionDir: string,
  state: RunState,
  artifacts: Map<string, unknown>,
): Promise<IntegrityProblem[]> {
  const paths = [...new Set<string>([FILES.config, FILES.metadata, ...Object.keys(state.renderings)])].sort();
  const problems: IntegrityProblem[] = [];
  for (const path of paths) {
    const bytes = await fs.read(inSession(sessionDir, path)).catch(() => undefined);
    problems.push(...renderingProblem(path, bytes, state, artifacts));
  }
  return problems;
}

const MAX_SUMMARY_TOKENS = 2000;
async function summaryProblems(fs: FileSystem, sessionDir: string, state: RunState): Promise<IntegrityProblem[]> {
  const problems: IntegrityProblem[] = [];
  for (const path of [1, 3, 4, 5, 6].map(summaryFile).filter((path) => path in state.artifacts)) {
    const bytes = await fs.read(inSession(sessionDir, path)).catch(() => undefined);
    if (bytes && Math.ceil(bytes.length / 4) >= MAX_SUMMARY_TOKENS)
      problems.push({
        file: path,
        kind: 'schema',
        level: 'error',
        message: 'The summary is longer than 2,000 tokens.',
      });
  }
  return problems;
}

/**
 * Checks a session as a whole: journal, schemas, hashes, quotes against the workspace, references between artifacts.
 * Each problem names the file and what is wrong with it. Changes nothing.
 */
export async function verifySession(
  sessionDir: string,
  workspace: string,
  fs: FileSystem = fileSystemAt(sessionDir),
  key?: SessionKey,
): Promise<IntegrityReport> {
  const { state, events, problems } = await checkJournal(fs, sessionDir, key);
  const artifacts = new Map<string, unknown>();
  const files = await fileProblems(fs, sessionDir, state, artifacts);
  const renderings = await renderingProblems(fs, sessionDir, state, artifacts);
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
    checked: {
      events,
      files: Object.keys(state.artifacts).length,
      quotes: evidence.checked,
      references: references.checked,
    },
  };
}
