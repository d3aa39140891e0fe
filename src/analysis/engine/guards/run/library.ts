import {
  CONDITION_MAKERS,
  ASKS_TYPE,
  GIVES_ABILITY,
  GIVES_ROLE,
  HASHING,
  MATCHING,
  NOT_SIGNED_IN,
  PERMISSION_CALL,
  ROLE_CALL,
  ROLE_FLAG,
  SIGNED_IN,
} from '../../../../knowledge/controls/identity';
import { type Given, type Run } from './context';
import { flagOf, isPermitted, roleIsIn, roleOf, signedIn } from './paths';
import { going, type Out } from './state';
import { constant, isAbsent, NULL, OTHER, type Value } from './value';
import { type Call, isAboutCaller, holdsProof, isOwn, isSent } from './call';
import { read } from './readings';
import { compared, iterated } from './comparing-calls';
import { decided, verified } from './verdicts';
import { lookedUp } from './look-ups';

/** Calls whose meaning is known by their names and what they are given, whoever wrote them. */
export function library(run: Run, call: Call): Out[] | undefined {
  const value =
    asked(run, call) ??
    hashed(call) ??
    matched(call) ??
    typed(call) ??
    conditionOf(call) ??
    read(run, call) ??
    compared(run, call) ??
    iterated(run, call);
  if (value) return [going(call.state, value)];
  return decided(run, call) ?? verified(run, call) ?? lookedUp(run, call);
}

/** `abilities.createForUser(user)`, `user.roleIn(team)`, whoever wrote them. */
function givesWhatTheyMay(run: Run, { path, name, given, object }: Call): Value | undefined {
  if (GIVES_ABILITY.test(path) && given.some(({ value }) => isAboutCaller(value))) return { kind: 'permissions' };
  return (object?.kind === 'caller' || object?.kind === 'nothing') && GIVES_ROLE.test(name) ? roleOf(run) : undefined;
}

/** `req.isAuthenticated()`, `user.hasRole('admin')`, `isAdmin(user)`, `user.has_perm('x')`. */
function asked(run: Run, call: Call): Value | undefined {
  const whole = givesWhatTheyMay(run, call);
  if (whole || isOwn(run, call)) return whole;
  const { name, given, object } = call;
  if (SIGNED_IN.test(name)) return signedIn(run, true);
  if (NOT_SIGNED_IN.test(name)) return signedIn(run, false);
  const about = (object && isAboutCaller(object)) || given.some(({ value }) => isAboutCaller(value));
  if (ROLE_CALL.test(name)) return rolesAsked(run, given);
  if (PERMISSION_CALL.test(name)) {
    run.questions += 1;
    return constant(isPermitted(run, 'permission'));
  }
  const flag = ROLE_FLAG.exec(name)?.[1];
  return flag !== undefined && about ? flagOf(run, flag) : undefined;
}

function rolesAsked(run: Run, given: readonly Given[]): Value {
  run.questions += 1;
  const roles = given
    .filter(({ value }) => !isAboutCaller(value))
    .flatMap(({ value }) => (value.kind === 'list' ? value.items : [value]));
  return constant(roleIsIn(run, roles.length > 0 ? roles : [OTHER]));
}

/** `sha256(token)`: what is made of a credential proves as much. */
function hashed({ path, object, given }: Call): Value | undefined {
  if (!HASHING.test(path)) return undefined;
  if (object?.kind === 'sent') return object;
  return given.map(({ value }) => value).find(isSent);
}

/** `re.match(r'Bearer (.+)', header)`: a piece of a credential is one, and there is none in what is not there. */
function matched({ name, object, given }: Call): Value | undefined {
  if (!MATCHING.test(name)) return undefined;
  const values = [...(object ? [object] : []), ...given.map(({ value }) => value)];
  const credential = values.find(holdsProof);
  if (credential) return credential;
  const absent = (value: Value): boolean => value.kind === 'nothing' || (value.kind === 'const' && !value.value);
  return values.some(absent) ? NULL : undefined;
}

/** `isinstance(found, dict)`: nothing is of no type. */
function typed({ name, object, given }: Call): Value | undefined {
  const value = given[0]?.value;
  if (object || !ASKS_TYPE.test(name) || !value) return undefined;
  return isAbsent(value) ? constant(false) : undefined;
}

/** `Q(api_key=key)`, `or_(Key.value == key, …)`: a condition of a query asks for what it is made of. */
const conditionOf = ({ name, given }: Call): Value | undefined =>
  CONDITION_MAKERS.test(name) ? given.map(({ value }) => value).find(holdsProof) : undefined;
