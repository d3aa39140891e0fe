import type { ClassIr, FunctionIr, Span, Stmt } from '../../read/ir';
import { giveAll } from './given';
import type { Machine } from './machine';
import { writeName } from './names';
import { reference, UNKNOWN, type Value } from './value';

/** Function declarations are there before the first statement of their block runs. */
export function hoist(m: Machine, body: readonly Stmt[]): void {
  if (!m.at.dialect.hoistsFunctions) return;
  for (const stmt of body) {
    if (stmt.kind === 'function') writeName(m, stmt.fn.name, functionValue(m, stmt.fn), true);
    else if (stmt.kind === 'export' && stmt.declaration?.kind === 'function')
      writeName(m, stmt.declaration.fn.name, functionValue(m, stmt.declaration.fn), true);
  }
}

function functionValue(m: Machine, fn: FunctionIr): Value {
  const node = m.program.nodeOf(fn, m.at.file);
  if (!node) return UNKNOWN;
  m.madeIn(node, m.at.frame);
  return reference({ kind: 'function', node, frame: m.at.frame });
}

export function declareFunction(m: Machine, fn: FunctionIr): void {
  const decorators = fn.decorators.map((decorator) => m.evaluate(decorator));
  const value = functionValue(m, fn);
  decorators.forEach((decorator, at) => decorate(m, decorator, value, fn.decorators[at]?.span ?? fn.span));
  if (!m.at.dialect.hoistsFunctions) writeName(m, fn.name, value, true);
  for (const ref of value.refs) if (ref.kind === 'function' && m.handlers.has(fn)) m.putOff(ref);
}

/** A library may call what it decorates with data of others. */
function decorate(m: Machine, decorator: Value, decorated: Value, span: Span): void {
  const args = { positional: [{ value: decorated, span }], named: new Map() };
  for (const ref of decorator.refs) {
    const model = ref.kind === 'external' ? m.at.models.call(ref.path) : undefined;
    if (model?.gives.length) giveAll(m, model, args, span, undefined);
  }
}

export function declareClass(m: Machine, cls: ClassIr): void {
  const key = `${m.at.file}#${cls.id}`;
  const node = m.program.classes.get(key) ?? { key, file: m.at.file, cls, scope: m.at.scope };
  writeName(m, cls.name, reference({ kind: 'class', cls: node, frame: m.at.frame }), true);
  for (const member of cls.members) {
    if (member.static && member.value) m.evaluate(member.value);
  }
}
