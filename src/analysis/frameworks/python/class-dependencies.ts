import { lastName } from '../../engine/last-name';
import type { ClassNode, FunctionNode, Program } from '../../engine/link/definitions';
import { asLinkScope } from '../../engine/link/scopes';
import type { Guarding } from '../../engine/entries/registration';
import type { Framework } from '../framework';
import { guardsOf } from './routers';

/** Classes above one whose methods answer requests. */
const MOST_CLASSES = 6;

/**
 * What a class has injected into all its methods: `user: User = Depends(signed_in)` in the body of a class of views, or
 * of a class that it extends, runs before each of them.
 */
export function classDependencies(program: Program, fn: FunctionNode, framework: Framework): Guarding[] {
  const injected = framework.inputs?.typed?.injected;
  return fn.cls && injected ? ofClass(program, fn.cls, injected, 0) : [];
}

function ofClass(program: Program, cls: ClassNode, injected: RegExp, depth: number): Guarding[] {
  if (depth > MOST_CLASSES) return [];
  const outer = asLinkScope(cls.scope).parent ?? cls.scope;
  const values = cls.cls.members.flatMap(({ value }) =>
    value?.kind === 'call' && injected.test(lastName(value.callee) ?? '') ? [value] : [],
  );
  const above = program
    .basesOf(cls)
    .flatMap((base) => (base.kind === 'class' ? ofClass(program, base.cls, injected, depth + 1) : []));
  return [...above, ...guardsOf(values, outer, 'route')];
}
