import type { Assumption } from '../../artifacts/phase1';
import type { AssumedField } from '../../messages/business';
import { sentence } from '../text';

const LABELS: Readonly<Record<AssumedField, string>> = {
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
  some_applicable: 'That regulations apply',
  cia_priority: 'The order of confidentiality, integrity and availability',
  risk_appetite: 'The risk appetite',
  rto_hours: 'The longest acceptable downtime',
  breach_cost_usd: 'The cost of a breach',
  downtime_cost_per_hour_usd: 'The cost of an hour of downtime',
};

function withPlace({ text, file, line }: Assumption): string {
  if (file === undefined) return sentence(text);
  const place = line === undefined ? file : `${file}:${line}`;
  return sentence(text.includes(place) ? text : `${text.replace(/\.$/, '')} (${place})`);
}

export const because = (field: AssumedField, assumption: Assumption): string =>
  `${LABELS[field]}: ${withPlace(assumption)}`;

export const notConfirmed = (field: AssumedField): string => `${LABELS[field]}: not confirmed by the user.`;
