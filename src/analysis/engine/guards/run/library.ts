import {
  COMPARING_SECRETS,
  CONDITION_MAKERS,
  FAILING_VERIFICATION,
  GIVES_RECORD,
  HASHING,
  HEADER_READER,
  LOOK_UP,
  MESSAGE_SIGNATURE,
  NEGATED_POLICY,
  NOT_SIGNED_IN,
  NOT_VERIFYING,
  PERMISSION_CALL,
  POLICY_CALL,
  READS_MARK,
  ROLE_CALL,
  ROLE_FLAG,
  SIGNED_IN,
  SIGNED_READER,
  STORED_CREDENTIAL,
  VERIFYING,
} from '../../../../knowledge/controls/identity';
import type { Expr } from '../../../read/ir';
import { addressHas, contains, equals } from './compare';
import { type Given, type Run, scopeOf } from './context';
import { place } from './named-values';
import { flagOf, found, inAddress, isCredential, isPermitted, person, roleIsIn, signedIn } from './paths';
import { failing, going, type Out, placeIn, type State } from './state';
import { traitsOf } from './traits';
import { constant, NULL, OTHER, truthOf, type Value } from './value';

/** A call on its way: what is called, under which name, with what. */
export interface Call {
  expr: Extract<Expr, { kind: 'call' }>;
  /** What it is spelled with, local names replaced by what they stand for. */
  path: string;
  name: string;
  /** What the method belongs to, of a method; what is called, of a function. */
  object?: Value;
  callee?: Value;
  given: readonly Given[];
  state: State;
}

const ABOUT_CALLER: ReadonlySet<Value['kind']> = new Set(['caller', 'nothing', 'role', 'permissions']);

/** Whether the value is who asks, or was sent to prove it. */
export const isAboutCaller = (value: Value): boolean =>
  ABOUT_CALLER.has(value.kind) || isProof(value) || (value.kind === 'list' && value.items.some(isAboutCaller));

const isProof = (value: Value): boolean => value.kind === 'sent' && value.credential;

const holds = (value: Value, kind: Value['kind']): boolean =>
  value.kind === kind || (value.kind === 'list' && value.items.some((item) => holds(item, kind)));

export const holdsProof = (value: Value): boolean =>
  isProof(value) || (value.kind === 'list' && value.items.some(holdsProof));

/** Calls whose meaning is known by their names and what they are given, whoever wrote them. */
export function library(run: Run, call: Call): Out[] | undefined {
  const value =
    asked(run, call) ??
    hashed(call) ??
    conditionOf(call) ??
    read(run, call) ??
    compared(run, call) ??
    iterated(run, call);
  if (value) return [going(call.state, value)];
  return decided(run, call) ?? verified(run, call) ?? lookedUp(run, call);
}

const isOwn = (run: Run, { expr, callee, state }: Call): boolean =>
  callee?.kind === 'closure' || run.program.callees(expr, scopeOf(state)).length > 0;

const text = (value: Value | undefined): string | undefined =>
  value?.kind === 'const' && typeof value.value === 'string' ? value.value : undefined;

/** `req.isAuthenticated()`, `user.hasRole('admin')`, `isAdmin(user)`, `user.has_perm('x')`. */
function asked(run: Run, call: Call): Value | undefined {
  if (isOwn(run, call)) return undefined;
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

/** `Q(api_key=key)`, `or_(Key.value == key, …)`: a condition of a query asks for what it is made of. */
const conditionOf = ({ name, given }: Call): Value | undefined =>
  CONDITION_MAKERS.test(name) ? given.map(({ value }) => value).find(holdsProof) : undefined;

/** `session.get('uid')`, `request.headers.get('authorization')`, `reflector.get(KEY, handler)`. */
function read(run: Run, { path, name, object, given, state }: Call): Value | undefined {
  const key = text(given[0]?.value);
  if (READS_MARK.test(path)) {
    run.asked.situation = true;
    const mark = key === undefined ? undefined : run.request.mark(key);
    if (mark === undefined || mark === false) return NULL;
    return mark === true ? { kind: 'list', items: [OTHER] } : { kind: 'list', items: mark.map(constant) };
  }
  if (key === undefined) return undefined;
  if (SIGNED_READER.test(path)) return person(run);
  if (name === 'get' && object?.kind === 'path') {
    const value = place(run, state, `${object.path}.${key}`);
    if (value.kind !== 'path') return value;
  }
  if (object?.kind === 'sent' && inAddress(run, path.slice(0, -`.${name}`.length), key))
    return { kind: 'sent', credential: true };
  if (object?.kind === 'nothing' && name === 'get') return object;
  const onRequest = object === undefined || object.kind === 'path';
  return onRequest && HEADER_READER.test(path) && given.length === 1 && isHeader(key)
    ? { kind: 'sent', credential: isCredential(key) }
    : undefined;
}

const isHeader = (key: string): boolean => /^[\w-]+$/.test(key);

/** `a.equals(b)`, `roles.includes(x)`, `path.startsWith('/public')`, `timingSafeEqual(a, b)`. */
function compared(run: Run, { path, name, object, given }: Call): Value | undefined {
  const [first, second] = given.map(({ value }) => value);
  if (COMPARING_SECRETS.test(path)) {
    run.questions += 1;
    run.asked.signature = true;
    return constant(run.world.signedIn);
  }
  if (object === undefined && name === 'len' && text(first) !== undefined) return constant(text(first)?.length ?? 0);
  if (object === undefined || first === undefined) return undefined;
  if (/^(?:equals|isEqual|eq|is)$/.test(name) && second === undefined) return equals(run, object, first);
  if (/^(?:includes|contains|has|indexOf|some_in|issuperset|__contains__)$/.test(name) && object.kind !== 'path') {
    const value = contains(run, object, first);
    if (value.kind === 'other' && object.kind === 'other') return undefined;
    return name === 'indexOf' ? positionOf(value) : value;
  }
  const affix = text(first);
  if (object.kind !== 'address' || affix === undefined) return undefined;
  if (/^starts_?with$/i.test(name)) return addressHas(run, object, 'start', affix);
  return /^ends_?with$/i.test(name) ? addressHas(run, object, 'end', affix) : undefined;
}

/** `LIST.indexOf(x)`: what is not there has no place; where the others stand makes no difference. */
function positionOf(isThere: Value): Value {
  const truth = truthOf(isThere);
  if (truth === undefined) return isThere;
  return constant(truth ? 0 : -1);
}

/** `LIST.some(fn)`, `any(values)`: each item of a list that is known. */
function iterated(run: Run, { name, object, given, state }: Call): Value | undefined {
  const [first] = given.map(({ value }) => value);
  if (/^(?:any|all)$/.test(name) && first?.kind === 'list') return joined(name === 'any', first.items);
  if (!/^(?:some|every)$/.test(name) || first?.kind !== 'closure') return undefined;
  if (object?.kind === 'role') return ofRoles(run, first, state);
  if (object?.kind !== 'list') return undefined;
  const outcomes = object.items.map((item) => {
    const outs = run.invoke(first.fn, first.env, [{ value: item }], state);
    const [only] = outs;
    return only && outs.length === 1 && only.end === 'next' ? only.value : OTHER;
  });
  return joined(name === 'some', outcomes);
}

function ofRoles(run: Run, fn: Extract<Value, { kind: 'closure' }>, state: State): Value {
  const outs = run.invoke(fn.fn, fn.env, [{ value: { kind: 'role' } }], state);
  return outs[0]?.value ?? OTHER;
}

function joined(any: boolean, values: readonly Value[]): Value {
  const truths = values.map(truthOf);
  if (truths.includes(any)) return constant(any);
  return truths.every((truth) => truth === !any) ? constant(!any) : OTHER;
}

/** `authorize(user, 'update', document)` fails, or says no, unless the policy lets the caller. */
function decided(run: Run, call: Call): Out[] | undefined {
  const { path, object, given, state, expr, callee } = call;
  const people = [...(object ? [object] : []), ...given.map(({ value }) => value)].filter(isAboutCaller);
  if (!POLICY_CALL.test(path) || people.length === 0 || given.length === 0) return undefined;
  run.questions += 1;
  run.asked.person = true;
  const yes = isPermitted(run, 'policy');
  if (yes) return [going(state, constant(!NEGATED_POLICY.test(path)))];
  const own = callee?.kind === 'closure' ? callee.fn : run.program.callees(expr, scopeOf(state))[0]?.fn;
  const throws = own ? traitsOf(run.program, own).throws : run.unused === expr;
  return [
    throws
      ? failing({ ...state, decidedAt: placeIn(state, expr.span) }, OTHER)
      : going(state, constant(NEGATED_POLICY.test(path))),
  ];
}

/** `jwt.verify(token, key)`: who has no genuine token gets an exception, or nothing. */
function verified(run: Run, call: Call): Out[] | undefined {
  const { path, name, given, state, expr } = call;
  if (isOwn(run, call)) return undefined;
  const full = run.program.externalPaths(expr.callee, scopeOf(state))[0] ?? path;
  const signature = MESSAGE_SIGNATURE.test(path);
  // Nobody has a genuine token, wherever a library that verifies gets one from.
  const proven = FAILING_VERIFICATION.test(full) || given.some(({ value }) => proves(value));
  if (!signature && (!VERIFYING.test(path) || NOT_VERIFYING.test(full) || !proven)) return undefined;
  run.questions += 1;
  if (signature) run.asked.signature = true;
  else run.asked.person = true;
  const callback = given.find(({ value }) => value.kind === 'closure')?.value;
  const genuine: Value = run.world.signedIn ? { kind: 'caller' } : { kind: 'nothing', soft: false };
  if (callback?.kind === 'closure') {
    const error: Value = run.world.signedIn ? NULL : constant('error');
    return run.invoke(callback.fn, callback.env, [{ value: error }, { value: genuine }, { value: OTHER }], state);
  }
  if (run.world.signedIn) return [going(state, genuine)];
  const failed = failing({ ...state, decidedAt: placeIn(state, expr.span) }, OTHER);
  if (FAILING_VERIFICATION.test(full) || FAILING_VERIFICATION.test(path) || /^(?:authenticate|verify)$/.test(name))
    return [failed];
  return [failed, going({ ...state, doubt: true }, genuine)];
}

const proves = (value: Value): boolean =>
  holdsProof(value) ||
  holds(value, 'nothing') ||
  holds(value, 'caller') ||
  // What stands in for a credential that is not there.
  (value.kind === 'const' && (value.value === '' || value.value === null)) ||
  (value.kind === 'path' && value.given === true);

/** `sessions.get(token)`, `User.findByPk(session.userId)`: nothing is found for who has none. */
function lookedUp(run: Run, call: Call): Out[] | undefined {
  const { name, given, object, state } = call;
  if (!LOOK_UP.test(name) || isOwn(run, call)) return undefined;
  if (object && isAboutCaller(object)) return [going(state, object)];
  const values = given.map(({ value }) => value);
  if (values.some(holdsProof) || byCredential(run, call)) return [going(state, found(run))];
  if (values.some((value) => holds(value, 'nothing')))
    return [going(state, isChosen(values) ? OTHER : { kind: 'nothing', soft: true })];
  if (values.some((value) => holds(value, 'caller'))) return [going(state, ownRecord(run, values))];
  const record = GIVES_RECORD.test(name) ? foundBySent(run, values) : undefined;
  return record && [going(state, record)];
}

/** What is found by something that was sent: for nobody by a credential, for anybody by what can be guessed. */
export function foundBySent(run: Run, values: readonly Value[]): Value | undefined {
  if (!run.inFront) return undefined;
  if (values.some((value) => holdsProof(value) || isKept(value))) return found(run);
  const sent = values.flatMap((value) => (value.kind === 'list' ? value.items : [value])).filter(isSent);
  if (sent.length === 0) return undefined;
  const random = sent.every((one) => one.random === true);
  return random && run.world.signedIn ? person(run) : { kind: 'other', record: { when: true, random } };
}

/** `self._api_key`: what a check keeps of what was sent. */
const isKept = (value: Value): boolean => value.kind === 'path' && isCredential(value.path.split('.').at(-1) ?? '');

const isSent = (value: Value): value is Extract<Value, { kind: 'sent' }> => value.kind === 'sent';

/** `ApiKey.token == given`, `findOne({ token })`: whoever is found has a credential that nobody else has. */
function byCredential(run: Run, { expr }: Call): boolean {
  return run.inFront && expr.args.some(({ name, value }) => (name ? isStored(name) : namesCredential(value)));
}

function namesCredential(value: Expr): boolean {
  if (value.kind === 'object')
    return value.properties.some(({ key, value: of }) => (key ? isStored(key) : false) || namesCredential(of));
  return value.kind === 'binary' && value.op === '==' && [value.left, value.right].some(isStoredMember);
}

const isStoredMember = (side: Expr): boolean => side.kind === 'member' && isStored(side.property);
const isStored = (name: string): boolean => STORED_CREDENTIAL.test(name);

/** Something beside the caller says which record is meant. */
const isChosen = (values: readonly Value[]): boolean =>
  values.some((value) => holds(value, 'sent') || holds(value, 'path') || holds(value, 'other'));

/** The caller's own record, or one that is chosen and has to be the caller's. */
function ownRecord(run: Run, values: readonly Value[]): Value {
  if (!isChosen(values)) return { kind: 'caller' };
  run.asked.owner = true;
  run.asked.ownerInQuery = true;
  return run.world.owner ? OTHER : { kind: 'nothing', soft: true };
}
