import { hasFamily, type FlowFamily } from '../../../knowledge/flow/families';
import type { SinkModel } from '../../../knowledge/flow/model';
import { OPEN_FILES } from '../../../knowledge/flow/uploads';
import { COPIED } from './cells';
import { deepMarks, itemsOf, objectsOf } from './collections';
import { wholeRecord } from './records';
import type { Picked } from './pick';
import type { Machine } from './machine';
import { isWholeOf } from './mark';
import { HOLE, type Value } from './value';

/** The part of a value that a sink is about. */

/** In the path of a client that was made for one server. */
export const ONE_SERVER = '@one-server';

/** The part of a value that the sink is about. */
export function relevant(m: Machine, path: string, sink: SinkModel, value: Value, self: Value | undefined): Value {
  if (path === 'save' && self && sink.family === 'path-traversal')
    return { ...value, marks: value.marks.filter((mark) => mark.origin.kind === 'file') };
  return PARTS[sink.family]?.(m, path, sink, value) ?? value;
}

type PartOf = (m: Machine, path: string, sink: SinkModel, value: Value) => Value;

/** All of a value counts for the other families. */
const PARTS: Partial<Record<FlowFamily, PartOf>> = {
  'command-injection': (_m, _path, sink, value) => (sink.args.includes('@options') ? asOption(value) : value),
  'cross-site-scripting': (_m, path, _sink, value) => notJson(path, value),
  'mass-assignment': (m, _path, _sink, value) => wholeRecord(m, value),
  'unrestricted-upload': (_m, _path, _sink, value) => fileNames(value),
  'path-traversal': (m, path, sink, value) =>
    path === '@res.render' && sink.args === '1' ? wholeBody(m, value) : notTheFile(value),
  ssrf: (_m, path, _sink, value) => (path.includes(ONE_SERVER) ? wholeAddress(value) : value),
  'prototype-pollution': (_m, _path, sink, value) => (sink.args === '1+' ? structured(value) : value),
};

/** An argument that begins with outside text can be an option. */
function asOption(value: Value): Value {
  return {
    ...value,
    marks: value.marks.filter((mark) => mark.before === '' && hasFamily(mark.bits, 'leading-dash')),
  };
}

/** Command and code sinks take lists: everything in them counts. */
export function flatten(m: Machine, family: FlowFamily, picked: Picked, whole: boolean): Value {
  const { value } = picked;
  if (
    family === 'command-injection' ||
    family === 'error-details-exposed' ||
    (family === 'prototype-pollution' && value.marks.length === 0)
  )
    return { ...value, marks: deepMarks(m, value) };
  if (family === 'nosql-injection' && whole) return value;
  const items = itemsOf(m, value);
  return items && family !== 'cross-site-scripting' ? { ...value, marks: items.flatMap((item) => item.marks) } : value;
}

/** A whole body is sent as JSON. */
function notJson(path: string, value: Value): Value {
  if (!path.startsWith('@res')) return value;
  return {
    ...value,
    marks: value.marks.filter(
      (mark) =>
        !(
          isWholeOf(mark.identity) &&
          (mark.origin.kind === 'body' || mark.origin.kind === 'query' || mark.origin.kind === 'file') &&
          value.refs.some((ref) => ref.kind === 'object' && ref.object.ambient)
        ),
    ),
  };
}

/** Only what the uploader called the file, where that decides what kind of file it becomes. */
function fileNames(value: Value): Value {
  const name = value.text ?? '';
  if (/\.\w{1,8}$/.test(name)) return { ...value, marks: [] };
  // With an ending of its own only what stands behind the last dot matters.
  const ending = name.endsWith(`.${HOLE}`);
  return {
    ...value,
    marks: value.marks.filter((mark) => mark.origin.kind === 'file' && (!ending || mark.before.endsWith('.'))),
  };
}

/** An uploaded file handed over as an open file is no path; its name is. */
function notTheFile(value: Value): Value {
  if (value.refs.some((ref) => ref.kind === 'external' && OPEN_FILES.test(ref.path))) return { ...value, marks: [] };
  if (!value.refs.some((ref) => ref.kind === 'object' && ref.object.ambient)) return value;
  return {
    ...value,
    marks: value.marks.filter((mark) => mark.origin.kind !== 'file' || /name$/i.test(mark.name ?? '')),
  };
}

/** All of a body, as it was sent or copied into an object. */
function wholeBody(m: Machine, value: Value): Value {
  const copied = objectsOf(value).flatMap((object) => {
    const cell = object.cells.get(COPIED);
    return (cell && m.state.get(cell)?.marks) ?? [];
  });
  return {
    ...value,
    marks: [...value.marks, ...copied].filter((mark) => isWholeOf(mark.identity) && mark.origin.kind === 'body'),
  };
}

/** Another server is asked only where all of the address is the sender's; the path of a request begins with a slash. */
const wholeAddress = (value: Value): Value => ({
  ...value,
  marks: value.marks.filter((mark) => mark.before === '' && !/^(?:url|path|path-segment)$/.test(mark.origin.kind)),
});

/** Merging a text changes nothing. */
function structured(value: Value): Value {
  return { ...value, marks: value.marks.filter((mark) => hasFamily(mark.bits, 'mass-assignment')) };
}
