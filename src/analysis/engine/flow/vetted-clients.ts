import type { ClassNode, FunctionNode } from '../link/definitions';
import { walkDeep } from '../link/walk';
import type { CallExpr } from '../link/index-data';
import { ASKS_ADDRESS, CONNECTS_BY } from '../../../knowledge/flow/clients';
import type { Arguments } from './arguments';
import type { Machine } from './machine';
import { pick } from './pick';
import type { Value } from './value';

/** In the path of a client, or of what connects for it, that looks at every address before it connects. */
export const VETTED = '@vetted';

const MAX_DEPTH = 3;
/** By the function that connects: it is met again at every request. */
const known = new WeakMap<FunctionNode, boolean>();

/** Whether what connects is code of the program that asks about the address, or has been given such code. */
export const connectsVetted = (m: Machine, args: Arguments, self: Value | undefined): boolean =>
  pick(m, CONNECTS_BY, args, self).some(({ value }) => vets(m, value));

function vets(m: Machine, value: Value): boolean {
  return value.refs.some((ref) => {
    if (ref.kind === 'external') return ref.path.includes(VETTED);
    if (ref.kind === 'function') return isVetting(m, ref.node);
    const cls = ref.kind === 'object' ? ref.object.cls : undefined;
    return cls !== undefined && methodsOf(m, cls).some((method) => isVetting(m, method));
  });
}

const methodsOf = (m: Machine, { cls, file }: ClassNode): FunctionNode[] =>
  cls.members.flatMap(({ fn }) => (fn && m.program.nodeOf(fn, file)) ?? []);

function isVetting(m: Machine, node: FunctionNode): boolean {
  let vetting = known.get(node);
  if (vetting === undefined) known.set(node, (vetting = asksAddress(m, node, 0)));
  return vetting;
}

/** In its body, or in what of the program it calls. */
function asksAddress(m: Machine, node: FunctionNode, depth: number): boolean {
  const calls: CallExpr[] = [];
  const names: string[] = [];
  walkDeep(node.fn.body, (expr) => {
    if (expr.kind === 'member') names.push(expr.property);
    else if (expr.kind === 'name') names.push(expr.name);
    else if (expr.kind === 'call') calls.push(expr);
  });
  const asks = names.some((name) => ASKS_ADDRESS.test(name));
  if (asks || depth === MAX_DEPTH) return asks;
  return calls.some((call) => m.program.callees(call, node.scope).some(({ fn }) => asksAddress(m, fn, depth + 1)));
}
