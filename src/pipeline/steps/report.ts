import type { ThreatModelData } from '../../artifacts/report-data';
import { type CodeView, codeView } from '../../report/sarif/code-view';
import { sourceTexts } from '../../safety/files/source-texts';
import { FILES } from '../../session/layout';
import { reportData } from '../report-data';
import type { RunContext } from '../context';
import type { Step } from '../step';
import * as steps from '../../wording/run/steps';

const OUTPUTS = [FILES.reportMarkdown, FILES.reportJson, FILES.reportSarif];

/** The code at the places of the model, by which they are recognised in the next report. */
async function codeBehind(context: RunContext, { threats, securityControls }: ThreatModelData): Promise<CodeView> {
  const places = [...threats, ...securityControls.gaps].flatMap(({ locations }) => locations);
  const flow = securityControls.gaps.flatMap((gap) => gap.flow ?? []);
  const texts = await sourceTexts(
    context.parts.request.folder,
    [...places, ...flow].map(({ file_path: path }) => path),
  );
  return codeView(texts, await context.facts());
}

async function render(context: RunContext): Promise<string[]> {
  const data = await reportData(context);
  const { parts, leads = false } = context.parts.services;
  const code = await codeBehind(context, data);
  const { markdown, json, sarif } = await context.inTurns(parts.renderReport(data, code, leads));
  await context.store.writeAll([
    { path: FILES.reportMarkdown, text: markdown },
    { path: FILES.reportSarif, text: sarif },
    { path: FILES.reportJson, text: json },
  ]);
  return OUTPUTS;
}

export function reportSteps(): Step[] {
  return [
    {
      id: 'final-report.render',
      title: steps.writeReport,
      phase: 'final_report',
      needs: ['test-planning.seal'],
      reads: ['phase-1/', 'phase-3/', FILES.gaps, FILES.limitations, 'phase-5/', 'phase-6/'],
      readsCode: true,
      asked: ({ leads = false }) => leads,
      // What was not investigated is known in full only now, and is written once more.
      writes: [FILES.limitations, 'final-report/'],
      ends: true,
      estimate: () => ({ agents: 0, seconds: 0.2 }),
      run: async (context) => ({ outputs: await render(context) }),
    },
  ];
}
