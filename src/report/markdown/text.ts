import { code } from '../../safety/text/markdown';

export { code, table, text } from '../../safety/text/markdown';

export function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}

/** Joins what is there with blank lines. */
export function blocks(...parts: readonly (string | false | undefined)[]): string {
  return parts.filter((part) => typeof part === 'string' && part !== '').join('\n\n');
}

export const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** `path:12-14` as code. */
export function place(file: string, start: number, end: number): string {
  return code(end > start ? `${file}:${start}-${end}` : `${file}:${start}`);
}
