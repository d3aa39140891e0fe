import type { FieldTest } from '../../artifacts/way';
import { readPattern } from '../../safety/text/read-pattern';

/** A value of a field; undefined: it is not sent. */
export type SentValue = string | number | boolean | null | object | undefined;

/** As one text. */
export const textOf = (value: SentValue): string =>
  typeof value === 'object' || value === undefined ? JSON.stringify(value ?? '') : String(value);

/** Stands for what is stored or set: only whoever knows it can send it. */
export const STORED = 'what-is-stored';

/** Whether the answer to a question about a value is yes; undefined when that was not understood. */
export function answers(test: FieldTest, value: SentValue): boolean | undefined {
  switch (test.is) {
    case 'present':
      return value !== undefined && value !== '' && value !== null && value !== false && value !== 0;
    case 'equal':
      return test.to.some((one) => value !== undefined && String(one) === textOf(value));
    case 'starts':
      return typeof value === 'string' && value.startsWith(test.text);
    case 'ends':
      return typeof value === 'string' && value.endsWith(test.text);
    case 'contains':
      return typeof value === 'string' ? value.includes(test.text) : Array.isArray(value) && value.includes(test.text);
    case 'matches':
      return typeof value === 'string' || typeof value === 'number'
        ? readPattern(test.pattern, test.flags, test.anchors)?.matches(String(value))
        : undefined;
    case 'type':
      return typeof value === test.type;
    case 'compares':
      return value === undefined ? undefined : compare(Number(textOf(value)), test.op, test.to);
    case 'length':
      return typeof value === 'string' || Array.isArray(value) ? compare(value.length, test.op, test.to) : undefined;
    case 'passes':
      return undefined;
    case 'stored':
      return value === STORED;
  }
}

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
