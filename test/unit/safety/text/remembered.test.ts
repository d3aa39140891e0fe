import { expect, test } from 'vitest';
import { remembered } from '../../../../src/safety/text/remembered';

test('a text is thought about once, whatever the answer is', () => {
  const asked: string[] = [];
  const length = remembered((text) => {
    asked.push(text);
    return text === '' ? undefined : text.length;
  });
  expect(['key', '', 'key', ''].map(length)).toEqual([3, undefined, 3, undefined]);
  expect(asked).toEqual(['key', '']);
});

test('texts beyond those that are remembered are answered as well', () => {
  const asked = new Map<string, number>();
  const same = remembered((text) => {
    asked.set(text, (asked.get(text) ?? 0) + 1);
    return text;
  });
  for (let round = 0; round < 2; round += 1)
    for (let at = 0; at <= 20_000; at += 1) expect(same(`n${at}`)).toBe(`n${at}`);
  expect(asked.get('n0')).toBe(1);
  expect(asked.get('n20000')).toBe(2);
});
