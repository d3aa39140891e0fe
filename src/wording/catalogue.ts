import type { Messages } from '../messages/messages';
import * as basis from './basis';
import * as businessAssumptions from './business/assumptions';
import * as businessForm from './business/form';
import * as businessScenarios from './business/scenarios';
import * as concernsAccess from './concerns/access';
import * as concernsChanges from './concerns/changes';
import * as concernsCoverage from './concerns/coverage';
import * as concernsData from './concerns/data';
import * as concernsDeviations from './concerns/deviations';
import * as concernsFactors from './concerns/factors';
import * as concernsRequests from './concerns/requests';
import * as concernsSupply from './concerns/supply';
import * as concernsWeaknesses from './concerns/weaknesses';
import * as contextForm from './context/form';
import * as contextPeople from './context/people';
import * as contextProcesses from './context/processes';
import * as contextPurpose from './context/purpose';
import * as controlsContradictions from './controls/contradictions';
import * as controlsMerged from './controls/merged';
import * as controlsVerdict from './controls/verdict';
import * as cvssBase from './cvss/base';
import * as cvssEnvironment from './cvss/environment';
import * as investigateAuthentication from './investigate/authentication';
import * as investigateAuthorization from './investigate/authorization';
import * as investigateDeviations from './investigate/deviations';
import * as investigateFlaws from './investigate/flaws';
import * as investigateGrade from './investigate/grade';
import * as investigateInPlace from './investigate/in-place';
import * as investigateInvestigation from './investigate/investigation';
import * as investigateNames from './investigate/names';
import * as investigateRecords from './investigate/records';
import * as investigateRequests from './investigate/requests';
import * as mappingComponents from './mapping/components';
import * as mappingFlows from './mapping/flows';
import * as routes from './routes';
import * as seen from './seen';
import * as testPlanCompliance from './test-plan/compliance';
import * as testPlanManual from './test-plan/manual';
import * as testPlanPlan from './test-plan/plan';
import * as testPlanSteps from './test-plan/steps';
import * as testPlanViolations from './test-plan/violations';
import * as text from './text';
import * as threatsAdversary from './threats/adversary';
import * as threatsAttackTrees from './threats/attack-trees';
import * as threatsAttacks from './threats/attacks';
import * as threatsBusinessEffect from './threats/business-effect';
import * as threatsCircumstances from './threats/circumstances';
import * as threatsCoverage from './threats/coverage';
import * as threatsDescribe from './threats/describe';
import * as threatsMitigated from './threats/mitigated';
import * as threatsModel from './threats/model';
import * as threatsThreat from './threats/threat';
import * as threatsViolations from './threats/violations';

/** A sentence that is always the same, or one made of what it is about. */
type Sentence<About> = About extends readonly unknown[]
  ? (About extends [] ? string : never) | ((...about: About) => string)
  : never;

/** Who says what: a message without its sentence, or one that is made of something else, does not compile. */
export const CATALOGUE = {
  basis,
  'business/assumptions': businessAssumptions,
  'business/form': businessForm,
  'business/scenarios': businessScenarios,
  'concerns/access': concernsAccess,
  'concerns/changes': concernsChanges,
  'concerns/coverage': concernsCoverage,
  'concerns/data': concernsData,
  'concerns/deviations': concernsDeviations,
  'concerns/factors': concernsFactors,
  'concerns/requests': concernsRequests,
  'concerns/supply': concernsSupply,
  'concerns/weaknesses': concernsWeaknesses,
  'context/form': contextForm,
  'context/people': contextPeople,
  'context/processes': contextProcesses,
  'context/purpose': contextPurpose,
  'controls/contradictions': controlsContradictions,
  'controls/merged': controlsMerged,
  'controls/verdict': controlsVerdict,
  'cvss/base': cvssBase,
  'cvss/environment': cvssEnvironment,
  'investigate/authentication': investigateAuthentication,
  'investigate/authorization': investigateAuthorization,
  'investigate/deviations': investigateDeviations,
  'investigate/flaws': investigateFlaws,
  'investigate/grade': investigateGrade,
  'investigate/in-place': investigateInPlace,
  'investigate/investigation': investigateInvestigation,
  'investigate/names': investigateNames,
  'investigate/records': investigateRecords,
  'investigate/requests': investigateRequests,
  'mapping/components': mappingComponents,
  'mapping/flows': mappingFlows,
  routes,
  seen,
  'test-plan/compliance': testPlanCompliance,
  'test-plan/manual': testPlanManual,
  'test-plan/plan': testPlanPlan,
  'test-plan/steps': testPlanSteps,
  'test-plan/violations': testPlanViolations,
  text,
  'threats/adversary': threatsAdversary,
  'threats/attack-trees': threatsAttackTrees,
  'threats/attacks': threatsAttacks,
  'threats/business-effect': threatsBusinessEffect,
  'threats/circumstances': threatsCircumstances,
  'threats/coverage': threatsCoverage,
  'threats/describe': threatsDescribe,
  'threats/mitigated': threatsMitigated,
  'threats/model': threatsModel,
  'threats/threat': threatsThreat,
  'threats/violations': threatsViolations,
} satisfies { [File in keyof Messages]: { [Name in keyof Messages[File]]: Sentence<Messages[File][Name]> } };
