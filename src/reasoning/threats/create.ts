import type { ConsolidatedGap } from '../../artifacts/phase4';
import type { Threat } from '../../artifacts/phase5';
import { atOnce, type InSteps } from '../in-steps';
import { abuseCases } from './abuse-cases';
import { attackTrees } from './attack-trees';
import { type Cause, causesOf } from './causes';
import { composeThreat, type ThreatDraft } from './compose';
import { strideCoverage } from './coverage';
import { dfdThreats, elementsOf } from './dfd';
import { filesForTesting } from './files-for-testing';
import type { ThreatModelInput, ThreatModelOutput } from './input';
import { Landscape } from './landscape';
import { pastaStages } from './methodology';
import { mitigatedThreats } from './mitigated';
import { inOrder } from './order';
import { bandOf, riskMatrix } from './risk-matrix';
import { say, type Draft } from '../../messages/say';
import type { Dropped } from '../../messages/threats';

function whyDropped(cause: Cause): Dropped {
  if (isWeak(cause)) return 'too-uncertain';
  return cause.locations.length === 0 ? 'unbound' : 'no-actor';
}

/** The threat model of a system: a pure function of the earlier phases, the same for the same input in any order. */
export const createThreatModel = (given: ThreatModelInput): Draft<ThreatModelOutput> =>
  atOnce(threatModelInSteps(given));

/** As `createThreatModel`, a threat or two at a time. */
export function* threatModelInSteps(given: ThreatModelInput): InSteps<Draft<ThreatModelOutput>> {
  const input = { ...given, gaps: [...given.gaps].sort((a, b) => (a.gap_id < b.gap_id ? -1 : 1)) };
  const landscape = new Landscape(input);
  const causes = causesOf(input.gaps, landscape);
  const dropped = new Map<Dropped, ConsolidatedGap[]>();
  const open: ThreatDraft[] = [];
  for (const cause of causes) {
    yield;
    const threat = isWeak(cause) ? undefined : composeThreat(cause, input, landscape);
    if (threat) open.push(threat);
    else drop(cause, dropped, whyDropped(cause));
  }
  yield;
  const ordered = inOrder([...open, ...(yield* mitigatedThreats(open, input, landscape))]);
  yield;
  const threats = ordered.map((item) => item.threat);
  const dfd = dfdThreats(elementsOf(input.business, input.dataFlows, landscape), threats);
  yield;
  const coverage = strideCoverage({ landscape, threats, dropped });
  yield;
  const cases = abuseCases(ordered, input);
  yield;
  const caseCount = Object.values(cases).reduce((sum, list) => sum + list.length, 0);
  const unknown = coverage.filter((row) => row.unknown === true).length;
  const notes = [
    ...[...dropped].map(([reason, gaps]) => say('threats/model.staysGap', reason, gaps)),
    ...(unknown > 0 ? [say('threats/model.unknownCombinations', unknown, coverage)] : []),
  ];
  return {
    model: {
      schema_version: '1.0',
      scope: input.scope,
      methodology: input.methodology,
      threats,
      strideCoverage: coverage,
      summary: summaryOf(threats, input.cvssVersion),
      stages: pastaStages(input, {
        threats: threats.length,
        gaps: new Set(threats.flatMap((threat) => threat.controlGaps)).size,
        abuseCases: caseCount,
      }),
    },
    abuseCases: cases,
    attackTrees: attackTrees(ordered, landscape),
    dfd,
    matrix: riskMatrix(threats, input.cvssVersion, notes),
    files: filesForTesting(threats, input.gaps),
  };
}

const isWeak = (cause: Cause): boolean =>
  cause.gaps.every((gap) => gap.severity === 'info' && gap.confidence === 'low');

function drop(cause: Cause, dropped: Map<Dropped, ConsolidatedGap[]>, reason: Dropped): void {
  dropped.set(reason, [...(dropped.get(reason) ?? []), ...cause.gaps]);
}

function summaryOf(threats: readonly Draft<Threat>[], version: string): ThreatModelOutput['model']['summary'] {
  const inBand = (band: string): number =>
    threats.filter((threat) => bandOf(threat.cvss.overall.score) === band).length;
  const of = (stride: Threat['strideCategory']): number =>
    threats.filter((threat) => threat.strideCategory === stride).length;
  return {
    totalThreats: threats.length,
    mitigatedThreats: threats.filter((threat) => threat.status === 'mitigated').length,
    byCvssSeverity: {
      critical: inBand('critical'),
      high: inBand('high'),
      medium: inBand('medium'),
      low: inBand('low'),
      none: inBand('none'),
    },
    byStride: {
      spoofing: of('Spoofing'),
      tampering: of('Tampering'),
      repudiation: of('Repudiation'),
      infoDisclosure: of('InfoDisclosure'),
      dos: of('DoS'),
      elevationOfPrivilege: of('ElevationOfPrivilege'),
    },
    scoringMethodology: `CVSS ${version}`,
    prioritizationBasis: 'Environmental Score (business-contextualized)',
  };
}
