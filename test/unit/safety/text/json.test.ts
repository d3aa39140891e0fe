import { expect, it } from 'vitest';
import { jsonText, objectInSteps } from '../../../../src/safety/text/json';
import { atOnce } from '../../../../src/reasoning/in-steps';

it.each([
  {},
  { a: undefined },
  { a: 1, b: undefined, c: [1, { d: [] }], e: {}, f: null, 'g\u202e': 'h\n\u001b' },
  { 2: 'two', 1: 'one', a: [undefined] },
  { a: { b: { c: ['x'] } }, d: '' },
])('an object member by member is the text of the whole: %j', (value) => {
  expect(atOnce(objectInSteps(value))).toBe(jsonText(value));
});
