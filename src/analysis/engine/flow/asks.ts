import { ANY_ITEM, ANY_NAME, ANY_VALUE, type FieldTest, type Need, type SentField } from '../../../artifacts/way';
import { NOT_SENT } from '../../../knowledge/flow/sources';
import type { Identity, Mark } from './mark';
import type { Facts, Primitive, Value } from './value';

/** What conditions ask about the fields of a request: a request that goes on has to answer them. */

const MOST_FIELDS = 4;
const ANY = { item: ANY_ITEM, value: ANY_VALUE, name: ANY_NAME };
/** Conditions that mention more than this are not taken apart. */
const MOST_PARTS = 12;

/** Ways in which only texts are sent: of those, a place is a character. */
const ONLY_TEXTS: ReadonlySet<string> = new Set(['path', 'path-segment', 'header', 'referrer', 'cookie', 'url']);

const placeIn = ({ at }: Identity, kind: string): string | undefined =>
  at === undefined || ONLY_TEXTS.has(kind) ? undefined : `[${at}]`;

/** What a sender has to call the data. Below a piece of a text there are no fields. */
export function fieldOf({ origin, identity }: Mark): SentField {
  const path: string[] = [];
  let piece = false;
  let root: Identity = identity;
  let cut: string[] = [];
  for (; root.parent && root.whole !== true; root = root.parent) {
    if (root.opening === true || root.same === true) continue;
    const step = root.key ?? (root.any && ANY[root.any]) ?? placeIn(root, origin.kind);
    if (root.cut !== undefined) cut.push(root.cut);
    else if (step !== undefined) path.unshift(step);
    else {
      piece = true;
      path.length = 0;
      cut = [];
    }
  }
  if (root.whole !== true && root.named !== undefined) path.unshift(root.named);
  return {
    source: origin.kind,
    path,
    ...(piece ? { piece: true as const } : {}),
    ...(cut.length > 0 && !piece ? { cut } : {}),
  };
}

const NO_FIELDS: readonly SentField[] = [];

function fieldsOf(value: Value): readonly SentField[] {
  if (value.marks.length === 0) return NO_FIELDS;
  const seen = new Map<string, SentField>();
  for (const mark of value.marks) {
    if (NOT_SENT.has(mark.origin.kind)) continue;
    const field = fieldOf(mark);
    seen.set(`${field.source} ${field.path.join('.')}`, field);
  }
  return [...seen.values()].slice(0, MOST_FIELDS);
}

/** The one field that a value is, unchanged: nothing was put before it, nothing else is in it. */
function plainField(value: Value): SentField | undefined {
  const [mark, ...others] = value.marks;
  if (!mark || others.length > 0 || mark.before !== '' || mark.loose) return undefined;
  const field = fieldOf(mark);
  return field.piece || field.cut ? undefined : field;
}

const METHOD = /(?:^@\w+|(?:^|\.)req(?:uest)?)\.method$/;
/** The method of the request. */
const methodField = (value: Value): SentField | undefined =>
  value.marks.length === 0 && value.refs.some((ref) => ref.kind === 'external' && METHOD.test(ref.path))
    ? { source: 'method', path: [] }
    : undefined;

/** The question about a value; where it is no plain field, only which fields it is made of. */
export function asked(value: Value, test: FieldTest | undefined): Need | undefined {
  const field = plainField(value) ?? methodField(value);
  if (field && test) return NOT_SENT.has(field.source) ? undefined : { kind: 'field', field, test, holds: true };
  return unclear(value);
}

type Scalar = string | number | boolean | null;
const scalar = (value: Primitive): value is Scalar => value !== undefined;

function constantsOf(value: Value): readonly Primitive[] | undefined {
  return value.marks.length === 0 && value.refs.length === 0 ? value.consts : undefined;
}

export function askedEqual(left: Value, right: Value): Need | undefined {
  for (const [value, other] of [
    [left, right],
    [right, left],
  ] as const) {
    const known = constantsOf(other);
    if (!known || known.length === 0) continue;
    if (known.every((one) => one === undefined || one === null)) return negated(asked(value, { is: 'present' }));
    const need = asked(value, { is: 'equal', to: known.filter(scalar) });
    if (need) return need;
  }
  return askedStored(left, right) ?? unclear(left, right);
}

const isLoose = ({ marks }: Value): boolean => marks.every((mark) => mark.loose === true);

/** Whether what is sent is what is stored or set: one that nothing sent was put into. */
function askedStored(left: Value, right: Value): Need | undefined {
  const [sent, other] = left.marks.length > 0 && !isLoose(left) ? [left, right] : [right, left];
  const field = isLoose(other) ? plainField(sent) : undefined;
  return field && !NOT_SENT.has(field.source)
    ? { kind: 'field', field, test: { is: 'stored' }, holds: true }
    : undefined;
}

/** `<`, `<=`, `>`, `>=`, of the value or of how long it is. */
export function askedOrder(op: string, left: Value, right: Value, length: Value | undefined): Need | undefined {
  const comparison = orderOf(op);
  const [bound] = constantsOf(right) ?? [];
  if (comparison === undefined || typeof bound !== 'number') return unclear(length ?? left, right);
  if (length) return asked(length, { is: 'length', op: comparison, to: bound });
  return comparison === '==' || comparison === '!='
    ? undefined
    : asked(left, { is: 'compares', op: comparison, to: bound });
}
const ORDERS = ['<', '<=', '>', '>=', '==', '!='] as const;
const orderOf = (op: string): (typeof ORDERS)[number] | undefined => ORDERS.find((one) => one === op);

/** `item in list`, and `part in text`. */
export function askedIn(item: Value, items: readonly Value[] | undefined, container: Value): Need | undefined {
  const known = items?.map((one) => constantsOf(one)?.[0]);
  if (item.marks.length > 0 && known && known.length > 0 && known.every((one) => one !== undefined))
    return asked(item, { is: 'equal', to: known.filter(scalar) });
  const [part] = constantsOf(item) ?? [];
  if (container.marks.length > 0 && typeof part === 'string') return asked(container, { is: 'contains', text: part });
  return unclear(item, container);
}

export function askedText(is: 'starts' | 'ends', value: Value, part: Value): Need | undefined {
  const [text] = constantsOf(part) ?? [];
  return typeof text === 'string' ? asked(value, { is, text }) : unclear(value, part);
}

/** It depends on both, and nothing more is known. */
export function unclear(...values: readonly Value[]): Need | undefined {
  const fields = values.flatMap(fieldsOf).slice(0, MOST_FIELDS);
  return fields.length === 0 ? undefined : { kind: 'unknown', fields };
}

/** Whether a value is there at all. One that some function made of the data does not say what it stands for. */
export function askedTruth(value: Value): Need | undefined {
  const itself =
    value.scalar === 'string' || value.refs.some((ref) => ref.kind === 'object' && ref.object.ambient !== undefined);
  return asked(value, itself ? { is: 'present' } : undefined);
}

const STATE: Need = { kind: 'state' };
const OPPOSITE = { '<': '>=', '<=': '>', '>': '<=', '>=': '<', '==': '!=', '!=': '==' } as const;

export function negated(need: Need | undefined): Need | undefined {
  switch (need?.kind) {
    case 'field':
      return need.test.is === 'length'
        ? { ...need, test: { ...need.test, op: OPPOSITE[need.test.op] } }
        : { ...need, holds: !need.holds };
    case 'all':
    case 'any':
      return { kind: need.kind === 'all' ? 'any' : 'all', of: need.of.map((one) => negated(one) ?? STATE) };
    default:
      return need;
  }
}

/** Both needs, or one of them; one that speaks of nothing sent counts as well. */
export function together(kind: 'all' | 'any', needs: readonly (Need | undefined)[]): Need | undefined {
  if (needs.every((need) => need === undefined || need.kind === 'state')) return undefined;
  const parts = needs.flatMap((need) => (need?.kind === kind ? need.of : [need ?? STATE]));
  if (parts.length > MOST_PARTS) return { kind: 'unknown', fields: parts.flatMap(mentioned).slice(0, MOST_FIELDS) };
  return parts.length === 1 ? parts[0] : { kind, of: parts };
}

function mentioned(need: Need): SentField[] {
  switch (need.kind) {
    case 'field':
      return [need.field];
    case 'unknown':
      return need.fields;
    case 'state':
      return [];
    default:
      return need.of.flatMap(mentioned);
  }
}

const NOTHING: Facts = { whenTrue: [], whenFalse: [], weak: [] };

/** The facts of a check together with what it asks. */
export function asking(facts: Facts | undefined, asks: Need | undefined): Facts | undefined {
  return asks ? { ...(facts ?? NOTHING), asks } : facts;
}
