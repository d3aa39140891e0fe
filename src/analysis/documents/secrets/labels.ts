import { kindOfName, wordsOf } from '../../../safety/secrets/names';
import { lastName } from '../../engine/last-name';
import { areMessages } from './catalogues';
import type { ClassIr, Expr, Property } from '../../read/ir';

const LETTERS = /^[\p{L}' .,:!?-]+$/u;
/** What stands beside a password that opens something. */
const BESIDE_CREDENTIALS =
  /^(?:host(?:name)?|port|url|uri|server|database|db|dialect|user(?:_?name)?|name|role|login|email|client_?id|account|bucket|region|endpoint)$/i;

/** What a call is given may be a table of texts when there are some. */
const SOME = 3;

const textOf = (value: Expr): string | undefined =>
  value.kind === 'literal' && value.type === 'string' ? String(value.value) : undefined;

/**
 * Whether a field of a table only names something: a member of an enumeration, a text that other fields say as well, a
 * word among words, names of fields.
 */
export function isNameInTable(property: Property, table: Extract<Expr, { kind: 'object' }>, handed: boolean): boolean {
  if (table.enumeration === true) return true;
  if (property.value.kind === 'array') return !handed && isListOfNames(property.value.items);
  const text = textOf(property.value);
  if (text === undefined) return false;
  const others = table.properties.filter((one) => one !== property);
  if (others.some((one) => holdsField(one.value, text))) return true;
  if (others.some(({ value }) => value.kind === 'member' && saysTheSame(value.property, text))) return true;
  if (handed) return others.length >= SOME && /^\p{Lu}/u.test(text) && LETTERS.test(text) && areWords(others);
  if (others.some((one) => textOf(one.value) === text && kindOfName(one.key ?? '') === undefined)) return true;
  return LETTERS.test(text) && others.length > 0 && areWords(others);
}

/** `{ password: 'LDAP', method: Method.LDAP }`: it says how one signs in, not by what. */
const saysTheSame = (member: string, text: string): boolean => member.toLowerCase() === text.toLowerCase();

/** Many texts for people: a translation, or what a page says. */
export const isTableOfMessages = ({ properties }: Extract<Expr, { kind: 'object' }>): boolean =>
  areMessages(properties.flatMap(({ value }) => textOf(value) ?? []));

/** `{ properties: { url: … }, secret: 'url' }`: the name of a field that stands beside it. */
const holdsField = (value: Expr, name: string): boolean =>
  value.kind === 'object' && value.properties.some(({ key }) => key === name);

/** One of several names, such as those of the keys of a session: words, and nothing that is no word. */
export const isNameInList = (text: string): boolean => /^_*[A-Za-z]+(?:[_-][A-Za-z]+)*\d?$/.test(text);

/** Names of fields are words; a list of keys is not. */
function isListOfNames(items: readonly Expr[]): boolean {
  return items.every((item) => {
    const text = textOf(item);
    return text !== undefined && isNameInList(text);
  });
}

/** All texts of letters, and none that names what a password would open. */
function areWords(others: readonly Property[]): boolean {
  return others.every(({ key, value }) => {
    const text = textOf(value);
    return text !== undefined && !/\d/.test(text) && !BESIDE_CREDENTIALS.test(key ?? '');
  });
}

/** Members of an enumeration are names, whatever they name. */
export const isEnumeration = (cls: ClassIr): boolean =>
  cls.bases.some((base) => ENUMERATION.test(lastName(base) ?? ''));

/** Classes whose members are told apart by name. Source: Python, "enum"; Django, "Enumeration types". */
const ENUMERATION = /^(?:\w*Enum|IntFlag|Flag|\w*Choices)$/;

const TRIALS: ReadonlySet<string> = new Set(['test', 'tests', 'testing', 'dev', 'development', 'local', 'ci']);

/** A class of settings for tests or for the machine of a developer: it says so in its name, or among its settings. */
export function isForTrials(cls: ClassIr): boolean {
  const settings = cls.members.some(
    ({ name, value }) => name === 'TESTING' && value?.kind === 'literal' && value.value === true,
  );
  return settings || (cls.bases.length > 0 && wordsOf(cls.name).some((word) => TRIALS.has(word)));
}
