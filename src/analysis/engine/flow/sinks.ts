import { CHOSEN_FIELD, COMPUTED_PROPERTY, CALL_BY_NAME, RETURNED_PAGE } from '../../../knowledge/flow/sink-names';
import type { Certainty } from '../../../knowledge/certainty';
import type { Expr, Span } from '../../read/ir';
import type { FlowFamily } from '../../../knowledge/flow/families';
import type { CallModel, SinkModel } from '../../../knowledge/flow/model';
import { deepMarks, itemsOf } from './collections';
import { chosenField } from './records';
import { holds, NOWHERE, pick } from './pick';
import type { Arguments } from './arguments';
import type { Machine } from './machine';
import type { Value } from './value';
import { SESSIONS } from '../../../knowledge/flow/sessions';
import { ONE_SERVER, relevant, flatten } from './aimed-values';
import { note } from './findings';
import { answersText, noteHeader, noteType } from './answer-types';
import { connectsVetted, VETTED } from './vetted-clients';

/** Places where outside data does harm. Each looks at the values in front of it and notes what is still dangerous. */

export function noteCall(
  m: Machine,
  path: string,
  model: CallModel,
  args: Arguments,
  span: Span,
  self: Value | undefined,
): void {
  if (model.setsHeader) noteHeader(m, args);
  for (const sink of model.sinks) {
    if (applies(m, sink, args, self)) {
      noteSink(m, path, sink, args, span, self);
      continue;
    }
    if (sink.family === 'cross-site-scripting') noteType(m, sink, args, self);
    noteSpared(m, 'settings', path, sink, args, span, self);
  }
  if (model.sinks.length === 0 && !model.result)
    noteUnknownCall(m, path.slice(path.lastIndexOf('.') + 1), self, args, span, path);
}

/** What keeps a call from harm, whatever it is given. */
type Sparing = 'answer-is-data' | 'settings';

function harmlessBy(
  m: Machine,
  path: string,
  { family, answers }: SinkModel,
  args: Arguments,
  self: Value | undefined,
): Sparing | undefined {
  const writes = path.startsWith('@res') || answers === true;
  if (family === 'cross-site-scripting' && writes && answersText(m)) return 'answer-is-data';
  return family === 'ssrf' && (path.includes(VETTED) || connectsVetted(m, args, self)) ? 'settings' : undefined;
}

function noteSpared(
  m: Machine,
  by: Sparing,
  path: string,
  sink: SinkModel,
  args: Arguments,
  span: Span,
  self: Value | undefined,
): void {
  if (m.watch)
    for (const { value } of pick(m, sink.args, args, self))
      m.watch.spares(by, sink.family, value, { span, callSpan: span, sink: shown(path) });
}

function applies(m: Machine, sink: SinkModel, args: Arguments, self: Value | undefined): boolean {
  const hold = (conditions: SinkModel['when']): boolean | undefined =>
    conditions?.every((condition) => holds(m, condition, args, self));
  return hold(sink.when) !== false && hold(sink.unless) !== true;
}

/** Keys of queries whose text a database runs as code. */
const RUNS_CODE = /^(?:\$where|\$function|\$accumulator|body|init|accumulate|merge|finalize|map|reduce)$/;

function noteSink(
  m: Machine,
  path: string,
  sink: SinkModel,
  args: Arguments,
  span: Span,
  self: Value | undefined,
): void {
  const by = harmlessBy(m, path, sink, args, self);
  if (by) {
    noteSpared(m, by, path, sink, args, span, self);
    return;
  }
  for (const picked of pick(m, sink.args, args, self)) {
    const whole = sink.args === '0 0.**' && !picked.key;
    const family =
      sink.family === 'nosql-injection' && RUNS_CODE.test(picked.key ?? '') ? 'code-injection' : sink.family;
    const value = flatten(m, sink.family, picked, whole);
    const filtered = relevant(m, path, sink, value, self);
    const before = m.findings.length;
    const place = { span: picked.span === NOWHERE ? span : picked.span, callSpan: span, sink: shown(path) };
    note(m, family, filtered, { ...place, confidence: sink.confidence });
    if (m.watch) m.watch.spares('form', family, without(value, filtered), place);
    for (const finding of m.findings.slice(before)) {
      finding.family = sink.family;
      if (sink.args.includes('@options')) finding.option = true;
    }
  }
}

/** What of a value is not in the part of it. */
const without = (value: Value, part: Value): Value => ({
  ...value,
  marks: value.marks.filter((mark) => !part.marks.includes(mark)),
});

/** `@res.send` is how the models call it; people know it as `res.send`. */
export function shown(path: string): string {
  return path
    .replace(/^@(pyreq|req|res|ctx)/, (_, name: string) => (name === 'pyreq' ? 'request' : name))
    .replace(`.${ONE_SERVER}`, '')
    .replace(`.${VETTED}`, '')
    .replace(/\(\)/g, '');
}

const SQL_METHODS =
  /^(?:query|execute|exec|executemany|raw|all|get|run|each|prepare|queryRaw|fetch|fetchAll|fetchOne|fetchrow|fetchval|read_sql|read_sql_query|sql|rawQuery|executescript|scalar|scalars|one|none|any|many|QueryRow)$/;
const SQL_TEXT =
  /^\s*(?:\(\s*)?(?:select\b[\s\S]*\bfrom\b|select\b|insert\s+(?:ignore\s+)?into\b|update\b[\s\S]*\bset\b|delete\s+from\b|create\s+(?:table|database|user)\b|drop\s+\w+|alter\s+\w+|replace\s+into\b|truncate\b|with\s+\w+\s+as\b|call\b)/i;
const QUERY_METHODS =
  /^(?:find|findOne|findOneAndUpdate|findOneAndDelete|findOneAndRemove|updateOne|updateMany|deleteOne|deleteMany|countDocuments|find_one|update_one|update_many|delete_one|delete_many|find_one_and_update|count_documents)$/;

/** A call of something unknown: the method's name with what it is given can be enough. */
export function noteUnknownCall(
  m: Machine,
  name: string,
  self: Value | undefined,
  args: Arguments,
  span: Span,
  path = '',
): void {
  if (path === '') noteMethod(m, name, self, args, span);
  const [first] = args.positional;
  if (!first) return;
  if (SQL_METHODS.test(name) && first.value.marks.length > 0 && SQL_TEXT.test(first.value.text ?? ''))
    note(m, 'sql-injection', first.value, { span: first.span, callSpan: span, sink: name });
  // Queries of mappers of tables look the same, and bind their values: with no receiver known it is a guess.
  if (m.documentStore && QUERY_METHODS.test(name) && first.value.marks.length === 0)
    noteQuery(m, name, self, args, span);
}

/** What the models say of a method on any receiver. */
function noteMethod(m: Machine, name: string, self: Value | undefined, args: Arguments, span: Span): void {
  if (name !== '') m.watch?.calls(name, 'unknown-receiver', args, span);
  for (const sink of m.at.models.method(name)?.sinks ?? [])
    if (applies(m, sink, args, self)) noteSink(m, name, sink, args, span, self);
}

function noteQuery(m: Machine, name: string, self: Value | undefined, args: Arguments, span: Span): void {
  for (const picked of pick(m, '0.**', args, self)) {
    const family = RUNS_CODE.test(picked.key ?? '') ? 'code-injection' : 'nosql-injection';
    const before = m.findings.length;
    note(m, family, picked.value, { span: picked.span, callSpan: span, sink: name, confidence: 'low' });
    for (const finding of m.findings.slice(before)) finding.family = 'nosql-injection';
  }
}

/**
 * A class of the program that a library gives its behaviour: constructing it is constructing a record of the library.
 */
export function noteConstructed(m: Machine, path: string, args: Arguments, span: Span): void {
  for (const sink of m.at.models.call(path)?.sinks ?? [])
    if (sink.family === 'mass-assignment')
      noteSink(m, `new ${path.slice(path.lastIndexOf('.') + 1)}`, sink, args, span, undefined);
}

/** `object.member = value`, or a plain name as target. */
export function noteAssignment(
  m: Machine,
  object: Value,
  member: string,
  name: string | undefined,
  value: Value,
  span: Span,
): void {
  if (name === undefined) notePollution(m, object, member, value, span);
  if (value.marks.length === 0 && value.refs.length === 0) return;
  if (name !== undefined && name !== 'location') return;
  const paths = name === undefined ? object.refs.flatMap((ref) => (ref.kind === 'external' ? [ref.path] : [])) : [''];
  const model = m.at.models.assignment(paths, name ?? member);
  if (!model) return;
  if (model.family === 'cross-site-scripting' && paths.includes('@ctx') && answersText(m)) return;
  const subject = member === 'dangerouslySetInnerHTML' ? { ...value, marks: deepMarks(m, value) } : value;
  note(m, model.family, subject, { span, callSpan: span, sink: name ?? member });
}

/** A member of what outside data chose. */
function notePollution(m: Machine, object: Value, member: string, value: Value, span: Span): void {
  const place = { span, callSpan: span, sink: `…[key].${member}`, confidence: 'medium' } as const;
  for (const ref of object.refs)
    if (ref.kind === 'keyed') note(m, 'prototype-pollution', { ...value, marks: ref.marks }, place);
}

/** `object[key] = value` where outside data chose the key, below something that was itself looked up that way. */
export function noteDynamicWrite(
  m: Machine,
  expr: Extract<Expr, { kind: 'index' }>,
  object: Value,
  key: Value,
  _value: Value,
): void {
  note(
    m,
    'mass-assignment',
    { ...key, marks: chosenField(object, key) },
    {
      span: expr.span,
      callSpan: expr.span,
      sink: CHOSEN_FIELD,
      confidence: 'medium',
    },
  );
  const keyed = object.refs.some((ref) => ref.kind === 'keyed');
  if (!keyed) return;
  if (key.marks.length > 0)
    note(m, 'prototype-pollution', key, {
      span: expr.span,
      callSpan: expr.span,
      sink: COMPUTED_PROPERTY,
      confidence: 'medium',
    });
}

/** Attributes of markup written in code. */
export function noteMarkup(m: Machine, tag: string, attribute: { name: string; span: Span }, value: Value): void {
  const place = { span: attribute.span, callSpan: attribute.span, sink: `<${tag} ${attribute.name}>` };
  if (attribute.name === 'dangerouslySetInnerHTML')
    note(m, 'cross-site-scripting', { ...value, marks: deepMarks(m, value) }, place);
  else if ((attribute.name === 'href' && tag === 'a') || attribute.name === 'srcDoc')
    note(
      m,
      'cross-site-scripting',
      { ...value, marks: value.marks.filter((mark) => mark.before === '') },
      { ...place, confidence: 'medium' },
    );
}

/** What a view returns as text is a page. */
export function noteReturn(m: Machine, value: Value, expr: Expr): void {
  if (m.root.answers === undefined || m.at.owner !== m.root.answers) return;
  const first = itemsOf(m, value)?.[0] ?? value;
  if (first.refs.some((ref) => ref.kind === 'object' && !ref.object.ambient)) return;
  if (answersText(m)) return;
  note(
    m,
    'cross-site-scripting',
    m.at.dialect.handlersReturnAnswers ? first : { ...first, marks: first.text === undefined ? [] : first.marks },
    { span: expr.span, callSpan: expr.span, sink: RETURNED_PAGE },
  );
  note(m, 'error-details-exposed', first, { span: expr.span, callSpan: expr.span, sink: RETURNED_PAGE });
}

export function noteFamily(
  m: Machine,
  family: FlowFamily,
  value: Value,
  span: Span,
  callSpan: Span,
  sink: string,
  confidence?: Certainty,
): void {
  note(m, family, value, { span, callSpan, sink, confidence });
}

/** Calls a member that outside data named: any other method of the object could be called as well. */
export function noteNamed(m: Machine, callee: Value, span: Span): void {
  for (const ref of callee.refs)
    if (ref.kind === 'named')
      note(m, 'unsafe-reflection', { refs: [], marks: ref.marks }, { span, callSpan: span, sink: CALL_BY_NAME });
}

/** A session is trusted by whoever reads it: what is put there unchecked is trusted too. */
export function noteSession(m: Machine, object: Value, key: Value, value: Value, span: Span): void {
  const session = object.refs.some((ref) => ref.kind === 'external' && SESSIONS.test(ref.path));
  if (!session) return;
  for (const part of [key, value])
    note(m, 'trust-boundary-violation', part, { span, callSpan: span, sink: 'session', confidence: 'slight' });
}
