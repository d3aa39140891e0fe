import type { CodeFacts } from '../../artifacts/facts';
import type { BusinessContext } from '../../artifacts/phase1';
import type { Concern } from '../../artifacts/phase3';
import { productOf } from '../code-index';
import type { Mapping } from '../mapping/consolidate';
import { authenticationConcerns, authorizationConcerns } from './access';
import { groundOf, type Candidate } from './candidate';
import { boundaryConcerns, complianceConcerns, noteConcerns } from './coverage';
import { auditConcerns, storageConcerns, tenantConcerns } from './data';
import { concernsFromWeaknesses } from './from-weaknesses';
import { inPlaceConcerns } from './in-place';
import { concernsMarkdown } from './markdown';
import { toConcerns } from './number';
import { crossSiteConcerns, headerConcerns, rateConcerns, uploadConcerns, validationConcerns } from './requests';
import { dependencyConcerns } from './supply';

export interface DerivedConcerns {
  concerns: Concern[];
  /** `additional-threat-scenarios.md`: what only names or absent configuration suggest. */
  scenarios: string;
}

const isScenario = (candidate: Candidate): boolean => candidate.namingOnly || candidate.aside === true;

/** What is worth an investigation, from what reading the code established. Deterministic. */
export function deriveConcerns(
  mapping: Omit<Mapping, 'architectureMarkdown'>,
  facts: CodeFacts,
  business: BusinessContext,
): DerivedConcerns {
  const ground = groundOf(mapping, productOf(facts), business);
  const found: Candidate[] = [
    ...concernsFromWeaknesses(ground),
    ...authenticationConcerns(ground),
    ...authorizationConcerns(ground),
    ...uploadConcerns(ground),
    ...rateConcerns(ground),
    ...crossSiteConcerns(ground),
    ...headerConcerns(ground),
    ...validationConcerns(ground),
    ...storageConcerns(ground),
    ...tenantConcerns(ground),
    ...auditConcerns(ground),
    ...dependencyConcerns(ground),
  ];
  const all = [...found, ...boundaryConcerns(ground, found)];
  all.push(...complianceConcerns(ground, all), ...noteConcerns(ground, all), ...inPlaceConcerns(ground));
  return {
    concerns: toConcerns(
      all.filter((candidate) => !isScenario(candidate)),
      ground,
    ),
    scenarios: concernsMarkdown(toConcerns(all.filter(isScenario), ground), 'Additional threat scenarios'),
  };
}
