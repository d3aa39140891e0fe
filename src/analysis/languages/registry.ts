import { type LanguageInfo, LANGUAGES, LanguageSet } from '../../knowledge/languages';
import type { SpecialCalls } from '../engine/flow/machine';
import type { LinkedLanguage, LinkedLanguages } from '../engine/link/linking';
import { JAVASCRIPT_DIALECT } from './javascript/dialect';
import { JAVASCRIPT_CALLS } from './javascript/flow/special-calls';
import { JAVASCRIPT_LINKING } from './javascript/link/linking';
import { JAVASCRIPT } from './javascript/lower/rules';
import type { Language } from './language';
import { lowerByGrammar } from './lower/by-grammar';
import type { Rules } from './lower/lowerer';
import { PYTHON_DIALECT } from './python/dialect';
import { PYTHON_CALLS } from './python/flow/special-calls';
import { PYTHON_LINKING } from './python/link/linking';
import { PYTHON } from './python/lower/rules';

interface Family extends LinkedLanguage {
  rules: Rules;
  specialCalls: SpecialCalls;
}

const JAVASCRIPT_FAMILY: Family = {
  rules: JAVASCRIPT,
  dialect: JAVASCRIPT_DIALECT,
  linking: JAVASCRIPT_LINKING,
  specialCalls: JAVASCRIPT_CALLS,
};
const PYTHON_FAMILY: Family = {
  rules: PYTHON,
  dialect: PYTHON_DIALECT,
  linking: PYTHON_LINKING,
  specialCalls: PYTHON_CALLS,
};

/** The family of each language of `knowledge/languages.ts`. */
const FAMILIES: ReadonlyMap<string, Family> = new Map([
  ['javascript', JAVASCRIPT_FAMILY],
  ['typescript', JAVASCRIPT_FAMILY],
  ['tsx', JAVASCRIPT_FAMILY],
  ['vue', JAVASCRIPT_FAMILY],
  ['svelte', JAVASCRIPT_FAMILY],
  ['python', PYTHON_FAMILY],
]);

function languageFrom(info: LanguageInfo): Language {
  const family = FAMILIES.get(info.id);
  if (!family) throw new TypeError(`${info.id} has no lowering.`);
  const { rules, ...meaning } = family;
  return { ...info, ...meaning, lower: (path, text) => lowerByGrammar(info, rules, path, text) };
}

export type Registry = LanguageSet<Language>;

/** Every language the analysis reads. */
export const REGISTRY: Registry = new LanguageSet(LANGUAGES.map(languageFrom));

/** What the engine is told of the languages. */
export function linkedLanguages(registry: Registry = REGISTRY): LinkedLanguages {
  return new Map(registry.all.map((language) => [language.id, language]));
}

/** What the data flow is told of calls, by the ids of dialects. */
export function specialCalls(registry: Registry = REGISTRY): ReadonlyMap<string, SpecialCalls> {
  return new Map(registry.all.map(({ dialect, specialCalls: calls }) => [dialect.id, calls]));
}
