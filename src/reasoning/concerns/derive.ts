import type { CodeFacts } from '../../artifacts/facts';
import type { BusinessContext } from '../../artifacts/phase1';
import type { Concern } from '../../artifacts/phase3';
import { productOf } from '../code-index';
import type { InSteps } from '../in-steps';
import type { Mapping } from '../mapping/consolidate';
import { authenticationConcerns } from './authentication';
import { authorizationConcerns } from './authorization';
import { type Candidate, type Ground, groundOf } from './candidate';
import { boundaryConcerns, complianceConcerns, noteConcerns } from './coverage';
import { auditConcerns, storageConcerns, tenantConcerns } from './data';
import { concernsFromWeaknesses } from './from-weaknesses';
import { inPlaceConcerns } from './in-place';
import { toConcerns } from './number';
import { crossSiteConcerns, headerConcerns, rateConcerns, uploadConcerns, validationConcerns } from './requests';
import { dependencyConcerns } from './supply';
import type { Draft } from '../../messages/say';

export interface DerivedConcerns {
  concerns: Concern[];
  /** What only names or absent configuration suggest. */
  scenarios: Concern[];
}

const isScenario = (candidate: Candidate): boolean => candidate.namingOnly || candidate.aside === true;

const FINDERS: readonly ((ground: Ground) => Candidate[])[] = [
  concernsFromWeaknesses,
  authenticationConcerns,
  authorizationConcerns,
  uploadConcerns,
  rateConcerns,
  crossSiteConcerns,
  headerConcerns,
  validationConcerns,
  storageConcerns,
  tenantConcerns,
  auditConcerns,
  dependencyConcerns,
];

/** What is worth an investigation, from what reading the code established, one kind after the other. Deterministic. */
export function* deriveConcerns(
  mapping: Mapping,
  facts: CodeFacts,
  business: BusinessContext,
): InSteps<Draft<DerivedConcerns>> {
  const ground = groundOf(mapping, productOf(facts), business);
  const found: Candidate[] = [];
  for (const finder of FINDERS) {
    found.push(...finder(ground));
    yield;
  }
  const all = [...found, ...boundaryConcerns(ground, found)];
  yield;
  all.push(...complianceConcerns(ground, all), ...noteConcerns(ground, all), ...inPlaceConcerns(ground));
  yield;
  const concerns = toConcerns(
    all.filter((candidate) => !isScenario(candidate)),
    ground,
  );
  yield;
  return {
    concerns,
    scenarios: toConcerns(all.filter(isScenario), ground),
  };
}
