import { STRIDE } from '../../artifacts/enums';
import type { RiskMatrix, Threat } from '../../artifacts/phase5';
import { severityOf } from '../cvss/vector';
import { say, type Draft, type Sayable } from '../../messages/say';

const BANDS = [
  ['critical', '9.0-10.0'],
  ['high', '7.0-8.9'],
  ['medium', '4.0-6.9'],
  ['low', '0.1-3.9'],
  ['none', '0.0'],
] as const;
export type Band = (typeof BANDS)[number][0];

export const bandOf = (score: number): Band => severityOf(score).toLowerCase() as Band;
const LIKELIHOODS = ['High', 'Medium', 'Low'] as const;

/**
 * Counts of the open threats by score, STRIDE category and likelihood; what is mitigated or accepted is counted apart.
 */
export function riskMatrix(
  threats: readonly Draft<Threat>[],
  version: string,
  notes: readonly Sayable[],
): Draft<RiskMatrix> {
  const open = threats.filter((threat) => threat.status === 'open');
  const inBand = (list: readonly Draft<Threat>[], band: Band): Draft<Threat>[] =>
    list.filter((threat) => bandOf(threat.cvss.overall.score) === band);
  const bands = BANDS.map(([band, range]) => {
    const ids = inBand(open, band).map((threat) => threat.id);
    return [band, { count: ids.length, range, threat_ids: ids }] as const;
  });
  const jewels = open.filter((threat) => threat.businessContext.targetsCrownJewel).map((threat) => threat.id);
  return {
    scoring_methodology: `CVSS ${version}`,
    distribution: Object.fromEntries(bands) as RiskMatrix['distribution'],
    mitigated: threats.filter((threat) => threat.status === 'mitigated').length,
    accepted: threats.filter((threat) => threat.status === 'accepted').length,
    by_stride: Object.fromEntries(
      STRIDE.map((stride) => [
        stride,
        Object.fromEntries(
          BANDS.map(([band]) => [band, inBand(open, band).filter((threat) => threat.strideCategory === stride).length]),
        ),
      ]),
    ),
    likelihood_impact: LIKELIHOODS.flatMap((likelihood) =>
      BANDS.map(([band]) => ({
        likelihood,
        impact_band: band,
        threat_ids: inBand(open, band)
          .filter((threat) => threat.likelihood.rating === likelihood)
          .map((threat) => threat.id),
      })),
    ),
    crown_jewel_threats: jewels,
    prioritization_notes: [
      say('threats/model.orderedBy', version),
      say('threats/model.touchingJewels', jewels),
      ...notes,
    ],
  };
}
