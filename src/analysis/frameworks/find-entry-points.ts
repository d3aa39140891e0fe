import type { EntryPointFact, GuardFact } from '../../artifacts/facts';
import type { Part } from '../../artifacts/unread';
import { signsIn } from '../engine/evidence/signs-in';
import { GuardFinder } from '../engine/guards/guard-facts';
import { identifies, whoMayCall } from '../engine/guards/who-may-call';
import type { FunctionNode, Program } from '../engine/link/definitions';
import { compareText } from '../read/order';
import type { TextSource } from '../read/text-source';
import { withoutHandingOn } from './handing-on';
import { javascriptRoutes } from './javascript/routes';
import type { Framework } from './framework';
import { listeners } from './listeners';
import { meaningOf } from './meaning';
import { parametersOf } from './parameters';
import { handlerClasses } from './python/handler-classes';
import { FRAMEWORKS } from './registry';
import { pythonRoutes } from './python/routes';
import type { Described, Registration } from '../engine/entries/registration';
import { onlyInDevelopment } from './only-in-development';
import { RouterTree } from '../engine/entries/router-tree';
import { standingChecks } from './standing-checks';
import { type StandingChecks } from '../engine/guards/standing-checks';

/** The ways in, and the routers they hang on. */
export interface Entries {
  registrations: readonly Registration[];
  tree: RouterTree;
  standing: StandingChecks;
}

/** Runs a reader of registrations; one that throws must not take along what the others read. */
export type ReadPart = (part: Part | { framework: string }, work: () => Registration[]) => Registration[];
/** Runs the work on one entry point of a file. */
export type PerEntry = (file: string, work: () => void) => void;

const PLAINLY: ReadPart = (_part, work) => work();
const UNGUARDED: PerEntry = (_file, work) => work();

/**
 * Everything the program registers to be called from outside, in the order of files and
 * lines; not what stands in `foreign` files. Only the given frameworks are known.
 */
export function readEntries(
  program: Program,
  foreign: ReadonlySet<string> = new Set(),
  read: ReadPart = PLAINLY,
  known: readonly Framework[] = FRAMEWORKS,
): Entries {
  const tree = new RouterTree(program);
  // Every reader goes through all calls: those of a language that nothing is written in would do so for nothing.
  const spoken = new Set<string>([...program.files.keys()].map((file) => program.dialectOf(file).id));
  const frameworks = known.filter((one) => spoken.has(one.language));
  const { javascript, python } = byLanguage(frameworks);
  const all = [
    ...read('javascript-routes', () => javascriptRoutes(program, tree, javascript)),
    ...read('python-routes', () => pythonRoutes(program, tree, python)),
    ...read('python-handlers', () => handlerClasses(program, python)),
    ...frameworks.flatMap(({ id, read: readers = [] }) =>
      readers.flatMap((find) => read({ framework: id }, () => find(program, tree))),
    ),
    ...read('listeners', () => listeners(program, frameworks)),
  ];
  for (const { id, link } of frameworks) {
    if (!link) continue;
    read({ framework: id }, () => {
      link(program, tree, all);
      return [];
    });
  }
  return {
    registrations: withoutHandingOn(distinct(all))
      .filter((one) => !foreign.has(one.at.file))
      .sort(byPlace),
    tree,
    standing: standingChecks(program, frameworks),
  };
}

function byLanguage(frameworks: readonly Framework[]): Record<Framework['language'], Framework[]> {
  return {
    javascript: frameworks.filter((one) => one.language === 'javascript'),
    python: frameworks.filter((one) => one.language === 'python'),
  };
}

/** Entry points with their guards, parameters and meaning; ids count in the order of files and lines. */
export function findEntryPoints(
  program: Program,
  texts: TextSource,
  entries: Entries = readEntries(program),
  perEntry: PerEntry = UNGUARDED,
): EntryPointFact[] {
  const describer = new EntryDescriber(program, texts, entries);
  const found: EntryPointFact[] = [];
  entries.registrations.forEach((registration, at) => {
    perEntry(registration.at.file, () => found.push(describer.describe(registration, at + 1)));
  });
  return found;
}

const idOf = (number: number): string => `ep-${String(number).padStart(3, '0')}`;

/** What requests are held to beside their registration, by the id of the entry point. */
export function describedById(
  registrations: ReadonlyMap<string, Registration>,
): ReadonlyMap<string, readonly Described[]> {
  const found = new Map<string, readonly Described[]>();
  for (const [id, { described }] of registrations) if (described) found.set(id, described);
  return found;
}

/** What was registered, by the ids of the entry points. */
export function registrationsById({ registrations }: Entries): ReadonlyMap<string, Registration> {
  return new Map(registrations.map((one, at) => [idOf(at + 1), one]));
}

class EntryDescriber {
  private readonly guards: GuardFinder;
  private readonly posting: ReadonlySet<string>;
  private readonly waysIn = new Map<FunctionNode, boolean>();

  constructor(
    private readonly program: Program,
    private readonly texts: TextSource,
    private readonly entries: Entries,
  ) {
    this.guards = new GuardFinder(program, texts, entries.tree, entries.standing);
    this.posting = new Set(entries.registrations.filter((one) => one.method === 'POST').map(placeOf));
  }

  describe(registration: Registration, number: number): EntryPointFact {
    const { program, texts } = this;
    const route = this.entries.tree.fullRoute(registration.router, registration.route);
    const { handler, method, answeredByLibrary } = registration;
    const meaning = meaningOf(program, registration, route);
    const guards = this.guards.guardsOf(registration);
    const checked = {
      ...(handler && {
        handler: {
          name: handler.name,
          ...(handler.fn && { functionId: handler.fn.key }),
          at: texts.span(handler.at.file, handler.at.span),
        },
      }),
      guards,
      unexplained: this.guards.unexplainedOf(registration),
      publicByDesign: meaning.publicByDesign || (handler?.fn !== undefined && this.isWayIn(handler.fn, guards)),
      ...(answeredByLibrary && { answeredByLibrary }),
    };
    return {
      id: idOf(number),
      kind: meaning.kind,
      framework: registration.framework,
      ...(method !== undefined && { method }),
      ...(route !== undefined && { route }),
      at: texts.span(registration.at.file, registration.at.span),
      ...checked,
      ...whoMayCall({ ...checked, asksIdentity: this.guards.asksIdentity(registration) }),
      params: parametersOf(program, registration, route),
      onlyInDevelopment: onlyInDevelopment(registration, texts),
      // A handler for both methods shows the form on GET and changes something on POST.
      mutates: meaning.mutates && !(method === 'GET' && this.posting.has(placeOf(registration))),
      browserFacing: meaning.browserFacing,
    };
  }

  /** Nobody has to be known to sign in. One function may answer thousands of routes. */
  private isWayIn(handler: FunctionNode, guards: readonly GuardFact[]): boolean {
    if (guards.some(identifies)) return false;
    let is = this.waysIn.get(handler);
    if (is === undefined) this.waysIn.set(handler, (is = signsIn(this.program, handler)));
    return is;
  }
}

function placeOf({ at, route }: Registration): string {
  return [at.file, at.span.line, at.span.column, route].join(' ');
}

function distinct(registrations: readonly Registration[]): Registration[] {
  const seen = new Set<string>();
  return registrations.filter((one) => {
    const key = [
      one.at.file,
      one.at.span.line,
      one.at.span.column,
      one.at.span.endLine,
      one.at.span.endColumn,
      one.method,
      one.route,
      one.kind,
      one.handler?.at.file,
      one.handler?.at.span.line,
    ].join(' ');
    return seen.has(key) ? false : seen.add(key);
  });
}

function byPlace(a: Registration, b: Registration): number {
  return (
    compareText(a.at.file, b.at.file) ||
    a.at.span.line - b.at.span.line ||
    a.at.span.column - b.at.span.column ||
    compareText(a.method ?? '', b.method ?? '') ||
    compareText(a.route ?? '', b.route ?? '') ||
    compareText(a.handler?.name ?? '', b.handler?.name ?? '')
  );
}
