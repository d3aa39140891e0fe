import type { CheckpointRecord, Decision } from '../../src/artifacts/checkpoint-record';
import type { CheckpointView } from '../../src/artifacts/checkpoint-views';
import type { PanelCommand, PanelContext } from '../../src/protocol/messages';
import type { RunState } from '../../src/session/run-state';
import type { FieldError } from '../state/answers';
import type { Request } from '../state/request';
import type { Draft, Saved } from '../state/saved';

/** What a view may do. Nothing else leaves it. */
export interface Actions {
  openFile: (file: string, line?: number) => void;
  openArtifact: (path: string) => void;
  openReport: () => void;
  command: (command: PanelCommand, argument?: string) => void;
  /** Remembers whether a section is open. */
  toggle: (section: string, open: boolean) => void;
  edit: (change: Partial<Draft>) => void;
  decide: (decision: Omit<Decision, 'decidedBy'>) => void;
  /** The answers were checked and are not complete: shows what is missing and goes there. */
  showErrors: () => void;
  focus: (id: string) => void;
}

/** What a view without checkpoint draws from. */
export interface Env {
  context: PanelContext;
  saved: Saved;
  act: Actions;
  /** Stop was pressed and the run has not stopped yet. */
  stopping: boolean;
}

export interface RunEnv extends Env {
  run: RunState;
}

/** What a checkpoint draws from. */
export interface CheckpointEnv extends RunEnv {
  record: CheckpointRecord;
  draft: Draft;
  request: Request;
  errors: FieldError[];
}

export type Viewed<V extends CheckpointView> = CheckpointEnv & { view: V };
