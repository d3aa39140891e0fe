import type { CheckpointView } from '../../src/artifacts/checkpoint-views';
import type { VNode } from '../dom';
import { batchView } from './batch';
import { businessView } from './business';
import { controlsView } from './controls-view';
import { finishedView, stoppedView } from './ended';
import type { CheckpointEnv, Env, RunEnv } from './env';
import { idleView } from './idle';
import { mappingView } from './mapping';
import { runningView } from './running';
import { testsView } from './tests';
import { threatsView } from './threats';

export function checkpointView(env: CheckpointEnv): VNode {
  const view: CheckpointView = env.record.summary;
  switch (view.kind) {
    case 'business-context':
      return businessView({ ...env, view });
    case 'mapping':
      return mappingView({ ...env, view });
    case 'batch':
      return batchView({ ...env, view });
    case 'controls':
      return controlsView({ ...env, view });
    case 'threats':
      return threatsView({ ...env, view });
    case 'tests':
      return testsView({ ...env, view });
  }
}

/** The screens of a run that asks nothing right now. */
export function runView(env: RunEnv): VNode {
  switch (env.run.status) {
    case 'idle':
      return idleView(env satisfies Env);
    case 'running':
    case 'waiting':
      return runningView(env);
    case 'stopped':
    case 'failed':
      return stoppedView(env);
    case 'completed':
      return finishedView(env);
  }
}
