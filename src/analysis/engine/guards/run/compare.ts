import { ROLE_OF_POWER } from '../../../../knowledge/controls/identity';
import type { Run } from './context';
import { hasRole, isPermitted, person, roleIsIn } from './paths';
import { constant, OTHER, truthOf, type Value } from './value';
import { SOME_ROLE } from './world';

const isNull = (value: Value): boolean => value.kind === 'const' && value.value === null;

const isSetting = (value: Value): boolean => value.kind === 'other' && value.setting === true;

/** Whether two values are equal, for this caller. */
export function equals(run: Run, left: Value, right: Value): Value {
  const one = oneWay(run, left, right) ?? oneWay(run, right, left);
  return one ?? OTHER;
}

function oneWay(run: Run, a: Value, b: Value): Value | undefined {
  if (a.kind === 'const' && b.kind === 'const') return constant(a.value === b.value);
  switch (a.kind) {
    case 'nothing':
      return ofNothing(b);
    case 'role':
      return a.either && !namesPower(b) ? OTHER : ofRole(run, b);
    case 'caller':
      return ofCaller(run, b);
    case 'sent':
      return a.credential ? ofCredential(run, b) : undefined;
    case 'other':
      return a.record && isNull(b) ? { kind: 'other', record: { ...a.record, when: !a.record.when } } : undefined;
    case 'address':
      return b.kind === 'const' ? constant(run.request.isAt(a.of, String(b.value))) : undefined;
    default:
      return undefined;
  }
}

function ofNothing(other: Value): Value {
  if (isNull(other)) return constant(true);
  return other.kind === 'nothing' ? OTHER : constant(false);
}

/** A token that is for something is no role, and an account of an ordinary kind none either. */
const namesPower = (value: Value): boolean => value.kind === 'const' && ROLE_OF_POWER.test(String(value.value));

function ofRole(run: Run, other: Value): Value {
  if (isNull(other)) return constant(false);
  if (other.kind === 'list') return constant(roleIsIn(run, other.items));
  return constant(hasRole(run, other.kind === 'const' ? String(other.value) : SOME_ROLE));
}

/** What belongs to the caller, or is the caller; a constant is a question about the caller alone. */
function ofCaller(run: Run, other: Value): Value | undefined {
  if (isNull(other)) return constant(false);
  if (other.kind === 'const')
    return typeof other.value === 'boolean' ? OTHER : constant(hasRole(run, String(other.value)));
  if (other.kind === 'nothing') return undefined;
  if (other.kind === 'caller') return OTHER;
  // Whom the operator named has a role.
  if (isSetting(other)) return constant(hasRole(run, SOME_ROLE));
  run.asked.owner = true;
  return constant(run.world.owner);
}

/** What somebody sends to prove who they are equals a secret: nobody else has it. */
function ofCredential(run: Run, other: Value): Value | undefined {
  if (other.kind === 'const' || other.kind === 'sent' || other.kind === 'nothing') return undefined;
  return constant(truthOf(person(run)) === true);
}

type Address = Extract<Value, { kind: 'address' }>;

/** Whether the address has a text in it, as far as that is known. */
export function addressHas(run: Run, { of }: Address, how: 'in' | 'start' | 'end', text: string): Value {
  const has = run.request.addressHas(of, how, text);
  return has === undefined ? OTHER : constant(has);
}

/** `key in holder`, `holder.includes(key)`. */
export function contains(run: Run, holder: Value, key: Value): Value {
  if (holder.kind === 'list') return inList(run, holder.items, key);
  if (holder.kind === 'role') return constant(roleIsIn(run, key.kind === 'list' ? key.items : [key]));
  if (holder.kind === 'permissions') return constant(isPermitted(run, 'permission'));
  if (holder.kind === 'nothing') return constant(false);
  if (holder.kind === 'address' && key.kind === 'const') return addressHas(run, holder, 'in', String(key.value));
  if (holder.kind === 'const' && key.kind === 'const')
    return constant(String(holder.value).includes(String(key.value)));
  if (key.kind === 'role') return constant(hasRole(run, SOME_ROLE));
  if (isSetting(holder) && key.kind === 'caller') return constant(hasRole(run, SOME_ROLE));
  if (key.kind === 'caller' || key.kind === 'nothing') return ownerOf(run, key);
  return OTHER;
}

/** Whether the caller is among those of a thing: `doc.members.includes(user.id)`. */
function ownerOf(run: Run, key: Value): Value {
  run.asked.owner = true;
  return constant(key.kind === 'caller' && run.world.owner);
}

function inList(run: Run, items: readonly Value[], key: Value): Value {
  if (key.kind === 'role') return constant(roleIsIn(run, items));
  const outcomes = items.map((item) => truthOf(equals(run, item, key)));
  if (outcomes.includes(true)) return constant(true);
  return outcomes.every((outcome) => outcome === false) ? constant(false) : OTHER;
}
