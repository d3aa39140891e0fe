import type { Span } from '../../read/ir';
import { ASKED_BY_FIELDS } from '../../../knowledge/access/store-calls';
import { ALL } from '../../../knowledge/flow/families';
import type { CallModel, ResultModel } from '../../../knowledge/flow/model';
import { allMarks, runCallbacks } from './callbacks';
import { deepMarks } from './collections';
import { unreadFacts } from './guards';
import { digest, digestsIn } from './digests';
import { answerOfCheck } from './library-checks';
import { giveAll } from './given';
import { specialCall } from './library-special';
import type { Arguments } from './arguments';
import type { Machine } from './machine';
import type { KnownAs } from './root-context';
import { handedIn } from './handed-in';
import { pick } from './pick';
import { noteCall } from './sinks';
import { sparedByCall } from './spared';
import { through } from './through';
import { external, type Value } from './value';
import { joinMarks } from './join';

/** A call of a library function: what is known of it, and what may come back. */
export function callExternal(m: Machine, path: string, args: Arguments, span: Span, self: Value | undefined): Value {
  const model = m.at.models.call(path);
  m.watch?.calls(path, knownAs(m, path, model), args, span);
  if (model) noteCall(m, path, model, args, span, self);
  const given = model && giveAll(m, model, args, span, self);
  if (given) return given;
  const special = specialCall(m, path, args, span, self);
  if (special) return special;
  const value = modelled(m, path, model, args, span, self);
  if (value) return value;
  runCallbacks(m, path, args, span);
  return unknownAnswer(m, path, model, args, span, self);
}

/** What a call gives that no row speaks about: what goes in may come out, but for those that keep it. */
function unknownAnswer(
  m: Machine,
  path: string,
  model: CallModel | undefined,
  args: Arguments,
  span: Span,
  self: Value | undefined,
): Value {
  const name = path.slice(path.lastIndexOf('.') + 1);
  const isLookUp = path !== name && !self?.marks.length && looksUp(m, name, args);
  if (m.at.models.isOpaque(path) || m.at.models.isOpaqueMethod(name) || isLookUp || model?.sinks.length)
    return {
      ...external(`${path}()`),
      facts: m.at.models.tellsOfKept(name) && !asksFiles(model) ? unreadFacts(m, args, span, name) : undefined,
    };
  const marks = joinMarks(self?.marks ?? [], allMarks(m, args));
  const answer = external(
    `${path}()`,
    marks.map((mark) => (mark.loose ? mark : { ...mark, loose: true })),
  );
  return { ...answer, facts: unreadFacts(m, args, span, name) };
}

/** Whether a method gives what is kept under a key, by its name or by how it is asked. */
export function looksUp(m: Machine, name: string, { positional, named, spread }: Arguments): boolean {
  const byFields = positional.length === 0 && named.size > 0 && spread === undefined && ASKED_BY_FIELDS.test(name);
  return byFields || m.at.models.looksUp(name);
}

/** Whether a file is there says nothing of who may have it. */
const asksFiles = (model: CallModel | undefined): boolean =>
  model?.sinks.some(({ family }) => family === 'path-traversal') === true;

function knownAs(m: Machine, path: string, model: CallModel | undefined): KnownAs {
  if (model) return model.sinks.length > 0 ? 'sink' : 'row';
  return m.at.models.isOpaque(path) ? 'row' : 'nothing';
}

/** What a row of the models says that comes back. */
export function modelled(
  m: Machine,
  path: string,
  model: CallModel | undefined,
  args: Arguments,
  span: Span,
  self: Value | undefined,
): Value | undefined {
  if (!model) return undefined;
  const value = model.result && resultOf(m, path, model.result, args, span, self);
  return model.check ? answerOfCheck(m, model.check, path, { args, self, span, value }) : value;
}

function resultOf(
  m: Machine,
  path: string,
  model: ResultModel,
  args: Arguments,
  span: Span,
  self: Value | undefined,
): Value {
  switch (model.kind) {
    case 'clean':
      runCallbacks(m, path, args, span);
      return external(`${path}()`, cleaned(m, path, args, span));
    case 'source': {
      const name = args.positional[0]?.value.consts?.[0];
      return handedIn(
        m,
        `${path}(${typeof name === 'string' ? name : ''})`,
        model.source,
        span,
        typeof name === 'string' ? name : undefined,
      );
    }
    case 'through': {
      const picked = pick(m, model.args, args, self).map((one) => one.value);
      const value = withDigests(through(m, path, model, picked, span), picked);
      return model.sameType ? { ...value, refs: externalsOf(self) } : value;
    }
    case 'digest':
      return hashed(m, path, model, args, self);
  }
}

/** Nothing of the arguments is in the result. A watched analysis remembers what was in them. */
function cleaned(m: Machine, path: string, args: Arguments, span: Span): Value['marks'] {
  return m.watch ? allMarks(m, args).map((mark) => sparedByCall(m, mark, ALL | mark.bits, path, span)) : [];
}

function hashed(
  m: Machine,
  path: string,
  model: Extract<ResultModel, { kind: 'digest' }>,
  args: Arguments,
  self: Value | undefined,
): Value {
  const plain = external(`${path}()`);
  const [key] = pick(m, model.key, args, self);
  const data = pick(m, model.data, args, self).map((one) => ({ ...one.value, marks: deepMarks(m, one.value) }));
  const ref = digest(key?.value, data);
  return ref ? { ...plain, refs: [ref, ...plain.refs] } : plain;
}

const externalsOf = (value: Value | undefined): Value['refs'] =>
  (value?.refs ?? []).filter(({ kind }) => kind === 'external');

/** Another form of a hash is the hash. */
function withDigests(value: Value, picked: readonly Value[]): Value {
  const digests = digestsIn(picked);
  return digests.length === 0 ? value : { ...value, refs: [...digests, ...value.refs] };
}
