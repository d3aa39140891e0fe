import { FILES } from '../../session/layout';
import { reportData } from '../report-data';
import type { RunContext } from '../context';
import type { Step } from '../step';

const OUTPUTS = [FILES.reportMarkdown, FILES.reportJson, FILES.reportSarif];

async function render(context: RunContext): Promise<string[]> {
  const { markdown, json, sarif } = context.parts.services.parts.renderReport(await reportData(context));
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
      title: 'Write the report',
      phase: 'final_report',
      needs: ['test-planning.seal'],
      reads: ['phase-1/', 'phase-3/', FILES.gaps, FILES.limitations, 'phase-5/', 'phase-6/'],
      readsCode: false,
      writes: ['final-report/'],
      ends: true,
      estimate: () => ({ agents: 0, seconds: 0.2 }),
      run: async (context) => ({ outputs: await render(context) }),
    },
  ];
}
