import type { AgentKind, AgentKinds, AgentTask, Engine } from '../contract';
import type { AgentContext, AgentOutcome } from '../../reasoning/work';
import { sizeCodebase, SizingError } from '../../analysis/sizing/size-codebase';
import { inferBusinessContext } from '../../reasoning/context/infer';
import { investigate } from '../../reasoning/investigate/investigate';
import { mapComponent } from '../../reasoning/mapping/map';
import { planTests } from './test-planner';
import { breathe } from '../../reasoning/turns';
import { modelThreats } from './threat-modeler';
import { inWords } from './in-words';
import * as say from '../../wording/agents/outcomes';
import { nothingToAnalyse, sizingReport } from '../../wording/agents/sizing';

type Outcome<K extends AgentKind> = AgentOutcome<AgentKinds[K]['result']>;
type Answer<K extends AgentKind> = (task: AgentTask<K>, context: AgentContext) => Outcome<K> | Promise<Outcome<K>>;

const NOTHING_READ = { usage: { seconds: 0, filesRead: 0, tokens: 0 }, coverage: { filesRead: [], notReached: [] } };

/** Counts files and decides how they are shared out; nothing is read beyond the list of files. */
function size(now: () => string): Answer<'size'> {
  return (task, context) => {
    const { inventory, packages } = context.tools.facts();
    try {
      const sized = sizeCodebase(inventory, packages, task.input.crownJewelKeywords, task.input.scope);
      const result = sizingReport(sized, now());
      return {
        status: 'completed',
        result,
        found: say.sized(result.metrics.total_files, result.strategy.estimated_agents),
        ...NOTHING_READ,
      };
    } catch (error) {
      if (error instanceof SizingError) return { status: 'failed', reason: nothingToAnalyse, ...NOTHING_READ };
      throw error;
    }
  };
}

/**
 * The engine that needs no account, no model and no network: every kind of task answered by reasoning over the facts of
 * the code. `now` is the clock for results that carry a time.
 */
export function createBuiltinEngine(now: () => string = () => new Date().toISOString()): Engine {
  const answers: { [K in AgentKind]?: Answer<K> } = {
    'business-context': inWords(inferBusinessContext),
    size: size(now),
    map: inWords(mapComponent),
    investigate: inWords(investigate),
    'threat-model': modelThreats,
    'test-plan': planTests,
  };
  return {
    id: 'builtin',
    supports: (kind) => kind in answers,
    async run<K extends AgentKind>(
      task: AgentTask<K>,
      context: AgentContext,
    ): Promise<AgentOutcome<AgentKinds[K]['result']>> {
      // Starting an agent never delays what is already waiting.
      await breathe();
      if (context.signal.aborted) return { status: 'cancelled', reason: say.beforeStart, ...NOTHING_READ };
      const answer = answers[task.kind];
      return answer
        ? answer(task, context)
        : {
            status: 'failed',
            reason: say.notOfBuiltin(task.kind),
            ...NOTHING_READ,
          };
    },
  };
}
