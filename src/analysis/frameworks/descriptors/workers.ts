import type { HandlerInputs } from '../../engine/conventions';
import { handlerOf } from '../../engine/entries/handlers';
import type { Registration } from '../../engine/entries/registration';
import { propertyOf } from '../../engine/link/property';
import type { CallSite, Definition, Program, Scope } from '../../engine/link/definitions';
import type { Expr, Span } from '../../read/ir';
import type { Framework } from '../framework';
import { perFile } from '../javascript/exports';

/** The request alone; what it is answered with is returned. */
const REQUEST_ONLY: HandlerInputs = { names: [], positions: [{ at: 0, object: '@req', whateverName: true }] };

/** Takes the function that answers as an option, or as an argument. */
const SERVES = /^(?:Bun|Deno)\.serve$/;

/**
 * Servers that call `fetch` for each request: workers at the edge export an object that has it, and runtimes are
 * handed one.
 */
export const WORKERS: Framework = {
  id: 'workers',
  language: 'javascript',
  inputs: REQUEST_ONLY,
  read: [
    (program) => perFile(program, (file) => exportedHandler(program, file)),
    (program) => program.calls.flatMap((one) => served(program, one)),
  ],
};

function exportedHandler(program: Program, file: string): Registration[] {
  return program
    .member({ kind: 'module', file }, 'default')
    .flatMap((one) => (one.kind === 'object' && one.scope.file === file ? [one] : []))
    .flatMap((one) => fetchOf(program, one));
}

function fetchOf(program: Program, { expr, scope }: Extract<Definition, { kind: 'object' }>): Registration[] {
  const found = propertyOf(program, expr, scope, 'fetch');
  const takesRequest = found?.expr.kind === 'function' && found.expr.fn.params.length > 0;
  return found && takesRequest ? [registration(program, found, found.expr.span)] : [];
}

function served(program: Program, { expr, scope }: CallSite): Registration[] {
  if (!program.externalPaths(expr.callee, scope).some((path) => SERVES.test(path))) return [];
  return expr.args.flatMap(({ value }): Registration[] => {
    const found = value.kind === 'function' ? { expr: value, scope } : propertyOf(program, value, scope, 'fetch');
    return found ? [registration(program, found, expr.span)] : [];
  });
}

function registration(program: Program, handler: { expr: Expr; scope: Scope }, span: Span): Registration {
  return {
    kind: 'http',
    framework: 'workers',
    method: 'ALL',
    route: '/*',
    at: { file: handler.scope.file, span },
    scope: handler.scope,
    before: [],
    handler: handlerOf(program, handler.expr, handler.scope),
  };
}
