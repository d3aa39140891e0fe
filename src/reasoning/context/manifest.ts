import { fieldsOf, parseJson } from '../../safety/documents/bounded-json';
import { DocumentError } from '../../safety/documents/document-error';

/** Name and description of a project as its manifest states them, with the lines they stand on. */
export interface ManifestText {
  name?: { text: string; line: number };
  description?: { text: string; line: number };
}

type Field = 'name' | 'description';

/** Manifests that name a project, in the order in which they are believed. */
export const MANIFESTS = ['package.json', 'pyproject.toml', 'setup.cfg', 'setup.py'] as const;

const FIELD_LINE: Readonly<Record<(typeof MANIFESTS)[number], RegExp>> = {
  'package.json': /^\s{0,8}"(name|description)"\s{0,8}:\s{0,8}"((?:[^"\\]|\\.){0,500})"/,
  'pyproject.toml': /^(name|description)\s{0,8}=\s{0,8}["']([^"']{0,500})["']/,
  'setup.cfg': /^(name|description)\s{0,8}=\s{0,8}(\S.{0,500})$/,
  'setup.py': /^\s{1,12}(name|description)\s{0,8}=\s{0,8}["']([^"']{0,500})["']/,
};
const SECTION: Readonly<Record<string, RegExp>> = {
  'pyproject.toml': /^\[(project|tool\.poetry)\]\s*$/,
  'setup.cfg': /^\[metadata\]\s*$/,
};

/** The values of a `package.json` count only at its top level, which is where two parsers agree. */
function topLevel(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const { value, valid } = parseJson(text);
    return valid ? fieldsOf(value) : undefined;
  } catch (error) {
    if (error instanceof DocumentError) return undefined;
    throw error;
  }
}

function unescape(text: string): string {
  return text
    .replace(/\\(["\\/])/g, '$1')
    .replace(/\\[nrt]/g, ' ')
    .trim();
}

/** Reads line by line: a broken manifest gives what can be read of it. */
export function readManifest(kind: (typeof MANIFESTS)[number], lines: readonly string[]): ManifestText {
  const found: ManifestText = {};
  const section = SECTION[kind];
  const json = kind === 'package.json' ? topLevel(lines.join('\n')) : undefined;
  let inside = section === undefined;
  for (const [index, raw] of lines.slice(0, 500).entries()) {
    const line = raw.slice(0, 1_000);
    if (section !== undefined && /^\[/.test(line)) inside = section.test(line);
    const match = inside ? FIELD_LINE[kind].exec(line) : null;
    const field = match?.[1] as Field | undefined;
    const text = unescape(match?.[2] ?? '');
    if (field === undefined || text === '' || found[field] !== undefined) continue;
    if (json !== undefined && json[field] !== text) continue;
    found[field] = { text, line: index + 1 };
  }
  return found;
}
