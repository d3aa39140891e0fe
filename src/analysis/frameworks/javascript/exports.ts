import type { Stmt } from '../../read/ir';
import type { FunctionNode, Program } from '../../engine/link/definitions';
import { handlerOfFunction } from '../../engine/entries/handlers';
import type { Registration } from '../../engine/entries/registration';

/** The function a file exports under a name, looked for behind wrappers as well. */
export function exported(program: Program, file: string, name: string): FunctionNode | undefined {
  const found = program.member({ kind: 'module', file }, name).find((one) => one.kind === 'function');
  if (found?.kind === 'function') return found.fn;
  // `export default withAuth(handler)`
  const wrapped = program
    .member({ kind: 'module', file }, name)
    .flatMap((one) =>
      one.kind === 'external' && one.origin
        ? one.origin.expr.args.map((arg) => ({ arg, scope: one.origin?.scope }))
        : [],
    );
  for (const { arg, scope } of wrapped) {
    const fn = scope && program.resolve(arg.value, scope).find((one) => one.kind === 'function');
    if (fn?.kind === 'function') return fn.fn;
  }
  return undefined;
}

export function exportNames(program: Program, file: string): string[] {
  return (program.files.get(file)?.body ?? []).flatMap((stmt): string[] => {
    if (stmt.kind !== 'export') return [];
    if (stmt.isDefault) return ['default'];
    const { declaration } = stmt;
    if (declaration?.kind === 'function') return [declaration.fn.name];
    if (declaration?.kind === 'declare' && declaration.target.kind === 'bind') return [declaration.target.name];
    if (declaration?.kind === 'declare' && declaration.target.kind === 'objectPattern')
      return declaration.target.properties.flatMap((one) => (one.target.kind === 'bind' ? [one.target.name] : []));
    return stmt.names.map((one) => one.exported);
  });
}

/** Routes of the files that are given by their places, from all files of the language. */
export function perFile(program: Program, read: (file: string) => Registration[]): Registration[] {
  return [...program.files.keys()].sort().flatMap((file) => (/\.py$/.test(file) ? [] : read(file)));
}

/** Route groups `(x)` and parallel routes `@x` are no part of the address. */
export function segments(path: string): string {
  const parts = path.split('/').filter((part) => part !== '' && !/^\(.*\)$/.test(part) && !part.startsWith('@'));
  return `/${parts.join('/')}`;
}

/** A route that answers with an exported function. */
export function made(
  program: Program,
  file: string,
  name: string,
  facts: { framework: string; method: string; route: string },
): Registration {
  const fn = exported(program, file, name);
  const module = program.moduleOf(file);
  const span = fn && fn.file === file ? { ...fn.fn.span, line: fn.fn.signature.line } : exportSpan(program, file, name);
  return {
    kind: 'http',
    ...facts,
    at: { file, span },
    scope: module?.scope ?? { file },
    before: [],
    router: 'next',
    ...(fn && { handler: { ...handlerOfFunction(fn), name: fn.fn.name.startsWith('<') ? name : fn.fn.name } }),
  };
}

function exportSpan(program: Program, file: string, name: string): Stmt['span'] {
  const body = program.files.get(file)?.body ?? [];
  const found = body.find(
    (stmt) =>
      stmt.kind === 'export' &&
      (stmt.names.some((one) => one.exported === name) ||
        (stmt.isDefault && name === 'default') ||
        stmt.declaration !== undefined),
  );
  return found?.span ?? { line: 1, column: 0, endLine: 1, endColumn: 0 };
}
