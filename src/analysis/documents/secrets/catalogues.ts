/** Tables of texts for people, in whatever language: told by what they hold, not by where they lie. */

/** From so many texts on, most of which are for people, a table is one of messages. */
const SOME = 20;
const MOST = 0.6;
/** Values of a file that are looked at. */
const SAMPLE = 4_000;

const IN_JSON = /:\s{0,20}"((?:[^"\\\n]|\\.){1,1000})"/g;
const ON_LINES = /^[ \t]*(?:- )?["']?[\w.-]{1,120}["']?[ \t]{0,20}[:=][ \t]{0,20}["']?(\S[^\n]{0,1000}?)["']?,?\r?$/gm;

/** A sentence, words with blanks between them, a label, or letters of another alphabet. */
function isForPeople(value: string): boolean {
  if (/^(?:\w+:|\/|\.)\S*$/.test(value)) return false;
  if (/[^\0-\x7f]/.test(value) && /\p{L}/u.test(value)) return true;
  return /[A-Za-z][,.!?:]?\s+[A-Za-z{]/.test(value) || /^[A-Z][a-z]+[.!?:]?$/.test(value);
}

/** Whether most of many values are texts for people: what is called a password there is the word for one. */
export function areMessages(values: readonly string[]): boolean {
  return values.length >= SOME && values.filter(isForPeople).length >= values.length * MOST;
}

/** Whether a file of settings holds messages instead. */
export function isCatalogue(name: string, text: string): boolean {
  const values: string[] = [];
  for (const [, value = ''] of text.matchAll(/\.json\w?$/i.test(name) ? IN_JSON : ON_LINES)) {
    if (values.push(value) >= SAMPLE) break;
  }
  return areMessages(values);
}
