import { FIELD_BASES, HOLDS_FIELDS } from '../../../knowledge/flow/field-classes';
import { calledName } from '../last-name';
import type { ClassNode } from '../link/definitions';
import { cellOf } from './cells';
import { objectsOf } from './collections';
import type { Arguments } from './arguments';
import type { Machine } from './machine';
import type { Value } from './value';

/** Classes without a constructor of their own, whose fields say what they are made with: data classes, named tuples. */

const MOST_BASES = 4;

/** Puts what the instance is made with into its fields. */
export function holdFields(m: Machine, cls: ClassNode, args: Arguments, self: Value): void {
  if (!isMadeOfFields(m, cls)) return;
  const mapping = args.named.get('**')?.value ?? args.spread;
  fieldsOf(m, cls).forEach((field, at) => {
    const given = args.positional[at] ?? args.named.get(field);
    const value = given?.value ?? (mapping && m.member(mapping, field, cls.cls.span));
    if (!value) return;
    for (const object of objectsOf(self))
      m.state.set(cellOf(object, field), m.step(value, given?.span ?? cls.cls.span));
  });
}

function isMadeOfFields(m: Machine, cls: ClassNode): boolean {
  return (
    cls.cls.decorators.some((one) => HOLDS_FIELDS.test(calledName(one) ?? '')) ||
    m.program.basesOf(cls).some((base) => base.kind === 'external' && FIELD_BASES.test(base.path))
  );
}

/** Those of the bases stand in front. */
function fieldsOf(m: Machine, cls: ClassNode, depth = 0): string[] {
  const inherited = m.program
    .basesOf(cls)
    .flatMap((base) => (base.kind === 'class' && depth < MOST_BASES ? fieldsOf(m, base.cls, depth + 1) : []));
  const own = cls.cls.members.filter((member) => member.kind === 'property' && member.annotation !== undefined);
  return [...new Set([...inherited, ...own.map((member) => member.name)])];
}
