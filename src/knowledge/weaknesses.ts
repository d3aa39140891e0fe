import type { Weakness } from './weakness';
import { ACCEPTED_INPUT } from './weaknesses/accepted-input';
import { ACCESS } from './weaknesses/access';
import { CONFIGURATION } from './weaknesses/configuration';
import { CRYPTOGRAPHY } from './weaknesses/cryptography';
import { DATA_PROTECTION } from './weaknesses/data-protection';
import { DEPENDENCIES } from './weaknesses/dependencies';
import { DIRECTORY_AND_XML } from './weaknesses/directory-and-xml';
import { INJECTION } from './weaknesses/injection';
import { LOGS_AND_FILES } from './weaknesses/logs-and-files';
import { REQUEST_HANDLING } from './weaknesses/request-handling';
import { STRUCTURED_INPUT } from './weaknesses/structured-input';

/**
 * Every kind of flaw the analysis reports, by id. CWE numbers after https://cwe.mitre.org (the first one is the main one),
 * `owasp` after the OWASP Top 10 of 2021.
 */
export const WEAKNESSES = {
  ...INJECTION,
  ...DIRECTORY_AND_XML,
  ...STRUCTURED_INPUT,
  ...REQUEST_HANDLING,
  ...ACCEPTED_INPUT,
  ...ACCESS,
  ...CRYPTOGRAPHY,
  ...DATA_PROTECTION,
  ...CONFIGURATION,
  ...LOGS_AND_FILES,
  ...DEPENDENCIES,
} as const satisfies Record<string, Weakness>;

export type WeaknessId = keyof typeof WEAKNESSES;

const BY_ID: ReadonlyMap<string, Weakness> = new Map<string, Weakness>(Object.entries(WEAKNESSES));

/** Weakness by id, or undefined for a foreign id. */
export function findWeakness(id: string): Weakness | undefined {
  return BY_ID.get(id);
}

/** @throws {RangeError} for an id that is not in the catalogue. */
export function weaknessOf(id: string): Weakness {
  const weakness = BY_ID.get(id);
  if (!weakness) throw new RangeError(`no weakness with the id "${id}"`);
  return weakness;
}

export interface TextValues {
  /** The API or construct, e.g. `eval`. */
  sink?: string;
  /** Where the data comes from, as a noun phrase: "the request body". */
  source?: string;
  /** A place: `file:line`, or an entry point such as `POST /login`. */
  where?: string;
}

const UNKNOWN: Required<TextValues> = { sink: 'the code', source: 'outside', where: 'this place' };

/** Puts values into the placeholders of a catalogue text; the first letter becomes a capital. */
export function fillText(text: string, values: TextValues): string {
  const filled = text.replace(/\{(sink|source|where)\}/g, (_, name: keyof TextValues) => values[name] ?? UNKNOWN[name]);
  return filled.charAt(0).toUpperCase() + filled.slice(1);
}
