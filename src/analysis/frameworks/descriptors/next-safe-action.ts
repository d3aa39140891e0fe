import type { Program } from '../../engine/link/definitions';
import { handlerOf } from '../../engine/entries/handlers';
import type { Registration } from '../../engine/entries/registration';
import type { Framework } from '../framework';
import { describedBy, externals, usedBefore } from '../javascript/built-procedures';
import { exportNames } from '../javascript/exports';

/**
 * Actions that a client builds: `client.use(check).inputSchema(schema).action(handler)`. Source: next-safe-action 8,
 * "Create the client", "Middleware".
 */
export const NEXT_SAFE_ACTION: Framework = {
  id: 'next-safe-action',
  language: 'javascript',
  imports: /^next-safe-action$/,
  inputs: { names: [], positions: [{ at: 0, object: '@action', whateverName: true }] },
  models: {
    members: [
      { of: '@action', members: 'parsedInput clientInput bindArgsParsedInputs bindArgsClientInputs', source: 'body' },
    ],
  },
  read: [actions],
};

const CLIENT = String.raw`^next-safe-action\.createSafeActionClient\b.*`;
const ACTION = new RegExp(String.raw`${CLIENT}\.(?:action|stateAction)\(\)$`);
/** A check that is made apart from a client: its argument is the check. */
const MADE_APART = /^next-safe-action\.createMiddleware\(\)\.define\(\)$/;

function actions(program: Program): Registration[] {
  return program.calls.flatMap(({ expr, scope }): Registration[] => {
    const [handler] = expr.args;
    if (expr.callee.kind !== 'member' || !handler) return [];
    if (!externals(program, expr, scope).some(({ path }) => ACTION.test(path))) return [];
    const name = exportNames(program, scope.file).find((one) => isExportedAs(program, scope.file, one, expr));
    return [
      {
        kind: 'http',
        framework: 'next-safe-action',
        method: 'POST',
        route: `action:${name ?? '?'}`,
        scope,
        at: { file: scope.file, span: { ...expr.callee.span, line: handler.value.span.line } },
        before: usedBefore(program, { expr, scope }, MADE_APART),
        described: describedBy(program, { expr, scope }, /^(?:inputSchema|schema)$/, '@action.parsedInput'),
        handler: handlerOf(program, handler.value, scope),
        router: 'next',
      },
    ];
  });
}

const isExportedAs = (program: Program, file: string, name: string, expr: object): boolean =>
  program.member({ kind: 'module', file }, name).some((one) => one.kind === 'external' && one.origin?.expr === expr);
