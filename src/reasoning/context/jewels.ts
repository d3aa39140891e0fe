import type { CodeFacts } from '../../artifacts/facts';
import { type SeenClass } from './data-types';
import { type Suggestion, isNetwork, placeOf, sortedEntries } from './evidence';
import { say } from '../../messages/say';

const MAX_JEWELS = 5;

/** What must not leak, change or vanish, by the data, stores and secrets in the code. There is always at least one. */
export function crownJewelsIn(facts: CodeFacts, seen: readonly SeenClass[]): Suggestion[] {
  const classes = seen
    .filter((item) => item.dataClass.id !== 'content' || seen.length < 3)
    .map((item) => ({
      value: item.dataClass.crownJewel,
      text: say('context/form.jewel', item),
      at: item.at,
    }));
  const jewels = [...classes.slice(0, MAX_JEWELS - 1), ...secrets(facts)];
  if (jewels.length < 3) jewels.push(...stored(facts));
  return jewels.length > 0 ? jewels.slice(0, MAX_JEWELS) : [fallback(facts)];
}

function secrets(facts: CodeFacts): Suggestion[] {
  const secret = facts.weaknesses.find((fact) => fact.weakness === 'hardcoded-secret');
  return secret
    ? [
        {
          value: 'application_secrets',
          text: say('context/form.secrets'),
          at: placeOf(secret.at),
        },
      ]
    : [];
}

function stored(facts: CodeFacts): Suggestion[] {
  const store =
    facts.stores.find((item) => item.accesses.some((access) => access.operation !== 'read')) ?? facts.stores[0];
  if (!store) return [];
  const subjects = store.accesses
    .map((access) => access.subject)
    .filter((subject) => subject !== '' && subject !== store.name);
  return [
    {
      value: 'database_content',
      text: say('context/form.storeContent', store, subjects),
      at: placeOf(store.at),
    },
  ];
}

function fallback(facts: CodeFacts): Suggestion {
  const entry = sortedEntries(facts).find(isNetwork);
  if (entry)
    return {
      value: 'application_data',
      text: say('context/form.dataBehind', entry),
      at: placeOf(entry.at),
    };
  return {
    value: 'user_files',
    text: say('context/form.filesOfOperator'),
  };
}
