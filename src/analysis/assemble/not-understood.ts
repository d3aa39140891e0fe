import { posix } from 'node:path';
import type { NotUnderstood } from '../../artifacts/coverage';
import type { DependencyFact, EntryPointFact } from '../../artifacts/facts';
import type { FileFact } from '../../artifacts/inventory';
import { FOREIGN_FRAMEWORKS } from '../../knowledge/frameworks/other-languages';
import { WEB_FRAMEWORKS, type WebFramework } from '../../knowledge/frameworks/web-frameworks';
import type { Framework } from '../frameworks/framework';
import type { Program } from '../engine/link/definitions';
import { modulesNamedIn } from '../engine/link/imports-in';
import { compareByPlace, compareText } from '../read/order';
import type { TextSource } from '../read/text-source';
import { registrationsNotUnderstood } from './dynamic-code';
import { serversNotUnderstood } from './unknown-servers';

/** Names of one kind that are listed; the rest of them is counted at the last. */
const MOST = 200;
const MAX_MANIFEST = 512 * 1024;
const MAX_LINE = 2_000;

interface Place {
  file: string;
  line: number;
}

export interface Known {
  program: Program;
  files: readonly FileFact[];
  texts: TextSource;
  entryPoints: readonly EntryPointFact[];
  dependencies: readonly DependencyFact[];
  /** The frameworks that are known. */
  frameworks: readonly Framework[];
}

function item(what: NotUnderstood['what'], name: string, places: readonly Place[]): NotUnderstood[] {
  const [first] = [...places].sort(compareByPlace);
  return first ? [{ what, name, file: first.file, line: first.line, places: places.length }] : [];
}

/** Where each module is imported, by module name and language. */
function importsOf(program: Program): { module: string; python: boolean; place: Place }[] {
  return [...program.files.values()].flatMap((file) =>
    modulesNamedIn(file)
      .filter((one) => !one.typeOnly && one.level === 0 && !one.module.startsWith('.'))
      .map((one) => ({
        module: one.module.replace(/^node:/, ''),
        python: file.language === 'python',
        place: { file: file.path, line: one.span.line },
      })),
  );
}

function serves(program: Program, framework: WebFramework): boolean {
  const { serves: pattern } = framework;
  if (!pattern) return true;
  return program.calls.some(({ expr, scope }) =>
    program.externalPaths(expr.callee, scope).some((path) => pattern.test(path)),
  );
}

/** Web frameworks that are imported, or declared and nowhere imported, while no entry point of them was found. */
function frameworks({ program, entryPoints, dependencies }: Known): NotUnderstood[] {
  const followed = [...new Set(entryPoints.map((entry) => entry.framework))];
  const isFollowed = (one: WebFramework): boolean =>
    followed.some((name) => name === one.name || one.follows?.test(name) === true);
  const imports = importsOf(program);
  const declared = dependencies.filter((one) => one.direct && !one.dev && one.line !== undefined);
  return WEB_FRAMEWORKS.filter((one) => !isFollowed(one)).flatMap((framework) => {
    const python = framework.language === 'python';
    const places = imports
      .filter((one) => one.python === python && framework.modules.test(one.module))
      .map((one) => one.place);
    if (places.length > 0) return serves(program, framework) ? item('framework', framework.name, places) : [];
    if (framework.serves) return [];
    const named = declared.filter(
      (one) =>
        (one.ecosystem === 'pypi') === python &&
        framework.modules.test(python ? one.name.toLowerCase().replaceAll('-', '_') : one.name),
    );
    return item(
      'framework',
      framework.name,
      named.map((one) => ({ file: one.manifest, line: one.line ?? 1 })),
    );
  });
}

/** Frameworks of languages that are not read, by their manifests. */
function foreignFrameworks({ files, texts }: Known): NotUnderstood[] {
  const found = new Map<string, Place[]>();
  for (const file of files) {
    const table = FOREIGN_FRAMEWORKS.find((one) => one.manifest.test(posix.basename(file.path)));
    if (!table || file.sha256 === '' || file.size > MAX_MANIFEST || file.role === 'test' || file.role === 'docs')
      continue;
    const lines = texts
      .text(file.path)
      .split('\n')
      .map((line) => line.slice(0, MAX_LINE));
    for (const [name, pattern] of table.frameworks) {
      const at = lines.findIndex((line) => pattern.test(line));
      if (at >= 0) found.set(name, [...(found.get(name) ?? []), { file: file.path, line: at + 1 }]);
    }
  }
  return [...found].flatMap(([name, places]) => item('framework', name, places));
}

/** Entry points whose handler was not found in the code. */
function handlers(entryPoints: readonly EntryPointFact[]): NotUnderstood[] {
  return entryPoints
    .filter((entry) => entry.followed !== true)
    .flatMap((entry) => {
      const name = [entry.method, entry.route].filter(Boolean).join(' ') || entry.handler?.name || entry.framework;
      return item('handler', name, [{ file: entry.at.file, line: entry.at.line }]);
    });
}

const byName = (a: NotUnderstood, b: NotUnderstood): number => compareByPlace(a, b) || compareText(a.name, b.name);

/**
 * What takes input and was not understood: frameworks, servers, registrations made
 * from data, handlers that were not found.
 */
export function findNotUnderstood(known: Known): NotUnderstood[] {
  const named = [...frameworks(known), ...foreignFrameworks(known)];
  const groups = [
    named,
    serversNotUnderstood(known, named),
    registrationsNotUnderstood(known.program, known.frameworks),
    handlers(known.entryPoints),
  ];
  return groups.flatMap((group) => group.sort(byName).slice(0, MOST));
}
