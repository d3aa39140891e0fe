import type { ScenarioKind, ImpactScenario } from '../../artifacts/impact-scenario';
import type { BusinessAnswers, BusinessImpact } from '../../artifacts/phase1';
import { findActor } from '../../knowledge/actors';
import { snake, unique } from '../text';
import { say, type Draft, type Said } from '../../messages/say';
import { plain } from '../../artifacts/notation';

type Score = 1 | 2 | 3 | 4 | 5;
interface Scores {
  financial: Score;
  operational: Score;
  reputational: Score;
  regulatory: Score;
}

interface Scenario {
  kind: ScenarioKind;
  description: Said;
  likelihood: Score;
  scores: Scores;
  costUsd?: number;
}

const BANDS = [
  [16, 'critical'],
  [9, 'high'],
  [4, 'medium'],
  [0, 'low'],
] as const;

/** Band of a risk score from 1 to 25. */
export function riskLevel(score: number): ImpactScenario['risk_level'] {
  return BANDS.find(([from]) => score >= from)?.[1] ?? 'low';
}

const between = (value: number): Score => Math.min(5, Math.max(1, Math.round(value))) as Score;

/**
 * Financial score of a loss, in US dollars: below 50 thousand 1, below 500 thousand 2, below
 * 5 million 3, up to 50 million 4, else 5.
 */
export function financialScore(usd: number): Score {
  return between(1 + [50_000, 500_000, 5_000_000, 50_000_001].filter((bound) => usd >= bound).length);
}

const WORST: Readonly<Record<string, Score>> = { critical: 4, high: 3, medium: 2, low: 1 };

interface Facts {
  worst: Score;
  jewels: string[];
  outsiders: boolean;
  regulated: boolean;
  public: boolean;
  actor: (id: string) => boolean;
}

function factsOf(answers: BusinessAnswers): Facts {
  const chosen = new Set(answers.threat_actors.map((name) => findActor(name)?.id ?? name));
  return {
    worst: between(Math.max(1, ...answers.data_types.map((type) => WORST[type.sensitivity] ?? 1))),
    jewels: answers.crown_jewels.map((id) => plain(snake(id))),
    outsiders: answers.internet_facing,
    regulated: answers.regulations.length > 0,
    public: answers.users.some((user) => /public|customer|consumer/i.test(user)),
    actor: (id) => chosen.has(id),
  };
}

function breach(answers: BusinessAnswers, facts: Facts): Scenario {
  const cost = answers.breach_cost_usd;
  return {
    kind: 'data-breach',
    description: say('business/scenarios.dataRead', facts.jewels),
    likelihood: between(
      2 + Number(facts.outsiders) + Number(facts.actor('cybercriminals') || facts.actor('opportunistic-attackers')),
    ),
    scores: {
      financial: cost === undefined ? facts.worst : financialScore(cost),
      operational: 2,
      reputational: between(2 + Number(facts.public) + Number(facts.worst >= 3)),
      regulatory: facts.regulated ? between(facts.worst + 1) : 1,
    },
    ...(cost === undefined ? {} : { costUsd: cost }),
  };
}

function integrity(answers: BusinessAnswers, facts: Facts): Scenario {
  const money = transactionTypes(answers).some((type) => type === 'financial' || type === 'payment');
  return {
    kind: 'integrity-attack',
    description: say('business/scenarios.dataChanged', facts.jewels, answers),
    likelihood: between(2 + Number(facts.outsiders) + Number(facts.actor('malicious-insider') && money)),
    scores: {
      financial: between(facts.worst + Number(money) - 1),
      operational: 3,
      reputational: between(1 + Number(facts.public) + Number(facts.worst >= 3)),
      regulatory: facts.regulated ? 3 : 1,
    },
  };
}

function denial(answers: BusinessAnswers, facts: Facts): Scenario {
  const perHour = answers.downtime_cost_per_hour_usd;
  return {
    kind: 'denial-of-service',
    description: say('business/scenarios.unusable', answers),
    likelihood: between(2 + Number(facts.actor('hacktivists')) + Number(facts.public)),
    scores: {
      financial: perHour === undefined ? 2 : financialScore(perHour * 8),
      operational: 3,
      reputational: facts.public ? 3 : 2,
      regulatory: 1,
    },
    ...(perHour === undefined ? {} : { costUsd: perHour * 8 }),
  };
}

function ransomware(answers: BusinessAnswers, facts: Facts): Scenario {
  const perHour = answers.downtime_cost_per_hour_usd;
  return {
    kind: 'ransomware',
    description: say('business/scenarios.ransom', answers),
    likelihood: between(1 + Number(facts.outsiders) + Number(facts.actor('cybercriminals'))),
    scores: {
      financial: perHour === undefined ? between(facts.worst) : financialScore(perHour * 72),
      operational: 4,
      reputational: facts.public ? 3 : 2,
      regulatory: facts.regulated ? 3 : 1,
    },
    ...(perHour === undefined ? {} : { costUsd: perHour * 72 }),
  };
}

function supplyChain(answers: BusinessAnswers, facts: Facts): Scenario {
  return {
    kind: 'supply-chain-attack',
    description: say('business/scenarios.maliciousRelease', answers),
    likelihood: between(1 + Number(facts.actor('supply-chain-attackers')) + Number(facts.outsiders)),
    scores: {
      financial: facts.worst,
      operational: 3,
      reputational: facts.public ? 3 : 2,
      regulatory: facts.regulated ? 3 : 1,
    },
  };
}

/** Applicable scenarios with scores; denial of service needs exposure, ransomware needs stored data. */
export function scenariosOf(answers: BusinessAnswers): Draft<ImpactScenario>[] {
  const facts = factsOf(answers);
  const drafts = [
    breach(answers, facts),
    ...(answers.data_types.length > 0 ? [ransomware(answers, facts)] : []),
    ...(answers.internet_facing ? [denial(answers, facts)] : []),
    integrity(answers, facts),
    supplyChain(answers, facts),
  ];
  return drafts.map((draft, index) => toScenario(draft, index));
}

function toScenario(draft: Scenario, index: number): Draft<ImpactScenario> {
  const total = draft.likelihood * Math.max(...Object.values<number>({ ...draft.scores }));
  const cost =
    draft.costUsd === undefined
      ? {}
      : { total_estimated_usd: draft.costUsd, total_estimated_costs: `$${draft.costUsd.toLocaleString('en-US')}` };
  return {
    id: `SCENARIO-${String(index + 1).padStart(3, '0')}`,
    kind: draft.kind,
    name: say('business/scenarios.nameOf', draft.kind),
    description: draft.description,
    likelihood: draft.likelihood,
    impact_categories: {
      financial: { score: draft.scores.financial, ...cost },
      operational: { score: draft.scores.operational },
      reputational: { score: draft.scores.reputational },
      regulatory: { score: draft.scores.regulatory },
    },
    total_risk_score: total,
    risk_level: riskLevel(total),
  };
}

type Transaction = NonNullable<BusinessImpact['transaction_types']>[number];

/** What the application changes, told by the kinds of data it holds. */
export function transactionTypes(answers: BusinessAnswers): Transaction[] {
  const categories = new Set(answers.data_types.map((type) => type.category.toLowerCase()));
  const types: Transaction[] = [];
  if (categories.has('financial')) types.push('financial', 'payment');
  if (categories.has('pii') || categories.has('phi') || categories.has('user content')) types.push('user_data');
  if (categories.has('credentials')) types.push('user_data', 'permissions');
  return unique(types);
}
