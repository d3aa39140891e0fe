import type { ControlFact } from '../../../artifacts/facts';
import { BodyReasoning } from '../guards/body-reasoning';
import type { FunctionNode, Program } from '../link/definitions';
import type { TextSource } from '../../read/text-source';
import { calledName } from '../last-name';
import { controlId } from './control-id';

const GUARD_NAME = /admin|role|permission|privilege|staff|superuser|moderator|restrict|only/i;

/** Role checks written as middleware or decorator that stand in front of no entry point. */
export function unusedRoleChecks(program: Program, texts: TextSource, used: readonly ControlFact[]): ControlFact[] {
  const reasoning = new BodyReasoning(program);
  const inUse = new Set(used.map((control) => `${control.at.file}:${control.at.line}`));
  return [...program.functions.values()]
    .filter((fn) => GUARD_NAME.test(fn.fn.name) && isMiddleware(fn))
    .flatMap((fn): ControlFact[] => {
      const role = reasoning
        .checksOf(fn)
        .find(
          (check) =>
            check.category === 'authorization' && (check.establishes === 'role' || check.establishes === 'permission'),
        );
      const at = texts.span(fn.file, { ...fn.fn.span, line: fn.fn.signature.line });
      if (!role || inUse.has(`${at.file}:${at.line}`) || isUsed(program, fn)) return [];
      return [
        {
          id: controlId('authorization', [fn.fn.name, 'unused'].join(' '), at),
          category: 'authorization',
          kind: role.establishes,
          name: fn.fn.name,
          mechanism: { is: 'unused-role-check' },
          at,
          scope: 'function',
          strength: 'weak',
          basis: role.basis,
          idle: 'no-route',
          protects: [],
          covers: [],
          details: { symbol: fn.fn.name, establishes: role.establishes, unused: true },
        },
      ];
    });
}

/** `(req, res, next) => …`, or a decorator around a view. */
function isMiddleware({ fn }: FunctionNode): boolean {
  const names = fn.params.map((param) => param.name ?? '');
  if (names.length === 3 && /^(?:req|request|_req)$/.test(names[0] ?? '') && /^_?next$/.test(names[2] ?? ''))
    return true;
  return (
    names.length === 1 &&
    /^(?:f|fn|func|function|view|view_func|handler|wrapped)$/.test(names[0] ?? '') &&
    fn.body.some((stmt) => stmt.kind === 'function')
  );
}

/** A check that other code runs by hand, or that decorates something, is in use. */
function isUsed(program: Program, fn: FunctionNode): boolean {
  const decorates = ({ fn: { decorators } }: FunctionNode): boolean =>
    decorators.some((decorator) => calledName(decorator) === fn.fn.name);
  return (
    program.callersOf(fn).some((site) => site.caller.key !== fn.key) || [...program.functions.values()].some(decorates)
  );
}
