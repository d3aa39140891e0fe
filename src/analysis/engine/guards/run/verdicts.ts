import {
  FAILING_VERIFICATION,
  MESSAGE_SIGNATURE,
  NEGATED_POLICY,
  NOT_VERIFYING,
  POLICY_CALL,
  VERIFIES_WHEN_MADE,
  VERIFYING,
} from '../../../../knowledge/controls/identity';
import { type Run, scopeOf } from './context';
import { isPermitted } from './paths';
import { failing, going, type Out, placeIn } from './state';
import { traitsOf } from './traits';
import { constant, NULL, OTHER, type Value } from './value';
import { type Call, isAboutCaller, holds, holdsProof, isOwn } from './call';

/** `authorize(user, 'update', document)` fails, or says no, unless the policy lets the caller. */
export function decided(run: Run, call: Call): Out[] | undefined {
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
export function verified(run: Run, call: Call): Out[] | undefined {
  const { path, given, state, expr } = call;
  if (isOwn(run, call)) return undefined;
  const full = run.program.externalPaths(expr.callee, scopeOf(state))[0] ?? path;
  const signature = MESSAGE_SIGNATURE.test(path);
  if (!signature && !verifiesToken(call, full)) return undefined;
  run.questions += 1;
  run.asked[signature ? 'signature' : 'person'] = true;
  const genuine: Value = run.world.signedIn ? { kind: 'caller' } : { kind: 'nothing', soft: false };
  // What verifies when it is made is handed what finds the key, not what is told the outcome.
  const told = !VERIFIES_WHEN_MADE.test(full);
  const callback = given.find(({ value }) => value.kind === 'closure')?.value;
  if (told && callback?.kind === 'closure') {
    const error: Value = run.world.signedIn ? NULL : constant('error');
    return run.invoke(callback.fn, callback.env, [{ value: error }, { value: genuine }, { value: OTHER }], state);
  }
  if (run.world.signedIn) return [going(state, genuine)];
  const failed = failing({ ...state, decidedAt: placeIn(state, expr.span) }, OTHER);
  return alwaysFails(call, full) ? [failed] : [failed, going({ ...state, doubt: true }, genuine)];
}

/** Nobody has a genuine token, wherever a library that verifies gets one from. */
function verifiesToken({ path, given }: Call, full: string): boolean {
  if (VERIFIES_WHEN_MADE.test(full)) return true;
  if (!VERIFYING.test(path) || NOT_VERIFYING.test(full)) return false;
  return FAILING_VERIFICATION.test(full) || given.some(({ value }) => proves(value));
}

/** It never gives nothing to who has no genuine token. */
const alwaysFails = ({ path, name }: Call, full: string): boolean =>
  VERIFIES_WHEN_MADE.test(full) ||
  FAILING_VERIFICATION.test(full) ||
  FAILING_VERIFICATION.test(path) ||
  /^(?:authenticate|verify)$/.test(name);

const proves = (value: Value): boolean =>
  holdsProof(value) ||
  holds(value, 'nothing') ||
  holds(value, 'caller') ||
  // What stands in for a credential that is not there.
  (value.kind === 'const' && (value.value === '' || value.value === null)) ||
  (value.kind === 'path' && value.given === true);
