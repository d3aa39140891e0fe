import type { Basis } from '../../artifacts/explanation';
import type { Scope } from '../../artifacts/session-files';
import { fileSystemAt, nodeFileSystem } from '../../session/file-system';
import { sessionRootOf, sessionRootsOf } from '../../session/layout';
import { openSession } from '../../session/open';
import { withOrigins } from '../../session/origin';
import { RunError } from '../../session/run-error';
import type { RunState } from '../../session/run-state';
import { listSessions } from '../../session/session-index';
import { loadKey } from '../../session/session-key';
import type { AnalysisRequest, Analyzer, FindingView } from '../contract';
import { loadFindings } from '../findings';
import { digestOf } from '../keys';
import { excludesOf } from '../prepare';

/** What an answer rests on: how the folder is read, and what a finished threat model of it found. */
export interface Ground {
  request: AnalysisRequest;
  basis: Basis;
  findings: FindingView[];
  /** What is asked about is no part of the threat model. */
  outOfScope: boolean;
  /** The folder as it is read, as one hash. */
  digest: string;
}

interface Asked {
  folder: string;
  exclude: string[];
  sessionRoot?: string | undefined;
  analyzer: Analyzer;
  signal?: AbortSignal | undefined;
}

/** What of the folder a session is about. */
function pathsOf(scope: Scope): string[] | undefined {
  const analysed = scope['analysedPaths'];
  if (Array.isArray(analysed)) return analysed.filter((path): path is string => typeof path === 'string');
  if (scope.type === 'component') return scope.component?.paths;
  return scope.type === 'incremental' ? scope.incremental?.changedFiles : undefined;
}

/** The newest session of the folder that this user finished here. */
async function finishedSession({ folder, sessionRoot }: Asked): Promise<RunState | undefined> {
  const key = await loadKey();
  const sessions = await withOrigins(await listSessions(nodeFileSystem, sessionRootsOf(folder, sessionRoot)), key);
  const found = sessions.find(({ status, madeElsewhere }) => status === 'completed' && !madeElsewhere);
  if (!found) return undefined;
  try {
    return await openSession(found.dir, fileSystemAt(found.dir), key);
  } catch (error) {
    // A session that cannot be opened says nothing about the code.
    if (error instanceof RunError) return undefined;
    throw error;
  }
}

function requestFor({ folder, exclude, sessionRoot, signal }: Asked, scope?: Scope): AnalysisRequest {
  const paths = scope && pathsOf(scope);
  return {
    folder,
    exclude: scope ? excludesOf(scope) : exclude,
    sessionRoot: sessionRootOf(folder, sessionRoot),
    ...(paths ? { paths } : {}),
    ...(signal ? { signal } : {}),
  };
}

/** The folder as a whole, and the session whose code it no longer is, if there is one. */
async function fresh(asked: Asked, changed?: RunState): Promise<Ground> {
  const request = requestFor(asked);
  const digest = digestOf(await asked.analyzer.inventory(request));
  const basis: Basis = changed ? { kind: 'changed-session', session: changed.run } : { kind: 'analysis' };
  return { request, basis, findings: [], outOfScope: false, digest };
}

/**
 * The session that was finished last, with its scope and what it found, where the code is still the same; else the
 * folder as it is. `holds` says whether what is asked about is in the scope.
 */
export async function groundOf(asked: Asked, holds: (files: ReadonlySet<string>) => boolean): Promise<Ground> {
  const state = await finishedSession(asked);
  const before = state?.settled?.workspace['source_digest'];
  if (!state?.scope || typeof before !== 'string') return fresh(asked);
  const request = requestFor(asked, state.scope);
  const inventory = await asked.analyzer.inventory(request);
  const digest = digestOf(inventory);
  if (digest !== before) return fresh(asked, state);
  if (!holds(new Set(inventory.files.map(({ path }) => path)))) return { ...(await fresh(asked)), outOfScope: true };
  const findings = await loadFindings(state.sessionDir);
  return { request, basis: { kind: 'session', session: state.run }, findings, outOfScope: false, digest };
}
