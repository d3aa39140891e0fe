import type { Env, Value } from './value';

/** Closures inside of the variables of closures that are told apart. */
const DEEPEST = 4;

const ofLists = new WeakMap<readonly Value[], string>();
const ofEnvs = new WeakMap<Env, string>();

/** The same text for values that nothing tells apart; undefined for what is too deep to be told. */
export function valueKey(value: Value, depth = 0): string | undefined {
  switch (value.kind) {
    case 'const':
      return `${typeof value.value}:${measured(String(value.value))}`;
    case 'nothing':
      return value.soft ? 'soft' : 'nothing';
    case 'sent':
      return `sent${value.credential ? '!' : ''}${value.random ? '?' : ''}`;
    case 'address':
      return `at ${value.of}`;
    case 'path':
      return `/${measured(value.path)}${value.given ? '!' : ''}`;
    case 'other':
      return otherKey(value);
    case 'list':
      return listKey(value, depth);
    case 'closure':
      return closureKey(value, depth);
    default:
      return value.kind;
  }
}

/** A text that may hold anything, told from what stands around it. */
const measured = (text: string): string => `${text.length}:${text}`;

const otherKey = ({ doubt, record, setting }: Extract<Value, { kind: 'other' }>): string =>
  `~${doubt ? 'd' : ''}${setting ? 's' : ''}${record ? `r${record.when}${record.random}` : ''}`;

function listKey({ items, keys }: Extract<Value, { kind: 'list' }>, depth: number): string | undefined {
  let text = ofLists.get(items);
  if (text === undefined) {
    text = '';
    for (const item of items) {
      const key = valueKey(item, depth);
      if (key === undefined) return undefined;
      text += `${key}\u0001`;
    }
    ofLists.set(items, text);
  }
  return `[${text}${keys ? `|${keys.map((key) => (key === undefined ? '-' : measured(key))).join()}` : ''}]`;
}

function closureKey({ fn, env, given }: Extract<Value, { kind: 'closure' }>, depth: number): string | undefined {
  const around = envKey(env, depth + 1);
  if (around === undefined) return undefined;
  const told = given?.map((one) => valueKey(one.value, depth + 1));
  return told?.includes(undefined) ? undefined : `f${fn.key}{${around}}${told ? told.join('\u0003') : '-'}`;
}

/** The variables that a function closes over. */
export function envKey(env: Env, depth = 0): string | undefined {
  if (env.names.size === 0 && !env.outer) return '';
  if (depth > DEEPEST) return undefined;
  let text = ofEnvs.get(env);
  if (text !== undefined) return text;
  text = env.outer ? envKey(env.outer, depth) : '';
  if (text === undefined) return undefined;
  text += `\u0004${env.fn.key}`;
  for (const [name, value] of env.names) {
    const key = valueKey(value, depth);
    if (key === undefined) return undefined;
    text += `\u0005${measured(name)}=${key}`;
  }
  ofEnvs.set(env, text);
  return text;
}
