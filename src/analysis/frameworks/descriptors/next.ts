import type { FunctionIr } from '../../read/ir';
import type { FunctionNode, Program } from '../../engine/link/definitions';
import { handlerOfFunction } from '../../engine/entries/handlers';
import type { Registration } from '../../engine/entries/registration';
import type { Framework } from '../framework';
import { exported, exportNames, made, perFile, segments } from '../javascript/exports';
import { middlewareFiles } from './next-middleware';
import { REQUEST_THEN_CONTEXT } from './usual-inputs';

const HTTP_EXPORT = /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$/;

/** Next.js: the place of a file is the route; functions that the browser calls. */
export const NEXT: Framework = {
  id: 'next',
  language: 'javascript',
  imports: /^next(\/|$)/,
  inputs: REQUEST_THEN_CONTEXT,
  standing: middlewareFiles,
  read: [fileRoutes],
};

function fileRoutes(program: Program): Registration[] {
  const packages = usedModules(program);
  const functions = functionsByFile(program);
  return perFile(program, (file) => [
    ...nextRoutes(program, file, packages),
    ...serverActions(program, file, functions.get(file) ?? []),
  ]);
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

/** `'use server'` in a function, or at the top of a file that exports it, lets browsers call the function. */
function serverActions(program: Program, file: string, functions: readonly FunctionNode[]): Registration[] {
  const module = program.moduleOf(file);
  if (!module) return [];
  const names = isDirective(module.fn.body) ? exportNames(program, file) : [];
  const found = new Map<FunctionNode, Registration>();
  for (const fn of functions)
    if (fn.fn.id !== '<module>' && isDirective(fn.fn.body)) found.set(fn, action(fn, fn.fn.name));
  for (const name of names) {
    const fn = isBuilt(program, file, name) ? undefined : exported(program, file, name);
    if (fn && !found.has(fn)) found.set(fn, action(fn, name));
  }
  return [...found.values()];
}

/** Libraries whose clients build actions are asked themselves. */
const BUILDS_ACTIONS = /^next-safe-action\./;

const isBuilt = (program: Program, file: string, name: string): boolean =>
  program
    .member({ kind: 'module', file }, name)
    .some((one) => one.kind === 'external' && BUILDS_ACTIONS.test(one.path));

function action(fn: FunctionNode, name: string): Registration {
  return {
    kind: 'http',
    framework: 'next',
    method: 'POST',
    route: `action:${name}`,
    scope: fn.scope,
    before: [],
    handler: handlerOfFunction(fn),
    router: 'next',
    at: { file: fn.file, span: { ...fn.fn.span, line: fn.fn.signature.line } },
  };
}

function isDirective(body: FunctionIr['body']): boolean {
  const first = body[0];
  return first?.kind === 'expr' && first.expr.kind === 'literal' && first.expr.value === 'use server';
}
