import type { FieldTest } from '../../artifacts/way';
import { readPattern } from '../../safety/text/read-pattern';

/** A value of a field; undefined: it is not sent. */
export type SentValue = string | number | boolean | null | object | undefined;

/** As one text. */
export const textOf = (value: SentValue): string =>
  typeof value === 'object' || value === undefined ? JSON.stringify(value ?? '') : String(value);

type Of<K extends FieldTest['is']> = Extract<FieldTest, { is: K }>;

const NOTHING: ReadonlySet<unknown> = new Set([undefined, '', null, false, 0]);
const isText = (value: SentValue): value is string => typeof value === 'string';

const contains = ({ text }: Of<'contains'>, value: SentValue): boolean =>
  isText(value) ? value.includes(text) : Array.isArray(value) && value.includes(text);

const matches = ({ pattern, flags, anchors }: Of<'matches'>, value: SentValue): boolean | undefined =>
  isText(value) || typeof value === 'number' ? readPattern(pattern, flags, anchors)?.matches(String(value)) : undefined;

/** The answer to each kind of question; undefined when that was not understood. */
const ANSWERS: { [K in FieldTest['is']]: (test: Of<K>, value: SentValue) => boolean | undefined } = {
  present: (_, value) => !NOTHING.has(value),
  equal: ({ to }, value) => to.some((one) => value !== undefined && String(one) === textOf(value)),
  starts: ({ text }, value) => isText(value) && value.startsWith(text),
  ends: ({ text }, value) => isText(value) && value.endsWith(text),
  contains,
  matches,
  type: ({ type }, value) => typeof value === type,
  compares: ({ op, to }, value) => (value === undefined ? undefined : compare(Number(textOf(value)), op, to)),
  length: ({ op, to }, value) => (isText(value) || Array.isArray(value) ? compare(value.length, op, to) : undefined),
  stored: (_, value) => value === STORED,
  passes: () => undefined,
};

/** Stands for what is stored or set: only whoever knows it can send it. */
export const STORED = 'what-is-stored';

/** Whether the answer to a question about a value is yes; undefined when that was not understood. */
export const answers = <K extends FieldTest['is']>(test: Of<K>, value: SentValue): boolean | undefined =>
  ANSWERS[test.is](test, value);

type Order = Extract<FieldTest, { is: 'length' }>['op'];

function compare(value: number, op: Order, to: number): boolean {
  switch (op) {
    case '<':
      return value < to;
    case '<=':
      return value <= to;
    case '>':
      return value > to;
    case '>=':
      return value >= to;
    case '==':
      return value === to;
    case '!=':
      return value !== to;
  }
}
