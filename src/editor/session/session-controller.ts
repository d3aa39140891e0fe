import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Decision } from '../../artifacts/checkpoint-record';
import type { RunEvent } from '../../artifacts/run-events';
import type { DecideResult, PreparedRun, Run, RunServices, StopTarget } from '../../pipeline/contract';
import { type Elsewhere, elsewhereWords } from '../../session/origin';
import { RunError } from '../../session/run-error';
import type { RunState } from '../../session/run-state';
import type { PipelineApi } from '../pipeline-api';
import { settingsOf } from '../settings';

/** How long the end of a run may take when the window closes. */
const SHUTDOWN_MS = 4_500;
const REOPEN_MS = 15_000;

/** How often a session that another window works on is read again. */
const FOLLOW_MS = 2_000;

/** The one session this window shows. */
export interface Current {
  readonly folder: vscode.Uri;
  readonly state: RunState;
  /** Present while this window works on it. */
  readonly run?: Run;
  /** Why it can only be read here, in a sentence. */
  readonly readOnly?: string;
  /** Present when this user did not make it on this machine: it goes on only after they agreed. */
  readonly elsewhere?: Elsewhere;
}

/** Another window or terminal works on it. */
const isHeld = ({ readOnly, elsewhere }: Current): boolean => readOnly !== undefined && elsewhere === undefined;

const readOnlyWords = (origin: Elsewhere): string =>
  `${elsewhereWords(origin)} It can be read ` +
  `here${origin.because === 'other-tool' ? '' : '; Resume asks before it goes on'}.`;

const ended = (state: RunState): boolean =>
  state.status === 'completed' || state.status === 'failed' || state.status === 'stopped';

/**
 * A session read from disk, as it stands when nobody works on it: an open checkpoint waits, anything else has stopped.
 */
function atRest(state: RunState): RunState {
  if (state.status === 'completed' || state.status === 'failed') return state;
  if (!state.checkpoint)
    return {
      ...state,
      status: 'stopped',
      phases: state.phases.map((phase) => (phase.status === 'running' ? { ...phase, status: 'stopped' } : phase)),
    };
  const [phase] = state.phases
    .filter(({ status }) => status === 'stopped' || status === 'running' || status === 'waiting')
    .slice(-1);
  return {
    ...state,
    status: 'waiting',
    phases: state.phases.map((one) => (one === phase ? { ...one, status: 'waiting' } : one)),
  };
}

/**
 * Owns the session of this window: starts, opens, resumes, decides, stops.
 * Everything that shows something reads from here.
 */
export class SessionController {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly happened = new vscode.EventEmitter<RunEvent>();
  /** Another session, or a new state of this one. */
  readonly onDidChange = this.changed.event;
  /** Every event of the run in this window, after the state changed. */
  readonly onEvent = this.happened.event;
  private shown: Current | undefined;
  private unsubscribe: (() => void) | undefined;
  private busy = false;
  private following: NodeJS.Timeout | undefined;

  constructor(private readonly api: PipelineApi) {}

  get current(): Current | undefined {
    return this.shown;
  }

  /** Whether a run of this window is under way; a start or resume on its way counts. */
  get isLive(): boolean {
    return this.busy || this.shown?.run !== undefined;
  }

  services(folder: vscode.Uri): RunServices {
    const { maxConcurrentAgents, investigatorTimeoutMinutes, mapperTimeoutMinutes } = settingsOf(folder);
    return this.api.services({
      trusted: vscode.workspace.isTrusted,
      poolSize: maxConcurrentAgents,
      investigatorMinutes: investigatorTimeoutMinutes,
      mapperMinutes: mapperTimeoutMinutes,
    });
  }

  /** Throws RunError. */
  async start(folder: vscode.Uri, prepared: PreparedRun): Promise<Run> {
    return this.claim(async () => this.adopt(folder, await this.api.startRun(prepared)));
  }

  /** Goes on with a stopped session; with one made elsewhere only when the user agreed. Throws RunError. */
  async resume(folder: vscode.Uri, sessionDir: string, trustSession = false): Promise<Run> {
    const services = { ...this.services(folder), folder: folder.fsPath, trustSession };
    return this.claim(async () => this.adopt(folder, await this.api.resumeRun(sessionDir, services)));
  }

  /** Shows a session from disk; takes nothing and changes nothing. Throws RunError. */
  async open(folder: vscode.Uri, sessionDir: string): Promise<Current> {
    return this.claim(async () => {
      const shown = await this.read(folder, sessionDir);
      this.release();
      this.shown = shown;
      if (isHeld(shown)) this.following = setInterval(() => void this.follow(shown), FOLLOW_MS);
      this.changed.fire();
      return shown;
    });
  }

  /** Reads the shown session from disk again, unless it runs here. */
  async refresh(): Promise<void> {
    if (this.shown && !this.isLive) await this.open(this.shown.folder, this.shown.state.sessionDir);
  }

  /** Answers the open checkpoint; a session at rest is taken up first. */
  async decide(checkpoint: string, decision: Decision): Promise<DecideResult> {
    const { shown } = this;
    if (!shown) return { ok: false, message: 'No session is open.' };
    if (shown.readOnly !== undefined) return { ok: false, message: shown.readOnly };
    const run = shown.run ?? (await this.resume(shown.folder, shown.state.sessionDir));
    await shownAgain(run, checkpoint);
    return run.decide(checkpoint, decision);
  }

  /** Resolves when what was stopped has ended; nothing happens when nothing runs. */
  async stop(target: StopTarget): Promise<void> {
    await this.shown?.run?.stop(target);
  }

  /** Shows no session. */
  close(): void {
    if (this.isLive) throw new RunError('already-running', 'A threat model is running.', 'Stop it first.');
    this.release();
    this.shown = undefined;
    this.changed.fire();
  }

  /** Ends the run within five seconds; it can be resumed. */
  async dispose(): Promise<void> {
    const run = this.shown?.run;
    this.release();
    this.shown = undefined;
    await Promise.race([run?.dispose(), sleep(SHUTDOWN_MS, undefined, { ref: false })]);
    this.changed.dispose();
    this.happened.dispose();
  }

  private async read(folder: vscode.Uri, sessionDir: string): Promise<Current> {
    const [opened, holder, origin] = [
      await this.api.openSession(sessionDir),
      await this.api.liveHolder(sessionDir),
      await this.api.originOf(sessionDir),
    ];
    // Whatever a session says about its folder: this is the one the user has open.
    const state = { ...opened, folder: folder.fsPath };
    if (origin.made === 'elsewhere')
      return { folder, state: atRest(state), readOnly: readOnlyWords(origin), elsewhere: origin };
    if (!holder) return { folder, state: atRest(state) };
    return {
      folder,
      state,
      readOnly:
        `Another window or terminal works on this session (process ${holder.pid} on ${holder.host}). It can ` +
        `be read here; decide there.`,
    };
  }

  /** Keeps a session up to date that another window works on, until nobody does. */
  private async follow(opened: Current): Promise<void> {
    const now = await this.read(opened.folder, opened.state.sessionDir).catch(() => undefined);
    const { shown } = this;
    if (!now || this.busy || !shown || shown.run || shown.state.sessionDir !== opened.state.sessionDir) return;
    if (!isHeld(now)) clearInterval(this.following);
    if (now.state.seq === shown.state.seq && now.readOnly === shown.readOnly) return;
    this.shown = now;
    this.changed.fire();
  }

  private async claim<T>(work: () => Promise<T>): Promise<T> {
    if (this.isLive)
      throw new RunError(
        'already-running',
        'A threat model is already running in this window.',
        'Watch it in the Session view, or stop it first.',
      );
    this.busy = true;
    try {
      return await work();
    } finally {
      this.busy = false;
    }
  }

  private adopt(folder: vscode.Uri, run: Run): Run {
    this.release();
    this.shown = { folder, run, state: run.state };
    this.unsubscribe = run.onEvent((event, state) => this.take(run, state, event));
    this.changed.fire();
    void run.finished.then((state) => this.finish(run, state));
    return run;
  }

  private take(run: Run, state: RunState, event: RunEvent): void {
    if (this.shown?.run !== run) return;
    this.shown = { ...this.shown, state };
    this.changed.fire();
    this.happened.fire(event);
  }

  private async finish(run: Run, state: RunState): Promise<void> {
    await run.dispose();
    if (this.shown?.run !== run) return;
    this.release();
    this.shown = { folder: this.shown.folder, state: ended(state) ? state : atRest(state) };
    this.changed.fire();
  }

  private release(): void {
    clearInterval(this.following);
    this.unsubscribe?.();
    this.unsubscribe = undefined;
  }
}

/** A run that was just taken up opens its checkpoint again; until then there is nothing to decide. */
async function shownAgain(run: Run, checkpoint: string): Promise<void> {
  const isOpen = (): boolean => run.state.status === 'waiting' && run.state.checkpoint?.id === checkpoint;
  if (isOpen()) return;
  let unsubscribe = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    unsubscribe = run.onEvent(() => isOpen() && resolve());
  });
  await Promise.race([opened, run.finished, sleep(REOPEN_MS, undefined, { ref: false })]);
  unsubscribe();
}
