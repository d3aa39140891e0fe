/** Where a document shows what a value may look like: below `example`, as descriptions of interfaces do. */

/** From the first character of a value to behind its last. */
type Place = readonly [start: number, end: number];

const IN_JSON = /"(?:x-)?examples?"\s{0,20}:\s{0,20}/g;
const ON_LINE = /^([ \t]*)(?:- )?["']?(?:x-)?examples?["']?[ \t]*:/gm;
/** Examples that are looked for in one text. */
const MOST = 2_000;

/** Whether a place of a text is inside an example. */
export function examplesIn(name: string, text: string): (at: number) => boolean {
  const places = placesIn(name, text);
  return (at) => places.some(([start, end]) => at >= start && at < end);
}

function placesIn(name: string, text: string): Place[] {
  if (/\.json\w?$/i.test(name)) return inJson(text);
  return /\.ya?ml$/i.test(name) ? inYaml(text) : [];
}

function inJson(text: string): Place[] {
  const found: Place[] = [];
  for (const match of text.matchAll(IN_JSON)) {
    const start = match.index + match[0].length;
    // One inside another is covered by it.
    if (start < (found.at(-1)?.[1] ?? 0)) continue;
    found.push([start, endOfValue(text, start)]);
    if (found.length >= MOST) break;
  }
  return found;
}

/** Behind the string, the object or the list that begins here; other values end with their line. */
function endOfValue(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '"') at = endOfString(text, at);
    else if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') depth--;
    else if (depth > 0 || (character !== '\n' && character !== ',')) continue;
    if (depth <= 0) return at + 1;
  }
  return text.length;
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text.charAt(at) === '\\') at++;
    else if (text.charAt(at) === '"') return at;
  }
  return text.length;
}

/** What stands further in than the name belongs to it. */
function inYaml(text: string): Place[] {
  const found: Place[] = [];
  for (const match of text.matchAll(ON_LINE)) {
    if (match.index < (found.at(-1)?.[1] ?? 0)) continue;
    found.push([match.index, endOfBlock(text, match.index, (match[1] ?? '').length)]);
    if (found.length >= MOST) break;
  }
  return found;
}

function endOfBlock(text: string, start: number, indent: number): number {
  let at = text.indexOf('\n', start);
  while (at !== -1) {
    const next = text.indexOf('\n', at + 1);
    const line = text.slice(at + 1, next === -1 ? text.length : next);
    if (line.trim() !== '' && line.length - line.trimStart().length <= indent) return at;
    at = next;
  }
  return text.length;
}
