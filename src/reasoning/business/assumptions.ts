import type { Assumption, BusinessAnswers, BusinessField } from '../../artifacts/phase1';
import { sentence } from '../../wording/text';
import { unique } from '../text';
import * as say from '../../wording/business/assumptions';

const LABELS: Readonly<Record<BusinessField, string>> = {
  application_name: 'The name',
  primary_purpose: 'The purpose',
  users: 'The users',
  business_processes: say.processes,
  business_value: say.value,
  internet_facing: say.internetFacing,
  data_types: say.dataTypes,
  crown_jewels: say.crownJewels,
  threat_actors: say.actors,
  regulations: 'The regulations',
  none_applicable: say.noRegulation,
  cia_priority: say.ciaOrder,
  risk_appetite: say.riskAppetite,
  rto_hours: say.downtime,
  breach_cost_usd: say.breachCost,
  downtime_cost_per_hour_usd: say.downtimeCost,
};

/** `data_types[0].category` and `data_types.PII` belong to `data_types`. */
const fieldOf = (path: string): string => path.split(/[.[\]:]/, 1)[0] ?? path;

/** Which answers are only assumed, and why. */
export class Assumptions {
  private readonly confirmed: ReadonlySet<string>;

  constructor(
    private readonly answers: BusinessAnswers,
    private readonly given: readonly Assumption[],
    confirmed: readonly string[],
  ) {
    this.confirmed = new Set(confirmed.map(fieldOf));
  }

  /** One line per value of these answers that the user did not confirm. */
  of(...fields: BusinessField[]): string[] {
    return unique(fields.flatMap((field) => this.ofField(field)));
  }

  private ofField(field: BusinessField): string[] {
    const value = this.answers[field];
    if (this.confirmed.has(field) || value === undefined) return [];
    const label = field === 'none_applicable' && value === false ? say.regulations : LABELS[field];
    const reasons = this.given
      .filter((assumption) => fieldOf(assumption.field) === field)
      .map((assumption) => `${label}: ${withPlace(assumption)}`);
    return reasons.length > 0 ? reasons : [say.notConfirmed(label)];
  }
}

function withPlace({ text, file, line }: Assumption): string {
  if (file === undefined) return sentence(text);
  const place = line === undefined ? file : `${file}:${line}`;
  return sentence(text.includes(place) ? text : `${text.replace(/\.$/, '')} (${place})`);
}
