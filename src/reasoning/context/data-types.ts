import type { CodeFacts } from '../../artifacts/facts';
import type { DataType } from '../../artifacts/phase1';
import { DATA_CLASSES } from '../../knowledge/data-classes';
import { type DataClass } from '../../knowledge/data-class';
import { PERSON_WORDS, classifyField } from '../../knowledge/field-names';
import { entryName } from '../../artifacts/notation';
import { byText, words } from '../text';
import { PAYMENT_PROVIDERS, paymentsThrough } from '../../knowledge/payment-providers';

/** Fields of one structure: a model, or the parameters of one entry point. */
interface Structure {
  name: string;
  stored: boolean;
  person: boolean;
  fields: { name: string; at: { file: string; line: number } }[];
}

/** A class of data seen in code: the fields that show it and where the first one stands. */
export interface SeenClass {
  dataClass: DataClass;
  fields: string[];
  holders: string[];
  stored: boolean;
  at: { file: string; line: number };
}

const isPerson = (name: string): boolean => words(name).some((word) => PERSON_WORDS.has(word));

function structures(facts: CodeFacts): Structure[] {
  const models = facts.models.map((model) => ({
    name: model.name,
    stored: true,
    person: isPerson(model.name),
    fields: model.fields.map((field) => ({ name: field.name, at: { file: model.at.file, line: field.line } })),
  }));
  const entries = facts.entryPoints.map((entry) => ({
    name: entryName(entry),
    stored: false,
    person: isPerson(`${entry.route ?? ''} ${entry.handler?.name ?? ''}`),
    fields: entry.params
      .filter((param) => param.source === 'body' || param.source === 'query')
      .map((param) => ({ name: param.name, at: { file: entry.handler?.at.file ?? entry.at.file, line: param.line } })),
  }));
  return [...models, ...entries];
}

/**
 * Classes that the fields of one structure show; a weak name counts beside a strong one, or in a structure about a
 * person.
 */
function classesOf(structure: Structure): Map<DataClass, Structure['fields']> {
  const strong = new Map<DataClass, Structure['fields']>();
  const weak = new Map<DataClass, Structure['fields']>();
  for (const field of structure.fields) {
    const match = classifyField(field.name);
    if (!match) continue;
    const target = match.strength === 'strong' ? strong : weak;
    target.set(match.dataClass, [...(target.get(match.dataClass) ?? []), field]);
  }
  for (const [dataClass, fields] of weak) {
    const known = strong.get(dataClass);
    const personal = structure.person && dataClass.id === 'personal';
    const content = structure.stored && dataClass.id === 'content' && fields.length >= 2;
    if (known) strong.set(dataClass, [...known, ...fields]);
    else if (personal || content) strong.set(dataClass, fields);
  }
  return strong;
}

/** The classes of data in this code, the most sensitive first, then those seen in more fields. */
export function dataClassesIn(facts: CodeFacts): SeenClass[] {
  const seen = new Map<DataClass, SeenClass>();
  for (const structure of structures(facts)) {
    for (const [dataClass, fields] of classesOf(structure)) {
      const first = fields[0];
      if (!first) continue;
      const known = seen.get(dataClass) ?? { dataClass, fields: [], holders: [], stored: false, at: first.at };
      if (structure.stored && !known.stored) Object.assign(known, { stored: true, at: first.at });
      known.fields = [...new Set([...known.fields, ...fields.map((field) => field.name)])];
      known.holders = [...new Set([...known.holders, structure.name])];
      seen.set(dataClass, known);
    }
  }
  addPaymentProvider(facts, seen);
  return [...seen.values()].sort(
    (a, b) => rank(a) - rank(b) || b.fields.length - a.fields.length || byText(a.dataClass.id, b.dataClass.id),
  );
}

const ORDER = ['critical', 'high', 'medium', 'low'];
const rank = (item: SeenClass): number => ORDER.indexOf(item.dataClass.sensitivity);

function addPaymentProvider(facts: CodeFacts, seen: Map<DataClass, SeenClass>): void {
  const card = DATA_CLASSES.find((entry) => entry.id === 'payment-card');
  const dependency = facts.dependencies.find(
    (item) => item.direct && !item.dev && Object.hasOwn(PAYMENT_PROVIDERS, item.name),
  );
  if (!card || !dependency || seen.has(card)) return;
  const provider = PAYMENT_PROVIDERS[dependency.name] ?? dependency.name;
  seen.set(card, {
    dataClass: card,
    fields: [paymentsThrough(provider)],
    holders: [provider],
    stored: false,
    at: { file: dependency.manifest, line: dependency.line ?? 1 },
  });
}

/** Rows of the form: one per category, as sensitive as its most sensitive class. */
export function toDataTypes(seen: readonly SeenClass[]): DataType[] {
  const rows = new Map<string, DataType>();
  for (const item of seen) {
    const row = rows.get(item.dataClass.category) ?? {
      category: item.dataClass.category,
      examples: [],
      sensitivity: item.dataClass.sensitivity,
      regulatory_requirements: [],
      storage_locations: [],
    };
    row.examples = [...new Set([...row.examples, ...item.fields])].slice(0, 12);
    row.regulatory_requirements = [...new Set([...row.regulatory_requirements, ...item.dataClass.regulations])];
    if (item.stored)
      row.storage_locations = [...new Set([...(row.storage_locations ?? []), ...item.holders])].slice(0, 8);
    rows.set(item.dataClass.category, row);
  }
  return [...rows.values()];
}
