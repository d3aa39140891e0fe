import type { FindingView } from '../../pipeline/contract';

export interface FindingStep {
  file: string;
  line: number;
  message: string;
  anchor?: string;
}

const MOST = 20;

/** The way from the entry point, then the other places of a finding, each place once. */
export function stepsOf(finding: Pick<FindingView, 'flow' | 'related'>): FindingStep[] {
  const flow = finding.flow.map(({ file_path: file, line, text: message }): FindingStep => ({ file, line, message }));
  const places = finding.related.map(({ file, start: line, end, anchor, message }): FindingStep => ({
    file,
    line,
    message,
    ...(anchor !== undefined && end <= line ? { anchor } : {}),
  }));
  const byPlace = new Map([...flow, ...places].reverse().map((step) => [`${step.file}:${step.line}`, step]));
  return [...byPlace.values()].reverse().slice(0, MOST);
}
