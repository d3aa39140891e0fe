const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g;

const escaped = (value: string): string =>
  value
    .replace(/[\\`*_{}[\]<>#|~!]/g, (char) => `\\${char}`)
    .replace(/&(?=[#a-z0-9]+;)/gi, '&amp;')
    .replace(/\b(https?|ftp|command|vscode|javascript|data):(?=\S)/gi, '$1\u200b:');

/**
 * Text from the analysed repository is untrusted: it is escaped so that it can neither add links, images or markup to
 * the report nor break a table. Names between backticks stay code, which holds no markup.
 */
export function text(value: string): string {
  const flat = value.replace(/\r?\n/g, ' ').replace(HIDDEN, '');
  return flat.split(/(`[^`]+`)/).map((part, index) => (index % 2 === 1 ? code(part.slice(1, -1)) : escaped(part))).join('');
}

/** Inline code that no backtick in the value can end. */
export function code(value: string): string {
  const flat = value.replace(/\s+/g, ' ').replaceAll('|', '\\|');
  const longest = Math.max(0, ...(flat.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = flat.startsWith('`') || flat.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${flat}${pad}${fence}`;
}

/** A table; the cells are Markdown already. Nothing at all when there are no rows. */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

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
