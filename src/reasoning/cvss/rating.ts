import type { Proof, Zone } from '../../artifacts/enums';
import type { Cvss } from '../../artifacts/phase5';
import { severityOf } from './vector';

/** The top of a band (CVSS 4.0, table of qualitative severity ratings). */
const MEDIUM = 6.9;
const LOW = 3.9;

type Cut = NonNullable<Cvss['overall']['cut']>;

function limit(proof: Proof, zone: Zone): { most: number; by: Cut['by'] } | undefined {
  if (proof === 'lead') return { most: LOW, by: 'lead' };
  if (zone !== 'production' && zone !== 'client') return { most: LOW, by: 'zone' };
  return proof === 'likely' ? { most: MEDIUM, by: 'likely' } : undefined;
}

/**
 * Cuts the rating to what the proof of a claim and the place where its code runs allow; the vectors stay as they are.
 * A lead and code that does not run in production are low at most, what is likely is medium at most.
 */
export function rated(cvss: Cvss, proof: Proof, zone: Zone): Cvss {
  const cut = limit(proof, zone);
  if (cut === undefined || cvss.overall.score <= cut.most) return cvss;
  const { score } = cvss.overall;
  return {
    ...cvss,
    overall: { ...cvss.overall, score: cut.most, severity: severityOf(cut.most), cut: { from: score, by: cut.by } },
  };
}
