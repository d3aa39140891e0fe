import { GIVES_RECORD, PERSON_CALL, RENDERING, VERIFYING } from '../../../../knowledge/controls/identity';
import type { FunctionNode } from '../../link/definitions';
import { calledMethods } from './callable';
import { type Given, type Run, scopeOf } from './context';
import { type Call, holdsProof, isAboutCaller, writtenCallees } from './call';
import { foundBySent } from './look-ups';
import { isCredential, person } from './paths';
import { going, type Out, type State } from './state';
import { traitsOf } from './traits';
import { NULL, OTHER, type Value } from './value';
import { type CallExpr, isSpread } from './handing-on';

/** Functions of the program are run where they decide something; of the others it is known what they do. */
export function own(run: Run, { expr, name, callee, object, given, state }: Call): Out[] | undefined {
  const closure = callee?.kind === 'closure' ? callee : undefined;
  const found = closure ? [closure.fn] : calledFunctions(run, expr, state);
  const [first, second] = found;
  if (!first || found.length > 3) return undefined;
  if (object && isAboutCaller(object)) return undefined;
  const told = closure?.given ?? given;
  const outs = [first, second].flatMap((fn) =>
    fn ? ownCall(run, fn, closure, { expr, name, given: told, state }) : [],
  );
  return outs;
}

/** `ApiKey(user=found.user)`: what is made of what is kept about somebody says who they are. */
export function instance(run: Run, { expr, given, state }: Call): Out[] | undefined {
  if (!given.some(({ value }) => value.kind === 'caller')) return undefined;
  const made = run.program.resolve(expr.callee, scopeOf(state));
  return made.length > 0 && made.every(({ kind }) => kind === 'class') ? [going(state, { kind: 'caller' })] : undefined;
}

/** An object that is called runs the method that its class has for that. */
function calledFunctions(run: Run, expr: CallExpr, state: State): FunctionNode[] {
  const direct = writtenCallees(run, expr, state);
  return direct.length > 0 ? direct : calledMethods(run.program, run.program.resolve(expr.callee, scopeOf(state)));
}

/** What decides by what it is given: a function, what a caller may do, what proves who sends. */
const isWorthRunning = ({ value }: Given): boolean =>
  value.kind === 'closure' || value.kind === 'permissions' || holdsProof(value);

/** A key is looked up that was not sent: what is found then decides. */
const lacksKey = ({ fn }: FunctionNode, given: readonly Given[]): boolean =>
  given.some(({ value }) => value.kind === 'const' && (value.value === '' || value.value === null)) &&
  fn.params.some(({ name = '' }) => isCredential(name));

function ownCall(
  run: Run,
  fn: FunctionNode,
  closure: Extract<Value, { kind: 'closure' }> | undefined,
  { expr, name, given, state }: Pick<Call, 'expr' | 'name' | 'given' | 'state'>,
): Out[] {
  const traits = traitsOf(run.program, fn);
  const decides =
    traits.decides ||
    given.some(isWorthRunning) ||
    (run.inFront &&
      (VERIFYING.test(name) || lacksKey(fn, given) || given.some(({ value }) => value.kind === 'nothing')));
  if (!decides) return [going(traits.changes ? { ...state, achieved: true } : state, givenBack(run, name, given))];
  // What a call leaves out is nothing, unless it hands on what is not known.
  const absent = closure?.given || expr.args.some((arg) => isSpread(arg.value)) ? OTHER : NULL;
  const { owner, ownerInQuery } = run.asked;
  const outs = run.invoke(fn, closure?.env, given, state, absent);
  // What a page shows beside what was asked for limits nothing.
  if (RENDERING.test(name)) Object.assign(run.asked, { owner, ownerInQuery });
  return outs.map((out) =>
    out.end === 'next' && isUnknown(out.value) ? { ...out, value: givenBack(run, name, given, out.value) } : out,
  );
}

const isUnknown = (value: Value): boolean =>
  (value.kind === 'other' && value.record === undefined) || (value.kind === 'path' && value.given !== true);

/** What a function gives back of which no more is known than its name. */
function givenBack(run: Run, name: string, given: readonly Given[], known: Value = OTHER): Value {
  if (PERSON_CALL.test(name)) return person(run);
  const values = given.map(({ value }) => value);
  return (GIVES_RECORD.test(name) ? foundBySent(run, values) : undefined) ?? known;
}
