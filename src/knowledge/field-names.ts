import { type DataClass } from './data-class';
import { DATA_CLASSES } from './data-classes';

/** Structures that describe a person, by a word of their name. */
export const PERSON_WORDS: ReadonlySet<string> = new Set([
  'user',
  'users',
  'account',
  'accounts',
  'customer',
  'customers',
  'client',
  'employee',
  'employees',
  'patient',
  'patients',
  'person',
  'people',
  'profile',
  'profiles',
  'member',
  'members',
  'contact',
  'contacts',
  'student',
  'students',
  'subscriber',
  'author',
  'admin',
  'applicant',
  'guest',
  'signup',
  'register',
  'registration',
]);

/** `bankAcc`, `bank_acc`, `BANK-ACC` → `bank acc`. */
export function fieldWords(name: string): string {
  return name
    .slice(0, 100)
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

const hasPhrase = (words: string, phrase: string): boolean => ` ${words} `.includes(` ${phrase} `);

export interface FieldMatch {
  dataClass: DataClass;
  strength: 'strong' | 'weak';
}

/** The class a field name belongs to, the more sensitive one first; weak matches need more evidence than the name. */
export function classifyField(name: string): FieldMatch | undefined {
  const words = fieldWords(name);
  const strong = DATA_CLASSES.find((entry) => entry.words.some((phrase) => hasPhrase(words, phrase)));
  if (strong) return { dataClass: strong, strength: 'strong' };
  const weak = DATA_CLASSES.find((entry) => entry.weakWords.some((phrase) => hasPhrase(words, phrase)));
  return weak ? { dataClass: weak, strength: 'weak' } : undefined;
}
