import { clampPoolSize, AgentPool, type PoolServices } from '../agents/runner/pool';
import { createSourceReader, type SourceReader } from '../agents/runner/source-reader';
import { createTools } from '../agents/runner/tools';
import type { CheckpointRecord } from '../artifacts/checkpoint-record';
import type { CodeFacts } from '../artifacts/facts';
import type { Inventory } from '../artifacts/inventory';
import type { RunEventBody } from '../artifacts/run-events';
import type { Scope } from '../artifacts/session-files';
import type { InSteps } from '../reasoning/in-steps';
import { breathe } from '../reasoning/turns';
import type { Redaction } from '../safety/secrets/redaction';
import type { ArtifactStore } from '../session/artifact-store';
import type { FileSystem } from '../session/file-system';
import type { SessionFacts } from '../session/renderings';
import { RunError } from '../session/run-error';
import type { RunState } from '../session/run-state';
import { Artifacts } from './artifacts';
import type { Clock } from './clock';
import type { AnalysisRequest, RunServices, ReadingProgress } from './contract';
import { digestOf } from './keys';
import type { Recorder, Where } from './recorder';

/** Thrown through a step when the run is to end here; not an error. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
  constructor(readonly reason: 'stop-and-save' | 'user' | 'shutdown') {
    super(`stopped: ${reason}`);
  }
}

export interface RunParts {
  services: RunServices;
  request: AnalysisRequest;
  scope: Scope;
  /** When the files were listed already. */
  inventory?: Inventory;
  session: SessionFacts;
  sessionDir: string;
  sessionRoot: string;
  fs: FileSystem;
  store: ArtifactStore;
  recorder: Recorder;
  redaction: Redaction;
  clock: Clock;
  /** Every checkpoint as it was last shown, by id. */
  shown: ReadonlyMap<string, CheckpointRecord>;
}

/** What the steps of a run work with. */
export class RunContext {
  readonly pool: AgentPool;
  readonly poolSize: number;
  readonly reader: SourceReader;
  readonly artifacts: Artifacts;
  private readonly stopping = new AbortController();
  private reading: Promise<CodeFacts> | undefined;
  private listing: Promise<string> | undefined;
  /** Told how far the reading of the code is, while a step waits for it. */
  onReading: (progress: ReadingProgress) => void = () => undefined;

  constructor(readonly parts: RunParts) {
    this.pool = new AgentPool(parts.services.poolSize);
    this.poolSize = clampPoolSize(parts.services.poolSize);
    this.reader = createSourceReader(parts.request.folder);
    this.artifacts = new Artifacts(parts.store);
  }

  get state(): RunState {
    return this.parts.recorder.state;
  }

  get store(): ArtifactStore {
    return this.parts.store;
  }

  get signal(): AbortSignal {
    return this.stopping.signal;
  }

  get unattended(): boolean {
    return this.parts.services.unattended ?? false;
  }

  now(): string {
    return this.parts.clock.now();
  }

  emit(body: RunEventBody, where: Where = {}): Promise<void> {
    return this.parts.recorder.emit(body, where);
  }

  /** Ends the run: agents are stopped, steps give up at the next point. */
  stop(reason: Stopped['reason']): void {
    if (!this.stopping.signal.aborted) this.stopping.abort(new Stopped(reason));
    this.pool.stopAll();
  }

  /** Throws Stopped when the run is to end. */
  check(): void {
    if (this.signal.aborted) throw this.signal.reason as Stopped;
  }

  /** Runs work in portions, with a turn for others after each. Throws Stopped when the run is to end in between. */
  async inTurns<T>(work: InSteps<T>): Promise<T> {
    for (;;) {
      const step = work.next();
      if (step.done) return step.value;
      await breathe();
      this.check();
    }
  }

  /** What the code says. Read once, when it is first needed. */
  facts(): Promise<CodeFacts> {
    this.reading ??= this.analyse();
    return this.reading;
  }

  /** Hash of the source in scope, as it was when this process began. */
  sourceDigest(): Promise<string> {
    this.listing ??= this.parts.inventory
      ? Promise.resolve(digestOf(this.parts.inventory))
      : this.parts.services.analyzer
          .inventory({ ...this.parts.request, signal: this.signal })
          .then(digestOf, (error: unknown) => this.readingFailed(error));
    return this.listing;
  }

  async poolServices(): Promise<PoolServices> {
    const facts = await this.facts();
    const { engines } = this.parts.services;
    return {
      engines,
      tools: createTools(this.reader, facts),
      reader: this.reader,
      redaction: this.parts.redaction,
      elapsed: () => this.parts.clock.elapsed(),
    };
  }

  private async analyse(): Promise<CodeFacts> {
    try {
      return await this.parts.services.analyzer.analyze({
        ...this.parts.request,
        signal: this.signal,
        onProgress: (progress) => this.onReading(progress),
        onSecrets: (values) => this.parts.redaction.learn(values),
      });
    } catch (error) {
      return this.readingFailed(error);
    }
  }

  private readingFailed(error: unknown): never {
    this.check();
    if (error instanceof RunError) throw error;
    throw new RunError(
      'analysis-failed',
      `The code could not be read: ${error instanceof Error ? error.message : String(error)}`,
      'Check that the folder is readable, exclude what cannot be read with the setting "threatline.exclude", then resume.',
      { cause: error },
    );
  }
}
