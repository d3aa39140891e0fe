import type { ThreatModelData } from '../artifacts/report-data';
import { coverageBlock } from './markdown/coverage';
import { architecture, businessContext, controls, executiveSummary, heading, limitations } from './markdown/overview';
import { abuseCases, appendix, compliance, roadmap, testPlan, threatAnalysis } from './markdown/threats';
import { jsonText } from '../safety/text/json';
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

export function renderReport(data: ThreatModelData, code: CodeView = NO_CODE, leads = false): RenderedReport {
  const sections = [
    heading,
    coverageBlock,
    executiveSummary,
    businessContext,
    architecture,
    controls,
    threatAnalysis,
    abuseCases,
    testPlan,
    roadmap,
    compliance,
    limitations,
    appendix,
  ];
  const json = (value: unknown): string => `${jsonText(value)}\n`;
  return {
    markdown: `${blocks(...sections.map((section) => section(data)))}\n`,
    json: json(data),
    sarif: json(threatsSarif(data, code, leads)),
  };
}
