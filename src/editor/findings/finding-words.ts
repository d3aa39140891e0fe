import type { FindingView } from '../../pipeline/contract';

/** Nothing is left to do about these; they are not problems. */
const CLOSED = ['accepted', 'false-positive', 'fixed'];

export const isClosed = ({ status }: FindingView): boolean => CLOSED.includes(status);
export const isMitigated = ({ status }: FindingView): boolean => status === 'mitigated';
export const isIncomplete = ({ status }: FindingView): boolean =>
  status === 'investigation-blocked' || status === 'partial-investigation';

/** `src/app.js:12` */
export const placeText = (file: string, start: number): string => `${file}:${start}`;

const sentence = (text: string): string => (/[.!?…]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`);

/** The first sentence of a text, without its full stop. Dots inside names and places end nothing. */
export function firstSentence(value: string): string {
  const end = value.search(/[.!?](?=\s)/);
  return (end === -1 ? value : value.slice(0, end)).trim().replace(/\.$/, '');
}

/** What a finding says, without the advice that is shown apart. */
export const explanation = ({ message, recommendation }: FindingView): string =>
  recommendation ? message.replace(recommendation, '').trim() : message;

function stateText(finding: FindingView, stale: boolean): string {
  if (stale) return 'Stale: the code changed since the analysis. ';
  if (isIncomplete(finding)) return 'Incomplete: not everything could be investigated. ';
  return isMitigated(finding) ? 'Mitigated: ' : '';
}

/** One sentence and what to do, as the Problems view shows it. The page of the finding says the rest. */
export function problemText(finding: FindingView, stale: boolean): string {
  const advice = finding.recommendation ? ` ${sentence(firstSentence(finding.recommendation))}` : '';
  return `${stateText(finding, stale)}${sentence(firstSentence(explanation(finding)))}${advice}`;
}
