import type { Span } from '../ir';
import { hasFamily } from '../../knowledge/flow/families';
import type { CallModel, Condition, ResultModel } from '../../knowledge/flow/model';
import { deepMarks, elementOf, itemsOf, objectsOf } from './collections';
import { clearsOf, when } from './guards';
import { specialCall } from './library-special';
import type { Arguments, Machine } from './machine';
import { handedIn } from './members';
import { concat } from './operators';
import { noteCall } from './sinks';
import { constant, external, joinAll, joinMarks, mapMarks, marked, type Mark, UNDEFINED, UNKNOWN, type Value } from './value';

/** A call of a library function: what is known of it, and what may come back. */
export function callExternal(m: Machine, path: string, args: Arguments, span: Span, self: Value | undefined): Value {
  const model = m.at.models.call(path);
  if (model) noteCall(m, path, model, args, span, self);
  const special = specialCall(m, path, args, span, self);
  if (special) return special;
  const value = modelled(m, path, model, args, span, self);
  if (value) return value;
  runCallbacks(m, path, args, span);
  if (m.at.models.isOpaque(path) || model?.sinks.length) return external(`${path}()`);
  return external(`${path}()`, joinMarks(self?.marks ?? [], allMarks(m, args)));
}

function modelled(m: Machine, path: string, model: CallModel | undefined, args: Arguments, span: Span, self: Value | undefined): Value | undefined {
  if (!model) return undefined;
  const value = model.result && resultOf(m, path, model.result, args, span, self);
  if (!model.check) return value;
  const { check } = model;
  const clears = pick(m, check.args, args, self).flatMap((one) => clearsOf(one.value, check.bits));
  return { ...(value ?? marked([], 'boolean')), facts: when(check.when, clears) };
}

function resultOf(m: Machine, path: string, model: ResultModel, args: Arguments, span: Span, self: Value | undefined): Value {
  switch (model.kind) {
    case 'clean': runCallbacks(m, path, args, span); return external(`${path}()`);
    case 'source': {
      const name = args.positional[0]?.value.consts?.[0];
      return handedIn(m, `${path}(${typeof name === 'string' ? name : ''})`, model.source, span, typeof name === 'string' ? name : undefined);
    }
    case 'through': return through(m, path, model, args, self);
  }
}

function through(m: Machine, path: string, model: Extract<ResultModel, { kind: 'through' }>, args: Arguments, self: Value | undefined): Value {
  const picked = pick(m, model.args, args, self).map((one) => one.value);
  const change = (mark: Mark): Mark => ({
    ...mark, bits: (mark.bits & ~model.clears) | (isText(mark) ? (model.restores ?? 0) : 0),
    normalized: model.normalized ?? mark.normalized, relative: model.relative ?? mark.relative,
    identity: model.part ? m.identity(mark.identity, 'part') : mark.identity,
  });
  if (model.joined) return mapMarks(joinPaths(m, picked), (mark) => change(model.restarts ? { ...mark, before: picked.flatMap((one) => one.marks).find((one) => one.identity === mark.identity)?.before ?? mark.before } : mark));
  const [only] = picked;
  if (picked.length === 1 && only && model.clears === 0 && !model.scalar && !model.restores && !model.wraps) return mapMarks(only, change);
  const marks = picked.reduce<Value['marks']>((all, value) => joinMarks(all, deepMarks(m, value)), []);
  const text = picked.length === 1 && model.scalar === 'string' && only?.consts?.length === 1 && marks.length === 0 ? only : undefined;
  if (text && model.clears === 0) return text;
  const value = mapMarks(marked(marks, model.scalar), change);
  return model.scalar ? value : { ...value, refs: [{ kind: 'external', path: `${path}()` }] };
}

/** Text with nothing ruled out can be parsed into any structure. */
function isText(mark: Mark): boolean {
  return hasFamily(mark.bits, 'sql-injection');
}

function joinPaths(m: Machine, parts: readonly Value[]): Value {
  return parts.reduce((whole, part, at) => (at === 0 ? part : concat(m, concat(m, whole, constant('/')), part)), constant(''));
}

function allMarks(m: Machine, args: Arguments): readonly Mark[] {
  const all = [...args.positional.map((arg) => arg.value), ...[...args.named.values()].map((arg) => arg.value), ...(args.spread ? [args.spread] : [])];
  return all.reduce<readonly Mark[]>((marks, value) => joinMarks(marks, deepMarks(m, value, 1)), []);
}

/** A function nothing is known about: what goes in comes out, and callbacks are called with it. */
export function throughCall(m: Machine, args: Arguments, self: Value, span: Span): Value {
  const marks = joinMarks(self.marks, allMarks(m, args));
  for (const arg of args.positional) callBack(m, arg.value, marks.length > 0 ? [marked(self.marks), marked(self.marks)] : [], span);
  return marked(marks);
}

/** Functions handed to a library are called by it; node style callbacks get the error first, then the answer. */
export function runCallbacks(m: Machine, path: string, args: Arguments, span: Span): void {
  const answer = external(`${path}()`);
  for (const arg of [...args.positional, ...args.named.values()]) {
    for (const ref of arg.value.refs) {
      if (ref.kind === 'function') callBack(m, { refs: [ref], marks: [] }, ref.node.fn.params.length === 1 ? [answer] : [external('@error'), answer, UNKNOWN], span);
      else if (ref.kind === 'object' && !ref.object.ambient && ref.object.shape === 'object') {
        for (const cell of [...ref.object.cells.values()].slice(0, 12)) callBack(m, m.state.get(cell) ?? UNDEFINED, [UNKNOWN, answer], span);
      }
    }
  }
}

/** Runs a callback that may or may not be called: its effects are joined in, its checks prove nothing. */
export function callBack(m: Machine, callee: Value, values: readonly Value[], span: Span): Value {
  const functions = callee.refs.filter((ref) => ref.kind === 'function');
  if (functions.length === 0) return UNKNOWN;
  const results = functions.map((ref) => {
    if (m.handlers.has(ref.node.fn)) {
      if (!m.at.pending.some((known) => known.node === ref.node)) m.at.pending.push(ref);
      return UNKNOWN;
    }
    const { result, state } = m.branch(() => m.parts.invoke(m, ref, { positional: values.map((value) => ({ value, span })), named: new Map() }, ref.self, span));
    m.state.absorb(state);
    return result;
  });
  return joinAll(results);
}

export interface Picked { value: Value; span: Span; key?: string }

/** The arguments a model speaks about (see knowledge/flow/model.ts). */
export function pick(m: Machine, words: string, args: Arguments, self: Value | undefined): Picked[] {
  return words.split(' ').flatMap((word) => pickWord(m, word, args, self));
}

function pickWord(m: Machine, word: string, args: Arguments, self: Value | undefined): Picked[] {
  const [head = '', ...path] = word.split('.');
  const from = /^(\d+)(\+|\[\])?$/.exec(head);
  let picked: Picked[];
  if (head === 'this') picked = self ? [{ value: self, span: args.positional[0]?.span ?? NOWHERE }] : [];
  else if (!from) picked = [args.named.get(head)].filter((one) => one !== undefined);
  else if (from[2] === '+') picked = args.positional.slice(Number(from[1]));
  else picked = [args.positional[Number(from[1])]].filter((one) => one !== undefined);
  if (from?.[2] === '[]') picked = picked.map((one) => ({ ...one, value: elementOf(m, one.value, one.span) }));
  for (const step of path) picked = picked.flatMap((one) => (step === '@text' ? (itemsOf(m, one.value) || objectsOf(one.value).some((object) => object.shape === 'array') ? [] : [one]) : step === '@first' ? (itemsOf(m, one.value)?.slice(0, 1) ?? []).map((value) => ({ ...one, value })) : step === '**' ? inside(m, one, 0) : property(m, one, step)));
  return picked;
}
export const NOWHERE: Span = { line: 1, column: 0, endLine: 1, endColumn: 0 };

function property(m: Machine, one: Picked, key: string): Picked[] {
  const found = objectsOf(one.value).flatMap((object) => {
    const cell = object.cells.get(key);
    const value = cell && m.state.get(cell);
    return value ? [value] : [];
  });
  return found.map((value) => ({ value, span: stepSpan(value, m.at.file) ?? one.span, key }));
}

/** A property of a literal that spans lines is shown on its own line. */
function stepSpan(value: Value, file: string): Span | undefined {
  const last = value.marks[0]?.steps;
  return last?.file === file ? last.span : undefined;
}

function inside(m: Machine, one: Picked, depth: number): Picked[] {
  if (depth > 4) return [];
  const found: Picked[] = [];
  for (const object of objectsOf(one.value)) {
    if (object.ambient) continue;
    for (const [key, cell] of object.cells) {
      const value = m.state.get(cell);
      if (!value) continue;
      const items = value.items ?? [value];
      for (const item of items) {
        const next = { value: item, span: stepSpan(item, m.at.file) ?? one.span, key };
        found.push(next, ...inside(m, next, depth + 1));
      }
    }
  }
  return found;
}

export function holds(m: Machine, condition: Condition, args: Arguments, self: Value | undefined): boolean {
  const picked = pick(m, condition.arg, args, self);
  if (condition.absent) return picked.length === 0;
  const known = picked.flatMap((one) => one.value.consts ?? []);
  if (condition.not) return picked.length > 0 && !known.some((one) => condition.not?.test(String(one)));
  if (condition.matches) {
    const paths = picked.flatMap((one) => one.value.refs.flatMap((ref) => (ref.kind === 'external' ? [ref.path] : [])));
    return [...known.map(String), ...paths].some((one) => condition.matches?.test(one));
  }
  return known.includes(condition.is);
}

