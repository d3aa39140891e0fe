import { replaceHidden } from './hidden';

const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

/**
 * A value as JSON of two spaces' indent. Hidden characters are written as escapes, which any reader of JSON undoes: the
 * file and the terminal that shows it hold none, the data is the same.
 */
export const jsonText = (value: unknown): string => replaceHidden(JSON.stringify(value, null, 2), escaped);

/** As {@link jsonText}, on one line. */
export const jsonLine = (value: unknown): string => replaceHidden(JSON.stringify(value), escaped);

/** The text that {@link jsonText} makes of an object, one member after the other. */
export function* objectInSteps(value: object): Generator<undefined, string, undefined> {
  const members: string[] = [];
  for (const [name, member] of Object.entries(value)) {
    const alone = jsonText({ [name]: member as unknown });
    if (alone !== '{}') members.push(alone.slice(2, -2));
    yield;
  }
  return members.length === 0 ? '{}' : `{\n${members.join(',\n')}\n}`;
}
