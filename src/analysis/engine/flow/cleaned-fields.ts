import type { ClassMember, Span } from '../../read/ir';
import type { ClassNode } from '../link/definitions';
import { cellOf } from './cells';
import { assumeCleaned, cleanedBy } from './dto';
import { handedIn } from './handed-in';
import type { Machine } from './machine';
import { reference, type Value } from './value';

/** What a form or serializer of the program lets through. */
export function cleaned(m: Machine, cls: ClassNode, path: string, property: string, span: Span): Value | undefined {
  const by = cleanedBy(path, property);
  if (!by) return undefined;
  const key = `${cls.key}.${property}`;
  const known = m.root.sources.has(key);
  const value = handedIn(m, key, by.source, span, property, true);
  if (known) return value;
  assumeCleaned(m, cls, value, span);
  for (const member of cls.cls.members)
    if (member.fn && member.name.startsWith(by.prefix)) runCleaner(m, cls, member, { ...by, value, property });
  return value;
}

interface Cleaned {
  value: Value;
  property: string;
  prefix: string;
  handed: boolean;
}

/** A method of the form that looks at one field: what it gives is the field's value. */
function runCleaner(m: Machine, cls: ClassNode, { name, fn, span }: ClassMember, cleaned: Cleaned): void {
  const node = fn && m.program.nodeOf(fn, cls.file);
  const [data] = cleaned.value.refs;
  if (!node || data?.kind !== 'object') return;
  const field = name.slice(cleaned.prefix.length);
  const object = m.object('instance', { cls });
  m.state.set(cellOf(object, cleaned.property), cleaned.value);
  const self: Value = reference({ kind: 'object', object });
  const given = cleaned.handed ? [{ value: m.member(cleaned.value, field, span), span }] : [];
  const answer = m.parts.invoke(m, { kind: 'function', node }, { positional: given, named: new Map() }, self, span);
  m.state.set(cellOf(data.object, field), answer);
}
