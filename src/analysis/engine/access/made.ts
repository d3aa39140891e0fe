import type { Expr } from '../../read/ir';
import type { Environment } from './environment';
import { ALWAYS } from './formula';
import type { Arguments } from './invoke';
import { CALLER, GIVEN_CALLER } from './members';
import type { Reader } from './reader';
import { mixed, UNKNOWN } from './values';
import type { Value } from './kinds';

type Call = Extract<Expr, { kind: 'call' }>;

/** A class of the program that is made: an object to be stored when it is one of the models. */
export function made(reader: Reader, expr: Call, env: Environment, args: Arguments): Value | undefined {
  const local = expr.callee.kind === 'name' ? env.get(expr.callee.name)?.model : undefined;
  if (local !== undefined) return { stored: [reader.stored(local, ALWAYS, { fresh: true })] };
  for (const one of reader.program.resolve(expr.callee, env.scope)) {
    if (one.kind !== 'class') continue;
    const fields = new Map(args.named);
    if (args.positional.some((value) => value.caller !== undefined)) fields.set(GIVEN_CALLER, CALLER);
    for (const [key, value] of args.positional[0]?.fields ?? []) fields.set(key, value);
    if (reader.stores.isModel(one.cls)) {
      const fresh = reader.stored(one.cls.cls.name, ALWAYS, { fresh: true });
      for (const [key, value] of fields) reader.change(fresh, env.fn.file, expr.span, key, value);
      reader.settled(fresh);
      return { stored: [fresh] };
    }
    const handed = handedInstance(reader, expr, env, args);
    if (handed) return handed;
    return { ...mixed([...args.positional, ...args.named.values()]), ...(fields.size > 0 ? { fields } : {}) };
  }
  return undefined;
}

/** `Schema(instance=user)`, `Serializer(user, data=…)`: what it loads is written to the object. */
export function handedInstance(
  reader: Reader,
  expr: Call,
  env: Environment,
  { named, positional }: Arguments,
): Value | undefined {
  const given = named.get('instance') ?? (named.has('data') ? positional[0] : undefined);
  if (!given?.stored) return undefined;
  const data = named.get('data') ?? UNKNOWN;
  for (const one of given.stored) reader.change(one, env.fn.file, expr.span, '*', data);
  const fields = new Map([['instance', { stored: given.stored }]]);
  return { stored: given.stored, fields, ...(given.caller ? { caller: given.caller } : {}) };
}
