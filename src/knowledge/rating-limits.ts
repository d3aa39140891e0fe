import type { Confidence, Proof, Zone } from '../artifacts/enums';

/** The top of a band (CVSS 4.0, table of qualitative severity ratings). */
const MEDIUM = 6.9;
const LOW = 3.9;

/**
 * The most that the rating of a claim may be: a lead, what does not run in production, and what is seen but slight are
 * low at most; what is likely is medium at most.
 */
export function ratingLimit(
  proof: Proof,
  zone: Zone,
  confidence: Confidence,
): { most: number; by: 'likely' | 'lead' | 'zone' | 'confidence' } | undefined {
  if (proof === 'lead') return { most: LOW, by: 'lead' };
  if (zone !== 'production' && zone !== 'client') return { most: LOW, by: 'zone' };
  if (proof !== 'likely') return undefined;
  return confidence === 'low' ? { most: LOW, by: 'confidence' } : { most: MEDIUM, by: 'likely' };
}
