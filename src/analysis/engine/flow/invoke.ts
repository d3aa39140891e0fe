import type { Span } from '../../read/ir';
import type { FunctionNode } from '../link/definitions';
import type { Need } from '../../../artifacts/way';
import { asking, together, unclear } from './asks';
import { commonOf, since } from './conditions';
import { deepMarks } from './collections';
import { throughCall } from './callbacks';
import type { Activation } from './activation';
import type { Arguments } from './arguments';
import type { FunctionRef, Machine } from './machine';
import { runPending } from './handlers';
import { answerOf, noteOutcome } from './outcomes';
import { State } from './state';
import { asWritten } from './written-types';
import { writesEntities } from './mentions';
import { bits } from '../../../knowledge/flow/families';
import {
  type Clear,
  type Facts,
  type Frame,
  leadsToNew,
  marked,
  truth,
  UNDEFINED,
  UNKNOWN,
  type Value,
  withoutBits,
} from './value';
import { joinAll, joinMarks } from './join';
import { describeCall } from './call-shape';
import { outsidePattern } from './outside-pattern';
import { bindParameters } from './parameters';
import { signature } from './signature';

const MAX_CALL_DEPTH = 9;
const MAX_RECURSION = 2;

/** Runs a function of the analysed code with the given arguments, in the present state. */
export function invoke(m: Machine, ref: FunctionRef, args: Arguments, self: Value | undefined, span: Span): Value {
  m.endedAt = undefined;
  const { node } = ref;
  if (isTooDeep(m, node)) return throughUnknown(m, args, self);
  const key = signature(m, ref, args, self);
  const known = recalled(m, node, key);
  if (known) return known;
  const look = m.outcomes.look(node, () => describeCall(m, ref, args, self));
  const settled = look && answerOf(look, m.calls.length);
  if (settled) return settled;
  if (!admitted(m, node, args, self)) return throughCall(m, args, self ?? UNKNOWN, span);
  const { traces } = m;
  const first = m.id();
  const { value, local, endedAt } = walked(m, ref, args, self, span);
  m.endedAt = endedAt;
  if (endedAt) return value;
  const asks = asksOfGiven(value, args);
  if (asks) return { ...value, facts: asking(undefined, asks) };
  if (m.spent()) return value;
  if (look) noteOutcome(look, value, local && traces === m.traces, m.calls.length);
  // What was made in the body holds its members in the state of this path only.
  if (key !== undefined && !leadsToNew(value, first)) m.answers.set(node, key, value);
  return value;
}

const isTooDeep = (m: Machine, node: FunctionNode): boolean =>
  m.calls.length >= MAX_CALL_DEPTH || m.exhausted || running(m.calls, node) >= MAX_RECURSION;

/** What the same call gave before. */
function recalled(m: Machine, node: FunctionNode, key: string | undefined): Value | undefined {
  const known = key === undefined ? undefined : m.answers.get(node, key);
  if (known?.marks.length) m.sawOutside();
  return known;
}

interface Walked {
  value: Value;
  local: boolean;
  /** No way through the body leads back: what comes after the call is not reached. */
  endedAt: Span | undefined;
}

/** Walks the body, as one step on the way of what it gives. */
function walked(m: Machine, ref: FunctionRef, args: Arguments, self: Value | undefined, span: Span): Walked {
  const { fn, scope } = ref.node;
  const { depth, outside } = m;
  m.calls.push(ref.node);
  const { value: given, local, returns } = runBody(m, ref, args, self);
  if (outside !== m.outside || given.marks.length > 0)
    m.contexts.metOutside(ref.node, () => outsidePattern(m, args, self));
  const answer = fn.generator ? given : asWritten(m, given, fn.returns, scope);
  const encoded = answer.marks.length > 0 && writesEntities(fn);
  const value = m.step(encoded ? withoutBits(answer, bits('cross-site-scripting')) : answer, span);
  m.depth = depth;
  m.calls.pop();
  return { value, local, endedAt: returns || fn.generator || m.spent() ? undefined : span };
}

/** What a yes or no may say about what was given, where nobody knows what it says. */
function asksOfGiven({ scalar, facts }: Value, { positional, named }: Arguments): Need | undefined {
  if (scalar !== 'boolean' || facts) return undefined;
  return unclear(...positional.map((arg) => arg.value), ...[...named.values()].map((arg) => arg.value));
}

/** Whether the body is walked; where it is not, the answer is a guess, which others may not repeat. */
function admitted(m: Machine, node: FunctionNode, args: Arguments, self: Value | undefined): boolean {
  const admits = m.contexts.admit(node, m.root, () => outsidePattern(m, args, self));
  if (!admits) m.traces++;
  return admits;
}

function running(stack: readonly FunctionNode[], node: FunctionNode): number {
  let count = 0;
  for (const one of stack) if (one === node) count++;
  return count;
}

/** A body that is not entered (too deep, recursive): what goes in may come out. */
function throughUnknown(m: Machine, args: Arguments, self: Value | undefined): Value {
  const marks = args.positional.reduce<Value['marks']>(
    (all, arg) => joinMarks(all, deepMarks(m, arg.value)),
    self?.marks ?? [],
  );
  return marked(marks);
}

/** What a walk of a body came to. */
interface Walk {
  value: Value;
  /** Nothing that was there before is changed or checked, and the value leads to nothing made in the body. */
  local: boolean;
  /** Some way through the body leads back to the caller. */
  returns: boolean;
}

function runBody(m: Machine, ref: FunctionRef, args: Arguments, self: Value | undefined): Walk {
  const { node } = ref;
  const { traces } = m;
  const caller = m.at;
  m.entered.add(node);
  m.watch?.enters(node);
  const parent = ref.frame ?? moduleFrame(m, node);
  const base = m.state;
  m.state = new State(base);
  const frame: Frame = {
    id: m.id(),
    owner: node,
    parent,
    vars: new Map(),
    outer: new Set(),
    self: node.fn.arrow ? undefined : (self ?? ref.self),
  };
  const { dialect, models } = node.file === caller.file ? caller : languageOf(m, node.file);
  m.at = {
    frame,
    file: node.file,
    scope: node.scope,
    dialect,
    models,
    owner: node,
    base: m.state,
    returns: [],
    breaks: [],
    continues: [],
    pending: [],
  };
  bindParameters(
    m,
    node,
    ref.bound?.length
      ? { ...args, positional: [...ref.bound.map((value) => ({ value, span: node.fn.span })), ...args.positional] }
      : args,
  );
  // The body works on a layer of its own: what an early return leaves behind is not touched by what comes after it.
  m.at.body = new State(m.at.base);
  m.state = m.at.body;
  const ended = m.execute(node.fn.body);
  runPending(m);
  const activation = m.at;
  const exits = [...activation.returns.map((one) => one.state), ...(ended ? [m.state] : [])];
  m.at = caller;
  const value = answer(m, activation, exits, ended);
  const local = staysInside(activation, exits, value);
  if (local && traces === m.traces) {
    m.state = base;
    // Whatever way led out, what all of them passed has been passed.
    if (exits.length > 0) base.passed = commonOf(exits.map((exit) => exit.passed));
  } else leaveBody(m, activation, exits, base);
  return { value, local, returns: exits.length > 0 };
}

/** Nobody can see what such a body has changed. */
function staysInside({ frame, base: own }: Activation, exits: readonly State[], value: Value): boolean {
  return (
    own.changedOnly(frame.id) &&
    exits.every((exit) => exit.changedOnly(frame.id)) &&
    !value.facts &&
    !leadsToNew(value, frame.id)
  );
}

/** Goes back to the state of the caller, with what the body has changed on its ways out. */
function leaveBody(m: Machine, activation: Activation, exits: readonly State[], base: State): void {
  const { body, base: own } = activation;
  const [only, ...others] = exits;
  if (only === body && others.length === 0 && body && !body.hasChecks() && !own.hasChecks()) return m.keep(base);
  m.state = base;
  // The layer the parameters were bound in belongs to every exit.
  base.merge(exits.map((exit) => State.stacked(exit, own)));
}

function languageOf(m: Machine, file: string): Pick<Activation, 'dialect' | 'models'> {
  const dialect = m.program.dialectOf(file);
  return { dialect, models: m.modelsFor(dialect) };
}

function moduleFrame(m: Machine, node: FunctionNode): Frame | undefined {
  return m.parts.runModule(m, node.file);
}

function answer(m: Machine, activation: Activation, exits: readonly State[], ended: boolean): Value {
  const values = activation.returns.map((one) => one.value);
  if (ended) values.push(UNDEFINED);
  if (values.length === 0) return UNKNOWN;
  const value = joinAll(values);
  const facts = outcomeFacts(activation);
  return facts && exits.length > 0 ? { ...value, facts } : value;
}

/** What a function that answers yes or no has established by its answer. */
function outcomeFacts(activation: Activation): Facts | undefined {
  const { returns } = activation;
  if (returns.length === 0 || returns.length > 12) return undefined;
  const side = (outcome: boolean): Clear[] => {
    const possible = returns.filter(({ value }) => truth(value) !== !outcome);
    // What some way has not established is not established by all.
    if (possible.some(({ value, state }) => establishesNothing(state, outcome, value.facts))) return [];
    const sets = possible.map(({ value, state }) =>
      known(state, outcome ? value.facts?.whenTrue : value.facts?.whenFalse),
    );
    const [first, ...others] = sets;
    if (!first) return [];
    return [...first.values()].flatMap((clear) => {
      const common = others.reduce((left, set) => left & (set.get(clear.identity.id)?.bits ?? 0), clear.bits);
      return common === 0 ? [] : [{ identity: clear.identity, bits: common }];
    });
  };
  const weak = returns.flatMap(({ value }) => value.facts?.weak ?? []);
  const asks = asksOf(activation);
  const facts = { whenTrue: side(true), whenFalse: side(false), weak, asks };
  return facts.whenTrue.length + facts.whenFalse.length + weak.length > 0 || asks ? facts : undefined;
}

/** What was passed on any of the ways that answer yes. */
function asksOf({ returns, base }: Activation): Need | undefined {
  const yes = returns.filter(({ value }) => truth(value) !== false);
  if (returns.length === 1 || yes.length === 0) return yes[0]?.value.facts?.asks;
  return together(
    'any',
    yes.map(({ value, state }) =>
      together('all', [...since(state.passed, base.passed).map(({ need }) => need), value.facts?.asks]),
    ),
  );
}

function establishesNothing(state: State, outcome: boolean, facts: Facts | undefined): boolean {
  const clears = outcome ? facts?.whenTrue : facts?.whenFalse;
  return state.cleared.size === 0 && (clears === undefined || clears.length === 0);
}

function known(state: State, clears: readonly Clear[] | undefined): Map<number, Clear> {
  const set = new Map<number, Clear>();
  for (const [id, mask] of state.cleared) set.set(id, { identity: { id }, bits: mask });
  for (const clear of clears ?? [])
    set.set(clear.identity.id, {
      identity: clear.identity,
      bits: clear.bits | (set.get(clear.identity.id)?.bits ?? 0),
    });
  return set;
}
