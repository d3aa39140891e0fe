import type { Assumption, BusinessAnswers, BusinessContext } from '../../artifacts/phase1';
import { findRegulation } from '../../knowledge/compliance';
import { actorsOf } from './actors';
import { Assumptions } from './assumptions';
import { classify } from './data';
import { scenariosOf, transactionTypes } from './scenarios';
import { unique } from '../text';
import { say, type Draft, type Said } from '../../messages/say';

const VERSION = '1.0';

/**
 * The six files of phase 1 from the answers of the form. `confirmed` names the answers the user vouched for; every
 * other value, and everything concluded from the answers, is stated in `assumptions` of the file that holds it.
 */
export function buildBusinessContext(
  answers: BusinessAnswers,
  assumptions: readonly Assumption[],
  confirmed: readonly string[],
): Draft<BusinessContext> {
  const told = new Assumptions(answers, assumptions, confirmed);
  return {
    business_objectives: objectives(answers, told),
    data_classification: dataClassification(answers, told),
    threat_actors: {
      schema_version: VERSION,
      threat_actors: actorsOf(answers),
      assumptions: [...told.of('threat_actors'), say('business/form.archetypes')],
    },
    business_impact: impact(answers, told),
    compliance_requirements: compliance(answers, told),
    security_objectives: securityObjectives(answers, told),
  };
}

function objectives(answers: BusinessAnswers, told: Assumptions): Draft<BusinessContext['business_objectives']> {
  return {
    schema_version: VERSION,
    application_name: answers.application_name,
    primary_purpose: answers.primary_purpose,
    users: answers.users,
    business_processes: answers.business_processes,
    business_value: answers.business_value,
    internet_facing: answers.internet_facing,
    assumptions: told.of(
      'application_name',
      'primary_purpose',
      'users',
      'business_processes',
      'business_value',
      'internet_facing',
    ),
  };
}

function dataClassification(
  answers: BusinessAnswers,
  told: Assumptions,
): Draft<BusinessContext['data_classification']> {
  return {
    schema_version: VERSION,
    data_types: answers.data_types,
    crown_jewels: classify(answers),
    regulatory_summary: {
      applicable_regulations: answers.regulations,
      compliance_status: answers.regulations.length > 0 ? 'unknown' : 'not applicable',
    },
    assumptions: [...told.of('data_types', 'crown_jewels'), say('business/form.usualReasons')],
  };
}

function impact(answers: BusinessAnswers, told: Assumptions): Draft<BusinessContext['business_impact']> {
  const missing: Said[] = [];
  if (answers.breach_cost_usd === undefined) missing.push(say('business/form.breachCostUnknown'));
  if (answers.downtime_cost_per_hour_usd === undefined) missing.push(say('business/form.downtimeCostUnknown'));
  return {
    schema_version: VERSION,
    scenarios: scenariosOf(answers),
    transaction_types: transactionTypes(answers),
    ...(answers.breach_cost_usd === undefined ? {} : { breach_cost_usd: answers.breach_cost_usd }),
    ...(answers.downtime_cost_per_hour_usd === undefined
      ? {}
      : { downtime_cost_per_hour_usd: answers.downtime_cost_per_hour_usd }),
    risk_appetite: answers.risk_appetite,
    assumptions: [
      ...told.of('breach_cost_usd', 'downtime_cost_per_hour_usd'),
      ...missing,
      say('business/form.scenariosDerived'),
      say('business/form.transactionsDerived'),
    ],
  };
}

function compliance(answers: BusinessAnswers, told: Assumptions): Draft<BusinessContext['compliance_requirements']> {
  const names = unique(answers.regulations);
  const unknown = names.filter((name) => !findRegulation(name));
  return {
    schema_version: VERSION,
    applicable_regulations: names.map((name) => {
      const entry = findRegulation(name);
      return {
        name: entry?.name ?? name,
        applicable: true,
        current_status: 'unknown' as const,
        requirements: entry ? entry.requirements.map((item) => ({ ...item })) : [],
        ...(entry ? { out_of_reach: entry.outOfReach } : {}),
      };
    }),
    ...(names.length === 0 ? { none_applicable: true } : {}),
    assumptions: [
      ...told.of('regulations', 'none_applicable'),
      ...(names.length === 0 && !answers.none_applicable ? [say('business/form.noRegulationNamed')] : []),
      ...unknown.map((name) => say('business/form.notInCatalogue', name)),
    ],
  };
}

const APPETITE_PRIORITIES: Readonly<Record<string, Said>> = {
  confidentiality: say('business/form.noDisclosure'),
  integrity: say('business/form.noChange'),
  availability: say('business/form.staysUsable'),
};

function securityObjectives(
  answers: BusinessAnswers,
  told: Assumptions,
): Draft<BusinessContext['security_objectives']> {
  const order = answers.cia_priority.toLowerCase().match(/confidentiality|integrity|availability/g) ?? [];
  const hours = answers.rto_hours;
  return {
    schema_version: VERSION,
    protection_priorities: unique(order).map((aim) => APPETITE_PRIORITIES[aim] ?? aim),
    cia_priority: answers.cia_priority,
    risk_appetite: answers.risk_appetite,
    rto: hours === undefined ? 'not stated' : `${hours} h`,
    ...(hours === undefined ? {} : { rto_hours: hours }),
    assumptions: [
      ...told.of('cia_priority', 'risk_appetite', 'rto_hours'),
      ...(hours === undefined ? [say('business/form.downtimeUnknown')] : []),
      say('business/form.prioritiesRestated'),
    ],
  };
}
