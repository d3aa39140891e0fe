import { storeCall } from '../../../knowledge/access/store-calls';
import { KEPT_FOR_A_WHILE } from '../../../knowledge/access/identity';
import type { Environment } from './environment';
import type { Reader } from './reader';
import type { Query, Stored, Value } from './kinds';
import { type Call } from './noted-effects';

export interface Target {
  resource: string;
  /** Objects that were found before. */
  stored?: readonly Stored[];
  query?: Query;
}

/** What the call is about; undefined when it is not about stored data. */
export function targetOf(
  reader: Reader,
  expr: Call,
  env: Environment,
  receiver: Value | undefined,
): Target | undefined {
  if (receiver?.query) return { resource: receiver.query.resource, query: receiver.query };
  if (receiver?.stored && !receiver.member)
    return { resource: receiver.stored[0]?.resource ?? '', stored: receiver.stored };
  if (receiver?.model !== undefined) return { resource: receiver.model };
  return ofLibrary(reader, expr, env, receiver);
}

/** What a call to a library that keeps data is about, or one that is handed what is kept. */
function ofLibrary(reader: Reader, expr: Call, env: Environment, receiver: Value | undefined): Target | undefined {
  const site = { expr, scope: env.scope, caller: env.fn };
  const found = reader.stores.libraryOf(reader.program.externalPaths(expr.callee, env.scope));
  if (found && receiver?.stored && receiver.member !== undefined) return related(reader, expr, env, receiver);
  const model = modelAmong(reader, expr, env);
  if (!found) return model === undefined ? ofUnknown(reader, expr, env, receiver) : { resource: model };
  const named = model ?? reader.stores.subjectOf(site, found.path);
  return { resource: named === '' ? (firstWord(expr) ?? '') : named };
}

/** `note.comments.all()`: what belongs to an object that was found, chosen through it. */
function related(reader: Reader, expr: Call, env: Environment, receiver: Value): Target {
  const { member = '' } = receiver;
  const resource = reader.stores.modelCalled(member) ?? '';
  const parts = [{ column: member, value: receiver }];
  const query: Query = { resource, parts, found: reader.cond, expr, env, at: reader.cond, used: true };
  return { resource, query };
}

/** Of what nobody knows, a call that is handed a stored object, or ends what was begun, is about that object. */
function ofUnknown(reader: Reader, expr: Call, env: Environment, receiver: Value | undefined): Target | undefined {
  if (expr.callee.kind !== 'member') return undefined;
  // What is forgotten there is still stored elsewhere.
  if (reader.program.externalPaths(expr.callee, env.scope).some((path) => KEPT_FOR_A_WHILE.test(path)))
    return undefined;
  const kind = storeCall(expr.callee.property);
  if (kind === 'flush' && expr.args.length === 0 && reader.unsettled.length > 0) return { resource: '' };
  // `user.favourites.remove(note)`: what ties the two is removed, and the object stays.
  const isRelation = receiver?.member !== undefined && (receiver.stored ?? receiver.caller) !== undefined;
  return (kind === 'save' || kind === 'delete') && !isRelation ? ofHandedObject(expr, env) : undefined;
}

function ofHandedObject({ args }: Call, env: Environment): Target | undefined {
  const [first] = args;
  if (args.length !== 1 || first?.value.kind !== 'name') return undefined;
  const value = env.get(first.value.name);
  return value?.stored && value.member === undefined ? { resource: value.stored[0]?.resource ?? '' } : undefined;
}

/** `session.query(User)`, `session.get(User, id)`, `select(User)`. */
function modelAmong(reader: Reader, expr: Call, env: Environment): string | undefined {
  for (const { value } of expr.args.slice(0, 2)) {
    const handed = value.kind === 'name' ? env.get(value.name)?.model : undefined;
    if (handed !== undefined) return handed;
    const name = reader.stores.modelNamed(value, env.scope);
    if (name !== undefined && (value.kind === 'name' ? env.get(value.name) === undefined : true)) return name;
  }
  return undefined;
}

export function firstWord({ args }: Call): string | undefined {
  const value = args[0]?.value;
  return value?.kind === 'literal' && typeof value.value === 'string' && /^\w+$/.test(value.value)
    ? value.value
    : undefined;
}
