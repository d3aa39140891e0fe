import type { Span } from '../../read/ir';
import { deepMarks } from './collections';
import type { Arguments } from './arguments';
import type { Machine } from './machine';
import type { Mark } from './mark';
import { external, marked, UNDEFINED, UNKNOWN, type Value } from './value';
import { joinAll, joinMarks } from './join';

/** What libraries do with the functions and values they are given. */

/** Marks of all arguments, one level into what they hold. */
export function allMarks(m: Machine, args: Arguments, levels = 3): readonly Mark[] {
  let marks: readonly Mark[] = [];
  for (const { value } of args.positional) marks = joinMarks(marks, deepMarks(m, value, levels));
  for (const { value } of args.named.values()) marks = joinMarks(marks, deepMarks(m, value, levels));
  return args.spread ? joinMarks(marks, deepMarks(m, args.spread, levels)) : marks;
}

/** A function nothing is known about: what goes in comes out, and callbacks are called with it. */
export function throughCall(m: Machine, args: Arguments, self: Value, span: Span): Value {
  const marks = joinMarks(self.marks, allMarks(m, args));
  for (const arg of args.positional)
    callBack(m, arg.value, marks.length > 0 ? [marked(self.marks), marked(self.marks)] : [], span);
  return marked(marks.map((mark) => (mark.loose ? mark : { ...mark, loose: true })));
}

/**
 * Functions handed to a library are called by it; node style callbacks get the error first, then the answer. Those
 * that a promise or a list was given have been: run twice, a chain in a chain would cost twice as much with every
 * level.
 */
export function runCallbacks(m: Machine, path: string, args: Arguments, span: Span): void {
  if (m.calledBack.has(args)) return;
  const answer = external(`${path}()`);
  const given = args.named.size === 0 ? args.positional : [...args.positional, ...args.named.values()];
  for (const arg of given) {
    for (const ref of arg.value.refs) {
      if (ref.kind === 'function')
        callBack(
          m,
          { refs: [ref], marks: [] },
          ref.node.fn.params.length === 1 ? [answer] : [external('@error'), answer, UNKNOWN],
          span,
        );
      else if (ref.kind === 'object' && !ref.object.ambient && ref.object.shape === 'object') {
        for (const cell of [...ref.object.cells.values()].slice(0, 12))
          callBack(m, m.state.get(cell) ?? UNDEFINED, [UNKNOWN, answer], span);
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
      if (!m.at.pending.some((known) => known.node === ref.node)) m.putOff(ref);
      return UNKNOWN;
    }
    const { result, state } = m.branch(() =>
      m.parts.invoke(
        m,
        ref,
        { positional: values.map((value) => ({ value, span })), named: new Map() },
        ref.self,
        span,
      ),
    );
    m.state.absorb(state);
    m.endedAt = undefined;
    return result;
  });
  return joinAll(results);
}
