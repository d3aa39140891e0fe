import type { Assumption, BusinessAnswers, BusinessDraft, BusinessField } from '../../src/artifacts/phase1';

/** Numbers are kept as typed until they are sent: `1.` and `` are on the way to something. */
const NUMBER_FIELDS = ['rto_hours', 'breach_cost_usd', 'downtime_cost_per_hour_usd'] as const;
export type NumberField = (typeof NUMBER_FIELDS)[number];

/** What the user changed of the form; the rest is the draft the host offered. */
export interface FormDraft {
  changes: Partial<BusinessAnswers>;
  numbers: Partial<Record<NumberField, string>>;
  /** Entries being typed and not added yet, by field. */
  typing: Record<string, string>;
  confirmed: string[];
}

export const NO_CHANGES: FormDraft = { changes: {}, numbers: {}, typing: {}, confirmed: [] };

export interface FieldError {
  field: string;
  message: string;
}

export const FIELD_LABELS: Record<BusinessField, string> = {
  application_name: 'Application name',
  primary_purpose: 'What it is for',
  users: 'Users',
  business_processes: 'Business processes',
  business_value: 'Why it matters to the business',
  internet_facing: 'Reachable from the internet',
  data_types: 'Data it handles',
  crown_jewels: 'Crown jewels',
  threat_actors: 'Threat actors',
  regulations: 'Regulations',
  none_applicable: 'Regulations',
  cia_priority: 'What matters most',
  risk_appetite: 'Risk appetite',
  rto_hours: 'Recovery time, hours',
  breach_cost_usd: 'Cost of a breach, US dollars',
  downtime_cost_per_hour_usd: 'Downtime per hour, US dollars',
};

export const isField = (name: string): name is BusinessField => name in FIELD_LABELS;

/** The host may name a part of the answers this form has no control for. */
export const labelOf = (field: string): string => (isField(field) ? FIELD_LABELS[field] : field);

export const answersOf = (offered: BusinessDraft, form: FormDraft): BusinessAnswers => ({
  ...offered.answers,
  ...form.changes,
});

/** The text in a number field: as typed, else the number offered. */
export function numberText(offered: BusinessDraft, form: FormDraft, field: NumberField): string {
  return form.numbers[field] ?? offered.answers[field]?.toString() ?? '';
}

/** Editing a field makes its value the user's own, so it counts as confirmed. */
export function change<F extends BusinessField>(form: FormDraft, field: F, value: BusinessAnswers[F]): FormDraft {
  return confirm({ ...form, changes: { ...form.changes, [field]: value } }, field);
}

export function changeNumber(form: FormDraft, field: NumberField, text: string): FormDraft {
  return confirm({ ...form, numbers: { ...form.numbers, [field]: text } }, field);
}

export function confirm(form: FormDraft, ...fields: string[]): FormDraft {
  return { ...form, confirmed: [...new Set([...form.confirmed, ...fields])] };
}

/**
 * `data_types.0.sensitivity` and `data_types[0]` speak about `data_types`; that none apply is said at the regulations.
 */
export function fieldOf(path: string): string {
  const field = /[^.[]+/.exec(path.replace(/^answers\./, ''))?.[0] ?? path;
  return field === 'none_applicable' ? 'regulations' : field;
}

/** Why the value of this field was suggested; empty once it is confirmed. */
export function assumptionsOf(offered: BusinessDraft, form: FormDraft, field: string): Assumption[] {
  if (form.confirmed.includes(field) || offered.confirmed.includes(field)) return [];
  return offered.assumptions.filter((assumption) => fieldOf(assumption.field) === field);
}

/** Fields whose value is still an assumption, in the order they were suggested. */
export function openAssumptions(offered: BusinessDraft, form: FormDraft): string[] {
  const fields = offered.assumptions.map((assumption) => fieldOf(assumption.field));
  return [...new Set(fields)].filter((field) => !form.confirmed.includes(field) && !offered.confirmed.includes(field));
}

function parseNumber(text: string): number | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  return /^\d+(?:\.\d+)?$/.test(trimmed) ? Number(trimmed) : Number.NaN;
}

/** The same rules the host applies, so that most mistakes are seen before anything is sent. */
export function validate(offered: BusinessDraft, form: FormDraft): FieldError[] {
  const answers = answersOf(offered, form);
  const errors: FieldError[] = [];
  const require = (ok: boolean, field: BusinessField, message: string) => ok || errors.push({ field, message });
  require(answers.application_name.trim() !== '', 'application_name', 'Name the application.');
  require(answers.primary_purpose.trim() !== '', 'primary_purpose', 'Say in one sentence what the application is for.');
  require(answers.data_types.every(
    ({ category }) => category.trim() !== '',
  ), 'data_types', 'Name every kind of data, or remove it.');
  require(answers.crown_jewels.length >
    0, 'crown_jewels', 'Name at least one crown jewel: the data that must not leak, change or vanish.');
  require(answers.crown_jewels.length <= 10, 'crown_jewels', 'Keep at most ten crown jewels.');
  require(answers.threat_actors.length > 0, 'threat_actors', 'Choose at least one threat actor.');
  require(answers.none_applicable ||
    answers.regulations.length > 0, 'regulations', 'Choose a regulation, or state that none apply.');
  for (const field of NUMBER_FIELDS) {
    const value = parseNumber(numberText(offered, form, field));
    require(!Number.isNaN(value), field, 'Write a number without units, or leave it empty.');
  }
  return errors;
}

/** What is sent on approval: only call it when `validate` found nothing. */
export function finalAnswers(offered: BusinessDraft, form: FormDraft): BusinessAnswers {
  const number = (field: NumberField) => parseNumber(numberText(offered, form, field));
  const numbers = NUMBER_FIELDS.map((field) => [field, number(field)] as const);
  return { ...answersOf(offered, form), ...Object.fromEntries(numbers) };
}
