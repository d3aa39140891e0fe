import type { CodeFacts } from '../../artifacts/facts';
import { ACTORS_BY_INDUSTRY, type Industry } from '../../knowledge/actors';
import type { SeenClass } from './data-types';
import { type Suggestion, entryWords, isNetwork, placeOf, sortedEntries } from './evidence';
import { words } from '../text';
import { say, type Sayable } from '../../messages/say';
import type { Purpose } from './purpose';

interface UserRule {
  value: string;
  words: readonly string[];
}

/** Who uses an application, told by words in addresses, handlers and models. */
const USERS: readonly UserRule[] = [
  { value: 'administrators', words: ['admin', 'administrator', 'backoffice', 'superuser'] },
  { value: 'public', words: ['signup', 'register', 'registration'] },
  { value: 'customers', words: ['customer', 'checkout', 'cart', 'basket', 'subscription', 'billing'] },
  { value: 'employees', words: ['employee', 'staff', 'payroll', 'intranet'] },
  { value: 'patients', words: ['patient'] },
  { value: 'students', words: ['student', 'course', 'enrollment'] },
  { value: 'partners', words: ['partner', 'supplier', 'vendor', 'reseller'] },
];

/** Words of a purpose that name its users. */
const STATED: readonly (readonly [user: string, words: RegExp])[] = [
  [
    'administrators',
    /\badmin(istration|istrators?)? (interface|panel|tool|console|ui|dashboard)\b|\badministrators\b/i,
  ],
  ['customers', /\bcustomers\b/i],
  ['employees', /\bemployees\b|\bstaff\b/i],
  ['developers', /\bdevelopers\b/i],
];

export function usersIn(facts: CodeFacts, purpose: Purpose): Suggestion[] {
  const entries = sortedEntries(facts).filter(isNetwork);
  const stated = STATED.flatMap(([value, words]): Suggestion[] =>
    words.test(purpose.stated) ? [{ value, text: say('context/people.namedByPurpose', value), at: purpose.at }] : [],
  );
  const named = USERS.flatMap((rule): Suggestion[] => {
    const entry = entries.find((item) => rule.words.some((word) => entryWords(item).has(word)));
    if (entry)
      return [{ value: rule.value, text: say('context/people.becauseOfEntry', rule, entry), at: placeOf(entry.at) }];
    const model = facts.models.find((item) =>
      words(item.name).some((word) => rule.words.includes(word.replace(/s$/, ''))),
    );
    return model
      ? [{ value: rule.value, text: say('context/people.becauseOfModel', rule, model), at: placeOf(model.at) }]
      : [];
  });
  const others = named.filter((user) => stated.every((item) => item.value !== user.value));
  if (stated.length > 0) return [...stated, ...others];
  return others.some((user) => user.value !== 'administrators') ? others : [...defaultUsers(facts), ...others];
}

function defaultUsers(facts: CodeFacts): Suggestion[] {
  const entries = sortedEntries(facts);
  const network = entries.find(isNetwork);
  if (network) {
    const browser = entries.find((entry) => isNetwork(entry) && entry.browserFacing);
    if (browser)
      return [
        {
          value: 'public',
          text: say('context/people.publicUsers', browser),
          at: placeOf(browser.at),
        },
      ];
    return [
      {
        value: 'client applications',
        text: say('context/people.clientApplications', network),
        at: placeOf(network.at),
      },
    ];
  }
  const command = entries.find((entry) => entry.kind === 'cli');
  if (command)
    return [
      {
        value: 'operators',
        text: say('context/people.operators', command),
        at: placeOf(command.at),
      },
    ];
  const [unknown] = facts.coverage.notUnderstood.filter(({ what }) => what === 'framework' || what === 'server');
  if (unknown)
    return [
      {
        value: 'client applications',
        text: say('context/people.clientsOfUnknown', unknown),
        at: { file: unknown.file, line: unknown.line },
      },
    ];
  const { files } = facts.coverage;
  if (files.unread > 0)
    return [
      {
        value: 'developers',
        text: say('context/people.developersOfUnknown', files),
      },
    ];
  return [
    {
      value: 'developers',
      text: say('context/people.developersOfLibrary'),
    },
  ];
}

const RETAIL = new Set(['cart', 'basket', 'checkout', 'product', 'catalog', 'shop', 'order']);
const BANKING = new Set([
  'bank',
  'loan',
  'trading',
  'portfolio',
  'transfer',
  'retirement',
  'allocation',
  'invoice',
  'ledger',
  'stock',
  'fund',
]);
const HOSTED = new Set(['tenant', 'workspace', 'organization', 'organisation', 'team']);
const FACTORY = new Set(['sensor', 'plc', 'scada', 'machine', 'actuator', 'telemetry']);

export interface IndustryGuess {
  industry: Industry;
  text: Sayable;
  at?: { file: string; line: number };
}

/** The kind of business, which decides the actors that are suggested. */
export function industryOf(facts: CodeFacts, seen: readonly SeenClass[]): IndustryGuess {
  const health = seen.find((item) => item.dataClass.id === 'health');
  if (health) return { industry: 'healthcare', text: say('context/people.healthData'), at: health.at };
  const entries = sortedEntries(facts);
  const withWord = (vocabulary: ReadonlySet<string>) =>
    entries.find((entry) => [...entryWords(entry)].some((word) => vocabulary.has(word)));
  const shop = withWord(RETAIL);
  if (shop) return { industry: 'e-commerce', text: say('context/people.thereIs', shop), at: placeOf(shop.at) };
  const money = seen.find((item) => item.dataClass.category === 'financial');
  const bank = withWord(BANKING);
  if (money && bank)
    return {
      industry: 'financial',
      text: say('context/people.financial', bank),
      at: money.at,
    };
  const factory = withWord(FACTORY);
  if (factory)
    return { industry: 'manufacturing', text: say('context/people.thereIs', factory), at: placeOf(factory.at) };
  const account = withWord(HOSTED);
  if (account) return { industry: 'saas', text: say('context/people.thereIs', account), at: placeOf(account.at) };
  return { industry: 'general', text: say('context/people.noBusiness') };
}

const MANY_DEPENDENCIES = 20;

/** Archetypes to preselect, each with its reason; never more than five. */
export function actorsIn(facts: CodeFacts, guess: IndustryGuess): Suggestion[] {
  const entry = sortedEntries(facts).find(isNetwork);
  const direct = facts.dependencies.filter((item) => item.direct && !item.dev);
  const chosen = new Map<string, Suggestion>();
  const add = (value: string, text: Sayable, at?: { file: string; line: number }): void => {
    if (!chosen.has(value)) chosen.set(value, { value, text, ...(at ? { at } : {}) });
  };
  if (entry) add('opportunistic-attackers', say('context/people.opportunists', entry), placeOf(entry.at));
  for (const id of ACTORS_BY_INDUSTRY[guess.industry]) {
    if (entry || id === 'malicious-insider') add(id, say('context/people.usualActor', id, guess), guess.at);
  }
  const first = direct[0];
  if (first && (direct.length >= MANY_DEPENDENCIES || !entry)) {
    add('supply-chain-attackers', say('context/people.supplyChain', direct, first), {
      file: first.manifest,
      line: first.line ?? 1,
    });
  }
  if (chosen.size === 0) add('negligent-insider', say('context/people.negligentInsider'));
  return [...chosen.values()].slice(0, 5);
}
