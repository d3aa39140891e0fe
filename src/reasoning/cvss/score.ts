import type { CvssVersion } from '../../artifacts/enums';
import type { BusinessContext } from '../../artifacts/phase1';
import type { Cvss } from '../../artifacts/phase5';
import { type BaseMetrics, type Circumstances, baseMetrics } from './base';
import { type Environment, environmentOf } from './environment';
import type { ProvedControls, Touched } from './touched';
import { scoreVector, severityOf, vectorOf } from './vector';
import { say, type Draft } from '../../messages/say';

/**
 * Threat metrics of a flaw nobody is known to exploit; stored for information, since they would hide the critical band.
 */
const UNREPORTED: Readonly<Record<CvssVersion, Readonly<Record<string, string>>>> = {
  '4.0': { E: 'U' },
  '3.1': { E: 'U', RL: 'U', RC: 'R' },
};

const NO_IMPACT: Readonly<Record<CvssVersion, Readonly<Record<string, string>>>> = {
  '4.0': { MVC: 'N', MVI: 'N', MVA: 'N', MSC: 'N', MSI: 'N', MSA: 'N' },
  '3.1': { MC: 'N', MI: 'N', MA: 'N' },
};

export interface ScoreInput {
  version: CvssVersion;
  circumstances: Circumstances;
  business: BusinessContext;
  touched: Touched;
  proved: ProvedControls;
  /** Name of the verified strong control that prevents all impact. */
  preventedBy?: string;
}

/** The complete `cvss` object of a threat. `priorityRank` is set when the threats are ordered. */
export function scoreThreat(input: ScoreInput): Draft<Cvss> {
  const { version } = input;
  const base = baseMetrics(version, input.circumstances);
  const environment = environmentOf(version, base.metrics, input.business, input.touched, input.proved);
  if (input.preventedBy !== undefined) {
    Object.assign(environment.modified, NO_IMPACT[version]);
    environment.rationale.push(say('cvss/environment.prevented', input.preventedBy));
  }
  return assemble(version, base, environment);
}

function assemble(version: CvssVersion, { metrics, reasons }: BaseMetrics, environment: Environment): Draft<Cvss> {
  const baseVector = vectorOf(version, metrics);
  const baseScore = scoreVector(baseVector);
  const threatMetrics = { ...UNREPORTED[version] };
  const threatVector = vectorOf(version, { ...metrics, ...threatMetrics });
  const { confidentiality, integrity, availability } = environment.requirements;
  const environmentVector = vectorOf(version, {
    ...metrics,
    CR: confidentiality,
    IR: integrity,
    AR: availability,
    ...environment.modified,
  });
  const score = scoreVector(environmentVector);
  const information = { score: scoreVector(threatVector), vector: threatVector, metrics: threatMetrics };
  return {
    version,
    base: { score: baseScore, vector: baseVector, severity: severityOf(baseScore), metrics },
    ...(version === '4.0' ? { threat: information } : { temporal: information }),
    environmental: {
      score,
      vector: environmentVector,
      securityRequirements: environment.requirements,
      modifiedBaseMetrics: environment.modified,
      source: 'phase-1-auto',
      rationale: environment.rationale,
    },
    overall: { score, severity: severityOf(score), vector: environmentVector, priorityRank: 0 },
    reasons,
  };
}
