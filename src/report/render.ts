import type { ThreatModelData } from '../artifacts/report-data';
import { accessMatrix } from './markdown/access';
import { coverageBlock, incompleteNote } from './markdown/coverage';
import {
  architecture,
  assumptions,
  businessContext,
  controls,
  executiveSummary,
  heading,
  limitations,
} from './markdown/overview';
import { abuseCases, appendix, compliance, roadmap, testPlan, threatAnalysis } from './markdown/threats';
import { jsonText, objectInSteps } from '../safety/text/json';
import { blocks } from './markdown/text';
import { type CodeView, NO_CODE } from './sarif/code-view';
import { threatsSarif } from './sarif/threats';

/**
 * The three renderings of one threat model, as file contents; `code` is what the places of the model are recognised by.
 * They list the same threats (spec P-175), but that the SARIF has leads only with `leads`.
 */
export interface RenderedReport {
  markdown: string;
  json: string;
  sarif: string;
}

const SECTIONS: readonly ((data: ThreatModelData) => string)[] = [
  heading,
  incompleteNote,
  executiveSummary,
  coverageBlock,
  businessContext,
  architecture,
  accessMatrix,
  controls,
  threatAnalysis,
  abuseCases,
  testPlan,
  roadmap,
  compliance,
  assumptions,
  limitations,
  appendix,
];

/** In portions: the report of a large application takes a while, and whoever asks for it may have to answer others. */
export function* renderReport(
  data: ThreatModelData,
  code: CodeView = NO_CODE,
  leads = false,
): Generator<undefined, RenderedReport, undefined> {
  const parts: string[] = [];
  for (const section of SECTIONS) {
    parts.push(section(data));
    yield;
  }
  const json = yield* objectInSteps(data);
  const log = threatsSarif(data, code, leads);
  yield;
  return { markdown: `${blocks(...parts)}\n`, json: `${json}\n`, sarif: `${jsonText(log)}\n` };
}
