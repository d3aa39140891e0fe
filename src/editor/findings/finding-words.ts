import type { FindingView } from '../../pipeline/contract';

/** Nothing is left to do about these; they are not problems. */
const CLOSED = ['accepted', 'false-positive', 'fixed'];

export const isClosed = ({ status }: FindingView): boolean => CLOSED.includes(status);
export const isMitigated = ({ status }: FindingView): boolean => status === 'mitigated';
export const isIncomplete = ({ status }: FindingView): boolean => status === 'investigation-blocked' || status === 'partial-investigation';

/** `src/app.js:12` */
export const placeText = (file: string, start: number): string => `${file}:${start}`;

const sentence = (text: string): string => (/[.!?…]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`);

/** One sentence and what to do, as the Problems view shows it. */
export function problemText(finding: FindingView, stale: boolean): string {
  const advice = finding.recommendation && !finding.message.includes(finding.recommendation) ? ` ${sentence(finding.recommendation)}` : '';
  const state = stale ? 'Stale: the code changed since the analysis. ' : isIncomplete(finding) ? 'Incomplete: not everything could be investigated. ' : isMitigated(finding) ? 'Mitigated: ' : '';
  return `${state}${sentence(finding.message)}${advice}`;
}
