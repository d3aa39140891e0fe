import { CALLER_GLOBALS, CALLER_NAMES, CALLER_STORES } from '../../../knowledge/controls/caller';
import {
  CHECKED_DATA,
  CREDENTIAL_MEMBERS,
  CURRENT_GROUP,
  ESTABLISHED_MEMBERS,
  GROUP_WORDS,
  HOLDERS,
  IDENTITY_MEMBERS,
  INPUT_MEMBERS,
  POWER_FLAGS,
  ROLE_MEMBERS,
} from '../../../knowledge/access/identity';
import { UNKNOWN } from './values';
import type { Value } from './kinds';

export const CALLER: Value = { caller: 'self' };
const GROUP: Value = { caller: 'group' };

/** What is known by its name alone, wherever it is a member. */
export function byName(name: string): Value | undefined {
  if (CALLER_NAMES.has(name)) return CALLER;
  return CURRENT_GROUP.test(name) ? GROUP : undefined;
}

/** `session` and `g`: modules' values that belong to the request. */
export function globalNamed(name: string): Value | undefined {
  if (CALLER_STORES.has(name)) return CALLER;
  if (CALLER_GLOBALS.has(name)) return { object: 'request' };
  return name === 'request' || name === 'websocket' ? { object: 'request' } : undefined;
}

/** A member of a value. */
export function memberOf(value: Value, name: string): Value {
  const set = value.fields?.get(name);
  if (set) return set;
  if (CHECKED_DATA.test(name) && knowsCaller(value)) return UNKNOWN;
  return ofSender(value, name) ?? byName(name) ?? ofHeld(value, name) ?? UNKNOWN;
}

/** A member of the request, or of who sent it. */
function ofSender(value: Value, name: string): Value | undefined {
  if (value.object === 'request') return ofRequest(value, name);
  if (value.object === 'input') return ofInput(value, name);
  if (value.caller === 'self' && !value.stored) return ofCaller(name);
  return value.caller === 'group' ? { ...GROUP, member: name } : undefined;
}

function ofHeld(value: Value, name: string): Value | undefined {
  // The rows that tie objects together are no objects of the model.
  if (value.model !== undefined) return name === 'through' ? UNKNOWN : { model: value.model };
  if (value.stored) return { ...withoutTruth(value), member: name, ...(value.caller === 'self' ? ofCaller(name) : {}) };
  if (value.items && /^\d+$/.test(name)) return value.items[Number(name)] ?? UNKNOWN;
  if (value.keys || value.credential === true)
    return { ...withoutTruth(value), ...(value.keys ? { keys: extended(value.keys, name) } : {}) };
  return value.object === 'response' && HOLDERS.has(name) ? { object: 'request' } : undefined;
}

/** Under which an instance holds who asks, when it is handed that without a name. */
export const GIVEN_CALLER = '#caller';

/** What was made with who asks may check what it is given for them: what it lets through is theirs, or is not. */
const knowsCaller = ({ fields }: Value): boolean =>
  fields !== undefined && [...fields.values()].some((one) => one.caller !== undefined || one.object === 'request');

function withoutTruth(value: Value): Value {
  const { truth: _truth, fields: _fields, query: _query, text: _text, ...rest } = value;
  return rest;
}

function ofCaller(name: string): Value {
  if (GROUP_WORDS.test(name)) return { ...GROUP, member: name };
  return ROLE_MEMBERS.test(name) || POWER_FLAGS.test(name)
    ? { ...CALLER, role: name, member: name }
    : { ...CALLER, member: name };
}

function ofRequest(value: Value, name: string): Value {
  if (CREDENTIAL_MEMBERS.has(name) && !IDENTITY_MEMBERS.test(name)) return { object: 'input', credential: true };
  if (INPUT_MEMBERS.has(name)) return inputOf(name);
  if (IDENTITY_MEMBERS.test(name)) return name === 'session' ? { ...CALLER, object: 'request' } : CALLER;
  const named = byName(name);
  if (named) return named;
  if (GROUP_WORDS.test(name)) return GROUP;
  if (ESTABLISHED_MEMBERS.test(name)) return CALLER;
  if (HOLDERS.has(name)) return { object: 'request' };
  return value.keys ? { keys: value.keys } : UNKNOWN;
}

/** A part of a request that its sender fills. */
export const inputOf = (name: string): Value => ({ object: 'input', keys: new Set([name]) });

function ofInput(value: Value, name: string): Value {
  return {
    ...(value.credential === true ? { credential: true } : {}),
    ...(value.keys ? { keys: extended(value.keys, name) } : {}),
    object: 'input',
    member: name,
  };
}

/** `body` and its member `id` are `body.id`. Deeper members count as the first. */
function extended(keys: ReadonlySet<string>, name: string): ReadonlySet<string> {
  return new Set([...keys].map((key) => (key.includes('.') ? key : `${key}.${name}`)));
}
