import type { Span } from '../../read/ir';
import { bits, hasFamily } from '../../../knowledge/flow/families';
import type { ResultModel } from '../../../knowledge/flow/model';
import { deepMarks } from './collections';
import { recordIn } from './handed-in';
import type { Machine } from './machine';
import { concat } from './operators';
import { sparedByCall } from './spared';
import type { Mark } from './mark';
import { constant, mapMarks, marked, type Value } from './value';
import { joinMarks } from './join';

type Through = Extract<ResultModel, { kind: 'through' }>;

/** Calls on the way of one piece of data that are remembered. */
const MOST_CALLS = 6;

/** What a call gives that hands on what it is given, perhaps with something ruled out. */
export function through(m: Machine, path: string, model: Through, picked: readonly Value[], span: Span): Value {
  const [first] = picked;
  const record = model.record && first && recordIn(m, first, 'record', model.record);
  if (record) return record;
  const change = changeBy(m, path, model, picked, span);
  if (model.joined) {
    const restarted = (mark: Mark): Mark => (model.restarts ? fromItsOwn(mark, picked) : mark);
    return mapMarks(joinPaths(m, picked), (mark) => change(restarted(mark)));
  }
  if (first && picked.length === 1 && changesNoForm(model)) return mapMarks(first, change);
  const marks = picked.reduce<Value['marks']>((all, value) => joinMarks(all, deepMarks(m, value)), []);
  if (first && picked.length === 1 && marks.length === 0 && keepsText(model, first)) return first;
  const value = mapMarks(marked(marks, model.scalar), change);
  return model.scalar ? value : { ...value, refs: [{ kind: 'external', path: `${path}()` }] };
}

const changesNoForm = ({ clears, scalar, restores, wraps }: Through): boolean =>
  clears === 0 && !scalar && !restores && !wraps;

const keepsText = ({ clears, scalar }: Through, { consts }: Value): boolean =>
  clears === 0 && scalar === 'string' && consts?.length === 1;

/** What happens to the marks of all that goes through. */
function changeBy(
  m: Machine,
  path: string,
  model: Through,
  picked: readonly Value[],
  span: Span,
): (mark: Mark) => Mark {
  const cleared = model.clears | (isRooted(model, picked) ? bits('parent-folder') : 0);
  return (mark) => ({
    ...sparedByCall(m, mark, cleared, path, span),
    bits: (mark.bits & ~cleared) | (isText(mark) ? (model.restores ?? 0) : 0),
    normalized: model.normalized ?? mark.normalized,
    relative: model.relative ?? mark.relative,
    identity: model.part ? m.identity(mark.identity, 'part') : mark.identity,
    through: [...(mark.through ?? []), path].slice(-MOST_CALLS),
  });
}

/** Nothing leads above the root: `..` is used up before the path is joined to anything else. */
const isRooted = ({ joined, normalized }: Through, picked: readonly Value[]): boolean =>
  joined === true && normalized === true && picked.length > 1 && picked[0]?.consts?.[0] === '/';

/** An absolute part drops those before it: what stands before the mark in its own part is all that does. */
function fromItsOwn(mark: Mark, picked: readonly Value[]): Mark {
  const own = picked.flatMap((one) => one.marks).find((one) => one.identity === mark.identity);
  return { ...mark, before: own?.before ?? mark.before };
}

/** Text with nothing ruled out can be parsed into any structure. */
function isText(mark: Mark): boolean {
  return hasFamily(mark.bits, 'sql-injection');
}

function joinPaths(m: Machine, parts: readonly Value[]): Value {
  return parts.reduce(
    (whole, part, at) => (at === 0 ? part : concat(m, concat(m, whole, constant('/')), part)),
    constant(''),
  );
}
