import { fileSystemAt, nodeFileSystem } from '../session/file-system';
import { FILES } from '../session/layout';
import { RunError } from '../session/run-error';
import { slugOfScope } from '../session/slug';
import { clampPoolSize } from '../agents/runner/pool';
import type { SessionFacts } from '../session/renderings';
import { systemClock } from './clock';
import { RunContext } from './context';
import type { PreparedRun, Run, RunServices } from './contract';
import { describeWorkspace } from './git/describe';
import { digestOf } from './keys';
import { checkNobodyElse, excludesOf } from './prepare';
import { saveRenderings } from './renderings';
import { RunHandle } from './run-handle';
import { createSession } from './session/create';
import { rootOf, sessionFacts } from './session/facts';
import type { OpenSession, SessionServices } from './session/open-session';
import { reopenSession } from './session/reopen';
import { announceTakeUp, judge, pathsOf } from './take-up';

export { prepareRun } from './prepare';

/** Folders with a run in this process: one at a time each. */
const active = new Set<string>();

async function claimed(folder: string, start: () => Promise<RunHandle>): Promise<Run> {
  if (active.has(folder))
    throw new RunError(
      'already-running',
      'A threat model of this folder is already running in this window.',
      'Watch it in the Session view, or stop it first.',
    );
  active.add(folder);
  try {
    const handle = await start();
    void handle.finished.then(() => active.delete(folder));
    return handle;
  } catch (error) {
    active.delete(folder);
    throw error;
  }
}

async function abandon(session: OpenSession, error: unknown): Promise<never> {
  await session.recorder.close().catch(() => undefined);
  await session.release();
  throw error;
}

/** @param base Session folder or root: no link is followed there. */
async function sessionServices(
  base: string,
  { fs = fileSystemAt(base), clock = systemClock, sessionKey }: RunServices,
): Promise<SessionServices> {
  const key = await sessionKey?.();
  return { fs, clock, ...(key ? { key } : {}) };
}

function factsFor(
  { options, plan, inventory, request, scope }: PreparedRun,
  session: OpenSession,
  created: string,
): SessionFacts {
  const name = session.dir.split(/[\\/]/).at(-1) ?? '';
  const { investigator = 15, mapper = 30 } = options.timeLimits ?? {};
  return {
    sessionId: name.slice(0, 15),
    name,
    folderName: name,
    target: slugOfScope(scope),
    created,
    ...(options.customNotes ? { customNotes: options.customNotes } : {}),
    runtime: {
      maxConcurrentAgents: plan.poolSize,
      mapperTimeoutMinutes: mapper,
      investigatorTimeoutMinutes: investigator,
      maxRetries: 3,
    },
    workspace: { ...describeWorkspace(request.folder), folder: request.folder, source_digest: digestOf(inventory) },
  };
}

async function begin(prepared: PreparedRun): Promise<RunHandle> {
  const { options, plan, scope, request, inventory } = prepared;
  const services = await sessionServices(request.sessionRoot, options);
  const { fs, clock } = services;
  const created = clock.now();
  const session = await createSession(services, request.sessionRoot, scope);
  try {
    const facts = factsFor(prepared, session, created);
    const { dir, recorder, store, shown, redaction } = session;
    redaction.spare([request.folder, dir]);
    const { target, customNotes, runtime, workspace } = facts;
    const settled = { target, runtime, workspace, ...(customNotes === undefined ? {} : { customNotes }) };
    const { methodology, cvssVersion, folder, unattended = false } = options;
    await recorder.emit({
      type: 'run.started',
      sessionId: facts.sessionId,
      sessionDir: dir,
      folder,
      scope,
      methodology,
      cvssVersion,
      unattended,
      plan,
      settled,
    });
    const context = new RunContext({
      services: options,
      request,
      scope,
      inventory,
      session: facts,
      sessionDir: dir,
      sessionRoot: request.sessionRoot,
      fs,
      store,
      recorder,
      redaction,
      clock,
      shown,
    });
    await store.writeJson(FILES.scope, scope);
    await saveRenderings(context);
    return new RunHandle(context, session.release, false);
  } catch (error) {
    return abandon(session, error);
  }
}

/** Creates the session and starts working. Throws RunError when it cannot start; later failures are in `state`. */
export function startRun(prepared: PreparedRun): Promise<Run> {
  return claimed(prepared.request.folder, () => begin(prepared));
}

async function takeUp(sessionDir: string, services: RunServices): Promise<RunHandle> {
  const open = await sessionServices(sessionDir, services);
  const { fs, clock } = open;
  const agreed = await judge(sessionDir, open, services);
  const session = await reopenSession(open, sessionDir);
  try {
    const { recorder, store, shown, redaction } = session;
    const { scope } = recorder.state;
    const { folder } = agreed;
    if (!scope)
      throw new RunError('corrupt-session', 'The session does not say what it analyses.', 'Start a new threat model.');
    await announceTakeUp(recorder, agreed);
    const known = await sessionFacts(session);
    const facts = { ...known, workspace: { ...known.workspace, folder } };
    const request = { folder, exclude: excludesOf(scope), sessionRoot: rootOf(sessionDir), ...pathsOf(scope) };
    const poolSize = clampPoolSize(services.poolSize ?? facts.runtime.maxConcurrentAgents);
    const context = new RunContext({
      services: { ...services, poolSize },
      request,
      scope,
      session: facts,
      sessionDir,
      sessionRoot: rootOf(sessionDir),
      fs,
      store,
      recorder,
      redaction,
      clock,
      shown,
    });
    redaction.spare([folder, sessionDir]);
    // The first process may have ended before it wrote this.
    await store.writeJson(FILES.scope, scope);
    return new RunHandle(context, session.release, true);
  } catch (error) {
    return abandon(session, error);
  }
}

/** Takes a session up where it stopped: finished work is reused, an open checkpoint is shown again. Throws RunError. */
export async function resumeRun(sessionDir: string, services: RunServices): Promise<Run> {
  const { fs = nodeFileSystem } = services;
  // A link to a session is another name for it, not another session.
  const dir = await fs.realPath(sessionDir).catch((error: unknown) => {
    if (error instanceof RunError) throw error;
    return sessionDir;
  });
  return claimed(dir, async () => {
    await checkNobodyElse(fs, rootOf(dir));
    return takeUp(dir, services);
  });
}
