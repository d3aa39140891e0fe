import type { Confidence, Proof, Zone } from '../../artifacts/enums';
import type { Cvss } from '../../artifacts/phase5';
import { ratingLimit } from '../../knowledge/rating-limits';
import { severityOf } from './vector';
import type { Draft } from '../../messages/say';

/**
 * Cuts the rating to what the proof of a claim and the place where its code runs allow; the vectors stay as they are.
 */
export function rated(cvss: Draft<Cvss>, proof: Proof, zone: Zone, confidence: Confidence): Draft<Cvss> {
  const cut = ratingLimit(proof, zone, confidence);
  if (cut === undefined || cvss.overall.score <= cut.most) return cvss;
  const { score } = cvss.overall;
  return {
    ...cvss,
    overall: { ...cvss.overall, score: cut.most, severity: severityOf(cut.most), cut: { from: score, by: cut.by } },
  };
}
