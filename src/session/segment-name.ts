import { FILES } from './layout';

const SEGMENT = /^journal-([1-9]\d{0,8})\.jsonl$/;

/** The first holder writes `journal.jsonl`, every later one a segment of its own. */
export const segmentName = (epoch: number): string => (epoch <= 1 ? FILES.journal : `journal-${epoch}.jsonl`);

/** Undefined when the name is not that of a segment. */
export function epochOfSegment(name: string): number | undefined {
  if (name === FILES.journal) return 1;
  const epoch = Number(SEGMENT.exec(name)?.[1] ?? 0);
  return epoch > 1 ? epoch : undefined;
}
