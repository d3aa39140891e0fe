import type { Assumption, BusinessAnswers, BusinessField } from '../../artifacts/phase1';
import { sentence } from '../../wording/text';
import { unique } from '../text';

const LABELS: Readonly<Record<BusinessField, string>> = {
  application_name: 'The name',
  primary_purpose: 'The purpose',
  users: 'The users',
  business_processes: 'The business processes',
  business_value: 'The business value',
  internet_facing: 'Whether the application faces the internet',
  data_types: 'The kinds of data',
  crown_jewels: 'The crown jewels',
  threat_actors: 'The threat actors',
  regulations: 'The regulations',
  none_applicable: 'That no regulation applies',
  cia_priority: 'The order of confidentiality, integrity and availability',
  risk_appetite: 'The risk appetite',
  rto_hours: 'The longest acceptable downtime',
  breach_cost_usd: 'The cost of a breach',
  downtime_cost_per_hour_usd: 'The cost of an hour of downtime',
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
    const label = field === 'none_applicable' && value === false ? 'That regulations apply' : LABELS[field];
    const reasons = this.given
      .filter((assumption) => fieldOf(assumption.field) === field)
      .map((assumption) => `${label}: ${withPlace(assumption)}`);
    return reasons.length > 0 ? reasons : [`${label}: not confirmed by the user.`];
  }
}

function withPlace({ text, file, line }: Assumption): string {
  if (file === undefined) return sentence(text);
  const place = line === undefined ? file : `${file}:${line}`;
  return sentence(text.includes(place) ? text : `${text.replace(/\.$/, '')} (${place})`);
}
