import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { FILES } from '../../session/layout';
import type { RunState } from '../../session/run-state';
import { patiently } from '../../safety/files/patience';
import { writeOutput } from '../output-file';
import { refuseLinkedTarget } from '../output-target';

const REPORTS = [FILES.reportMarkdown, FILES.reportJson, FILES.reportSarif].map((file) => basename(file));

export async function refuseLinkedReport(out: string | undefined, folder?: string): Promise<void> {
  if (out === undefined) return;
  for (const path of [out, ...REPORTS.map((name) => join(out, name))]) await refuseLinkedTarget('--out', path, folder);
}

/** Copies the three reports to a folder of the user's choice. */
export async function copyReport(state: RunState, out: string): Promise<void> {
  if (state.report === undefined) return;
  for (const file of Object.values(state.report))
    await writeOutput('--out', join(out, basename(file)), await patiently(() => readFile(file)));
}
