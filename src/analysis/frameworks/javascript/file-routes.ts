import type { FunctionIr, Stmt } from '../../read/ir';
import type { FunctionNode, Program } from '../../engine/link/definitions';
import { handlerOfFunction } from '../../engine/entries/handlers';
import type { Registration } from '../../engine/entries/registration';

const HTTP_EXPORT = /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$/;
const LOWER_EXPORT = /^(get|post|put|patch|del|delete|GET|POST|PUT|PATCH|DELETE)$/;

/** Frameworks where the place of a file is the route: Next.js, SvelteKit, Remix, Nuxt; and serverless handlers. */
export function fileRoutes(program: Program): Registration[] {
  const packages = usedModules(program);
  const functions = functionsByFile(program);
  return [...program.files.keys()].sort().flatMap((file) => {
    if (/\.py$/.test(file)) return [];
    return [
      ...nextRoutes(program, file, packages),
      ...svelteRoutes(program, file),
      ...serverActions(program, file, functions.get(file) ?? []),
      ...serverless(program, file),
    ];
  });
}

function functionsByFile(program: Program): ReadonlyMap<string, readonly FunctionNode[]> {
  const byFile = new Map<string, FunctionNode[]>();
  for (const fn of program.functions.values()) {
    const list = byFile.get(fn.file);
    if (list) list.push(fn);
    else byFile.set(fn.file, [fn]);
  }
  return byFile;
}

function usedModules(program: Program): ReadonlySet<string> {
  const names = new Set<string>();
  for (const file of program.files.values())
    for (const stmt of file.body) if (stmt.kind === 'import') names.add(stmt.module.split('/')[0] ?? '');
  return names;
}

function exported(program: Program, file: string, name: string): FunctionNode | undefined {
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

function exportNames(program: Program, file: string): string[] {
  return (program.files.get(file)?.body ?? []).flatMap((stmt): string[] => {
    if (stmt.kind !== 'export') return [];
    const { declaration } = stmt;
    if (declaration?.kind === 'function') return [declaration.fn.name];
    if (declaration?.kind === 'declare' && declaration.target.kind === 'bind') return [declaration.target.name];
    if (declaration?.kind === 'declare' && declaration.target.kind === 'objectPattern')
      return declaration.target.properties.flatMap((one) => (one.target.kind === 'bind' ? [one.target.name] : []));
    return stmt.names.map((one) => one.exported);
  });
}

function nextRoutes(program: Program, file: string, packages: ReadonlySet<string>): Registration[] {
  const app = /(?:^|\/)app\/((?:.*\/)?)route\.[jt]sx?$/.exec(file);
  if (app) {
    const route = segments(app[1] ?? '');
    return exportNames(program, file)
      .filter((name) => HTTP_EXPORT.test(name))
      .map((name) => made(program, file, name, { framework: 'next', method: name, route }));
  }
  const pages = /(?:^|\/)pages\/(api\/.*)\.[jt]sx?$/.exec(file);
  if (pages && (packages.has('next') || exported(program, file, 'default'))) {
    const fn = exported(program, file, 'default');
    return fn
      ? [
          made(program, file, 'default', {
            framework: 'next',
            method: 'ALL',
            route: segments(pages[1] ?? '').replace(/\/index$/, ''),
          }),
        ]
      : [];
  }
  return [];
}

function svelteRoutes(program: Program, file: string): Registration[] {
  const match = /(?:^|\/)routes\/((?:.*\/)?)\+server\.[jt]s$/.exec(file);
  if (!match) return [];
  return exportNames(program, file)
    .filter((name) => LOWER_EXPORT.test(name))
    .map((name) =>
      made(program, file, name, {
        framework: 'sveltekit',
        method: name.toUpperCase(),
        route: segments(match[1] ?? ''),
      }),
    );
}

/** Route groups `(x)` and parallel routes `@x` are no part of the address. */
function segments(path: string): string {
  const parts = path.split('/').filter((part) => part !== '' && !/^\(.*\)$/.test(part) && !part.startsWith('@'));
  return `/${parts.join('/')}`;
}

function made(
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

/** `'use server'` at the top of a file or function makes functions callable from the browser. */
function serverActions(program: Program, file: string, functions: readonly FunctionNode[]): Registration[] {
  const module = program.moduleOf(file);
  if (!module) return [];
  const whole = isDirective(module.fn.body);
  return functions.flatMap((fn): Registration[] => {
    if (fn.fn.id === '<module>') return [];
    const own = isDirective(fn.fn.body);
    if (!own && !(whole && fn.fn.async && fn.parent === module)) return [];
    return [
      {
        kind: 'http',
        framework: 'next',
        method: 'POST',
        route: `action:${fn.fn.name}`,
        scope: fn.scope,
        before: [],
        handler: handlerOfFunction(fn),
        router: 'next',
        at: { file, span: { ...fn.fn.span, line: fn.fn.signature.line } },
      },
    ];
  });
}

function isDirective(body: FunctionIr['body']): boolean {
  const first = body[0];
  return first?.kind === 'expr' && first.expr.kind === 'literal' && first.expr.value === 'use server';
}

/** Functions that clouds call: `exports.handler = (event, context)`. */
function serverless(program: Program, file: string): Registration[] {
  const names = new Set(['handler', 'lambdaHandler', ...exportNames(program, file)]);
  return [...names].flatMap((name): Registration[] => {
    const fn = exported(program, file, name);
    if (!fn || fn.file !== file || !/^_?(event|evt)$/.test(fn.fn.params[0]?.name ?? '')) return [];
    // Under any other name the second parameter has to say that a cloud calls.
    if (!/handler$/i.test(name) && !/^_?(context|ctx|callback)$/.test(fn.fn.params[1]?.name ?? '')) return [];
    return [
      {
        kind: 'http',
        framework: 'serverless',
        method: 'ALL',
        scope: fn.scope,
        before: [],
        handler: handlerOfFunction(fn),
        at: { file, span: { ...fn.fn.span, line: fn.fn.signature.line } },
      },
    ];
  });
}
