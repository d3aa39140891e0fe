import { join } from 'node:path';
import { applyConcernEdits } from '../agents/builtin/concerns/edit';
import { concernsFromFeedback } from '../agents/builtin/concerns/feedback';
import { concernsMarkdown } from '../agents/builtin/concerns/markdown';
import { deriveConcerns } from '../agents/builtin/concerns/derive';
import { consolidateControls } from '../agents/builtin/controls/consolidate';
import { createBuiltinEngine } from '../agents/builtin/engine';
import { consolidateMapping } from '../agents/builtin/mapping/consolidate';
import { analyze, inventory } from '../analysis/analyze';
import { type AnalyzeOptions, type Progress, STAGE_TITLES } from '../analysis/options';
import { renderReport } from '../report/render';
import { businessChoices } from '../threats/business/choices';
import { buildBusinessContext } from '../threats/business-context';
import { phase1Summary } from '../threats/business-summary';
import { loadKey } from '../session/session-key';
import { systemClock } from './clock';
import type { AnalysisRequest, Analyzer, PipelineParts, RunServices } from './contract';

/** Listing alone writes nothing; reading keeps what it parsed beside the sessions. */
function optionsFor(request: AnalysisRequest, cached: boolean): AnalyzeOptions {
  const { folder, paths, exclude, sessionRoot, signal, onProgress, onSecrets } = request;
  return {
    root: folder,
    exclude,
    sessionRoot,
    ...(paths ? { paths } : {}),
    ...(cached ? { cacheDir: join(sessionRoot, '.cache') } : {}),
    ...(signal ? { signal } : {}),
    ...(onSecrets ? { onSecrets } : {}),
    ...(onProgress ? { onProgress: (progress: Progress) => onProgress({ ...progress, stage: STAGE_TITLES[progress.stage] }) } : {}),
  };
}

const analyzer: Analyzer = {
  inventory: (request) => inventory(optionsFor(request, false)),
  analyze: (request) => analyze(optionsFor(request, true)),
};

const parts: PipelineParts = {
  businessChoices,
  buildBusinessContext,
  phase1Summary,
  consolidateMapping,
  deriveConcerns,
  concernsMarkdown,
  applyConcernEdits,
  concernsFromFeedback,
  consolidateControls,
  renderReport,
};

/** Everything a real run needs: it reads code in worker threads and works with the built-in agents, without a network. */
export function productionServices({ version, trusted }: { version: string; trusted: boolean }): RunServices {
  return { trusted, engines: [createBuiltinEngine(() => systemClock.now())], analyzer, parts, version, sessionKey: () => loadKey() };
}
