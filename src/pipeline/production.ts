import { applyConcernEdits } from '../reasoning/concerns/edit';
import { concernsFromFeedback } from '../reasoning/concerns/feedback';
import { concernsMarkdown } from '../wording/summaries/concerns';
import { consolidateControls } from '../reasoning/controls/consolidate';
import { createBuiltinEngine } from '../agents/builtin/engine';
import { consolidateMapping } from '../reasoning/mapping/consolidate';
import { analyze, inventory } from '../analysis/analyze';
import type { AnalyzeOptions, Progress } from '../analysis/options';
import { STAGE_TITLES } from '../wording/stages';
import { renderReport } from '../report/render';
import { isReallyInside } from '../safety/files/real-path';
import { businessChoices } from '../reasoning/business/choices';
import { buildBusinessContext } from '../reasoning/business/business-context';
import { phase1Summary } from '../wording/summaries/phase1';
import { loadKey } from '../session/session-key';
import { systemClock } from './clock';
import type { AnalysisRequest, Analyzer, PipelineParts, RunServices } from './contract';
import { worded } from '../wording/render';
import { concernsInWords } from './concerns-in-words';

function optionsFor(request: AnalysisRequest, cacheDir?: string): AnalyzeOptions {
  const { folder, paths, exclude, sessionRoot, consider, signal, onProgress, onSecrets } = request;
  return {
    root: folder,
    exclude,
    sessionRoot,
    ...(paths ? { paths } : {}),
    ...(consider === undefined ? {} : { consider }),
    ...(cacheDir === undefined || isReallyInside(folder, cacheDir) ? {} : { cacheDir }),
    ...(signal ? { signal } : {}),
    ...(onSecrets ? { onSecrets } : {}),
    ...(onProgress
      ? { onProgress: (progress: Progress) => onProgress({ ...progress, stage: STAGE_TITLES[progress.stage] }) }
      : {}),
  };
}

/** Listing alone keeps nothing. */
export const analyzerWith = (cacheDir: string | undefined): Analyzer => ({
  inventory: (request) => inventory(optionsFor(request)),
  analyze: (request) => analyze(optionsFor(request, cacheDir)),
});

const parts: PipelineParts = {
  businessChoices,
  buildBusinessContext: worded(buildBusinessContext),
  phase1Summary,
  consolidateMapping: worded(consolidateMapping),
  deriveConcerns: concernsInWords,
  concernsMarkdown,
  applyConcernEdits: worded(applyConcernEdits),
  concernsFromFeedback: worded(concernsFromFeedback),
  consolidateControls: worded(consolidateControls),
  renderReport,
};

/**
 * Everything a real run needs: it reads code in worker threads and works with the built-in agents, without a network.
 * @param cacheDir Absolute, in the user's storage: where parsed files are kept between runs. In the analysed folder
 * nothing is kept.
 */
export function productionServices({
  version,
  trusted,
  cacheDir,
}: {
  version: string;
  trusted: boolean;
  cacheDir?: string;
}): RunServices {
  return {
    trusted,
    engines: [createBuiltinEngine(() => systemClock.now())],
    analyzer: analyzerWith(cacheDir),
    parts,
    version,
    sessionKey: () => loadKey(),
  };
}
