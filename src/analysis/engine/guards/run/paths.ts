import {
  ADDRESS_PARAMETERS,
  ADDRESS_PATH,
  CREDENTIAL,
  CREDENTIAL_HOLDER,
  ENDPOINT_PATH,
  METHOD_PATH,
  NOT_SIGNED_IN,
  PERMISSION_FLAG,
  PERMISSION_NAME,
  PERSON_PATH,
  QUERY_HOLDER,
  ROLE_FLAG,
  ROLE_NAME,
  ROLE_OR_PURPOSE,
  SECRET_SETTING,
  SENT,
  SESSION_ANYBODY,
  SESSION_PATH,
  SESSION_PERSON,
  SETTING_PATH,
  KEPT_METHODS,
  SIGNED_IN,
  STATE_FLAG,
  STRANGER_OBJECT,
} from '../../../../knowledge/controls/identity';
import type { Run } from './context';
import type { State } from './state';
import { constant, OTHER, SETTING, type Value } from './value';
import { SOME_ROLE } from './world';

/** Who is signed in, or nothing. */
export function person(run: Run, soft = false): Value {
  run.questions += 1;
  run.asked.person = true;
  return run.world.signedIn ? { kind: 'caller' } : { kind: 'nothing', soft };
}

/** What is found by a credential: nothing for who has none. */
export const found = (run: Run): Value => person(run);

/** Whether the caller has a role. */
export function hasRole(run: Run, role: string): boolean {
  run.asked.roles.add(role);
  return run.world.signedIn && run.world.role === role;
}

export function isPermitted(run: Run, by: 'permission' | 'policy'): boolean {
  run.asked[by] = true;
  return run.world.signedIn && run.world.permitted;
}

const last = (path: string): string => path.slice(path.lastIndexOf('.') + 1);
const before = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('.')));

/** What a path was given on this way. */
export function assigned(run: Run, { places }: State, path: string): Value | undefined {
  run.consulted.note({ kind: 'place', path });
  return places.get(path);
}

/** What a spelled path stands for, where its spelling says so. */
export function meaningOf(run: Run, path: string, file: string): Value {
  return (
    ofMethods(path) ??
    ofRequest(run, path) ??
    ofPerson(run, path, file) ??
    ofSession(run, path) ?? { kind: 'path', path }
  );
}

/** Lists of methods that libraries keep. */
function ofMethods(path: string): Value | undefined {
  const methods = KEPT_METHODS.get(last(path));
  return methods && { kind: 'list', items: methods.map(constant) };
}

function ofRequest(run: Run, path: string): Value | undefined {
  const { request, asked } = run;
  if (METHOD_PATH.test(path)) {
    asked.situation = true;
    const method = request.method();
    return method === undefined ? OTHER : constant(method);
  }
  if (ADDRESS_PATH.test(path)) {
    asked.situation = true;
    return request.hasAddress('path') ? { kind: 'address', of: 'path' } : OTHER;
  }
  if (ENDPOINT_PATH.test(path)) {
    asked.situation = true;
    return request.hasAddress('endpoint') ? { kind: 'address', of: 'endpoint' } : OTHER;
  }
  return ofSent(path) ?? (SETTING_PATH.test(path) ? ofSetting(path) : undefined);
}

function ofSent(path: string): Value | undefined {
  const holder = before(path);
  const key = last(path);
  if (CREDENTIAL_HOLDER.test(holder)) return { kind: 'sent', credential: isCredential(key) };
  // Headers and cookies are told apart by their keys.
  if (holder !== '' && SENT.test(key) && !CREDENTIAL_HOLDER.test(path)) return { kind: 'sent', credential: false };
  return undefined;
}

export const isCredential = (key: string): boolean => CREDENTIAL.test(key) && !SESSION_ANYBODY.test(key);

/** In front of handlers, an address brings credentials as headers do: `req.query.token`. */
export const inAddress = (run: Run, holder: string, key: string): boolean =>
  run.inFront && QUERY_HOLDER.test(holder) && isCredential(key);

/** The address has no such parameter. */
export function isNoParameter({ asked, request }: Run, holder: string, key: string): boolean {
  if (!ADDRESS_PARAMETERS.test(holder)) return false;
  asked.situation = true;
  return request.namesParameter(key) === false;
}

const ofSetting = (path: string): Value => (SECRET_SETTING.test(last(path)) ? { kind: 'secret' } : SETTING);

function ofPerson(run: Run, path: string, file: string): Value | undefined {
  const key = last(path);
  if (PERSON_PATH.test(path)) return person(run, STRANGER_OBJECT.test(path) && run.dialect(file).strangersAreObjects);
  if (SIGNED_IN.test(key)) return signedIn(run, true);
  return NOT_SIGNED_IN.test(key) ? signedIn(run, false) : undefined;
}

export function signedIn(run: Run, when: boolean): Value {
  run.questions += 1;
  run.asked.person = true;
  return constant(run.world.signedIn === when);
}

function ofSession(run: Run, path: string): Value | undefined {
  if (!SESSION_PATH.test(before(path))) return undefined;
  const key = last(path);
  if (SESSION_ANYBODY.test(key)) return OTHER;
  const flag = ROLE_FLAG.exec(key)?.[1];
  if (flag !== undefined) return flagOf(run, flag);
  if (ROLE_NAME.test(key)) return roleOf(run);
  if (ROLE_OR_PURPOSE.test(key)) return roleOf(run, true);
  return SESSION_PERSON.test(key) ? person(run) : { kind: 'path', path };
}

export function flagOf(run: Run, role: string): Value {
  run.questions += 1;
  return constant(hasRole(run, role.toLowerCase().replace('_', '')));
}

function permittedFlag(run: Run): Value {
  run.questions += 1;
  return constant(isPermitted(run, 'permission'));
}

export function roleOf(run: Run, either = false): Value {
  run.questions += 1;
  return run.world.signedIn ? { kind: 'role', ...(either && { either }) } : { kind: 'nothing', soft: false };
}

/** A member of who is signed in. */
export function memberOfCaller(run: Run, key: string): Value {
  if (SIGNED_IN.test(key)) return signedIn(run, true);
  if (NOT_SIGNED_IN.test(key)) return signedIn(run, false);
  const flag = ROLE_FLAG.exec(key)?.[1];
  if (flag !== undefined) return flagOf(run, flag);
  if (ROLE_NAME.test(key)) return roleOf(run);
  if (ROLE_OR_PURPOSE.test(key)) return roleOf(run, true);
  if (PERMISSION_NAME.test(key)) return { kind: 'permissions' };
  if (PERMISSION_FLAG.test(key)) return permittedFlag(run);
  return STATE_FLAG.test(key) || !run.world.signedIn ? OTHER : { kind: 'caller' };
}

/** Whether the caller's role is one of these; a name that is not known is a role of its own. */
export function roleIsIn(run: Run, values: readonly Value[]): boolean {
  return values.map((value) => hasRole(run, roleName(value))).some(Boolean);
}

const roleName = (value: Value): string =>
  value.kind === 'const' && value.value !== null ? String(value.value) : SOME_ROLE;
