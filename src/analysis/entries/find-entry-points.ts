import type { EntryPointFact } from '../../artifacts/facts';
import { GuardFinder } from '../guards/guard-facts';
import type { Program } from '../link/definitions';
import type { TextSource } from '../text-source';
import { linkUrlLists, viewsetRoutes } from './django-urls';
import { fileRoutes } from './file-routes';
import { javascriptRoutes } from './javascript-routes';
import { listeners } from './listeners';
import { meaningOf } from './meaning';
import { decoratedControllers } from './nest';
import { parametersOf } from './parameters';
import { pythonHandlers } from './python-handlers';
import { pythonRoutes } from './python-routes';
import type { Registration } from './registration';
import { RouterTree } from './router-tree';

/** The ways in, and the routers they hang on. */
export interface Entries {
  registrations: readonly Registration[];
  tree: RouterTree;
}

/** Everything the program registers to be called from outside, in the order of files and lines; not what stands in `foreign` files. */
export function readEntries(program: Program, foreign: ReadonlySet<string> = new Set()): Entries {
  const tree = new RouterTree(program);
  const python = [...pythonRoutes(program, tree), ...viewsetRoutes(program)];
  linkUrlLists(program, tree, python);
  const all = [...javascriptRoutes(program, tree), ...python, ...pythonHandlers(program), ...decoratedControllers(program), ...fileRoutes(program), ...listeners(program)];
  return { registrations: distinct(all).filter((one) => !foreign.has(one.at.file)).sort(byPlace), tree };
}

/** Entry points with their guards, parameters and meaning; ids count in the order of files and lines. */
export function findEntryPoints(program: Program, texts: TextSource, entries: Entries = readEntries(program)): EntryPointFact[] {
  const guards = new GuardFinder(program, texts, entries.tree);
  const posting = new Set(entries.registrations.filter((one) => one.method === 'POST').map(placeOf));
  return entries.registrations.map((registration, at): EntryPointFact => {
    const route = entries.tree.fullRoute(registration.router, registration.route);
    const { handler, method } = registration;
    const meaning = meaningOf(program, registration, route);
    return {
      id: `ep-${String(at + 1).padStart(3, '0')}`,
      kind: meaning.kind,
      framework: registration.framework,
      ...(method !== undefined && { method }),
      ...(route !== undefined && { route }),
      at: texts.span(registration.at.file, registration.at.span),
      ...(handler && {
        handler: { name: handler.name, ...(handler.fn && { functionId: handler.fn.key }), at: texts.span(handler.at.file, handler.at.span) },
      }),
      params: parametersOf(program, handler?.fn, route, registration.at.span.line, registration.kind),
      guards: guards.guardsOf(registration),
      publicByDesign: meaning.publicByDesign,
      // A handler for both methods shows the form on GET and changes something on POST.
      mutates: meaning.mutates && !(method === 'GET' && posting.has(placeOf(registration))),
      browserFacing: meaning.browserFacing,
    };
  });
}

function placeOf({ at, route }: Registration): string {
  return [at.file, at.span.line, at.span.column, route].join(' ');
}

function distinct(registrations: readonly Registration[]): Registration[] {
  const seen = new Set<string>();
  return registrations.filter((one) => {
    const key = [one.at.file, one.at.span.line, one.at.span.column, one.at.span.endLine, one.at.span.endColumn, one.method, one.route, one.kind, one.handler?.at.file, one.handler?.at.span.line].join(' ');
    return seen.has(key) ? false : seen.add(key);
  });
}

function byPlace(a: Registration, b: Registration): number {
  return compare(a.at.file, b.at.file) || a.at.span.line - b.at.span.line || a.at.span.column - b.at.span.column
    || compare(a.method ?? '', b.method ?? '') || compare(a.route ?? '', b.route ?? '') || compare(a.handler?.name ?? '', b.handler?.name ?? '');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
