import type { ZoneGround } from '../../artifacts/considered';
import type { Zone } from '../../artifacts/enums';
import type { EntryPointFact } from '../../artifacts/facts';
import type { FileFact } from '../../artifacts/inventory';
import {
  CLIENT_FILE,
  CLIENT_FOLDER,
  CLIENT_LIBRARY,
  TEST_LIBRARY,
  TOOL_FILES,
  ZONE_HINTS,
} from '../../knowledge/zones';
import type { Program } from '../engine/link/definitions';
import type { TextSource } from '../read/text-source';
import { startedFiles, testedWith } from './started';

/** Ways in that other machines use: what registers one serves somebody. */
const SERVES: ReadonlySet<EntryPointFact['kind']> = new Set<EntryPointFact['kind']>([
  'http',
  'graphql',
  'websocket',
  'fileUpload',
  'webhook',
  'messageQueue',
  'scheduled',
]);

type Hint = (path: string) => Zone | undefined;

/** What the name of a file suggests, and what it loads where the name alone does not suffice. */
function hintsBy(libraries: Loads['libraries']): Hint {
  const isTool = (path: string): boolean =>
    TOOL_FILES.some((one) => one.path.test(path) && (libraries.get(path) ?? []).some((name) => one.library.test(name)));
  return (path) => ZONE_HINTS.find(([, pattern]) => pattern.test(path))?.[0] ?? (isTool(path) ? 'tooling' : undefined);
}

/** Where a file runs, and what says so. */
export interface ZoneFound {
  zone: Zone;
  ground: ZoneGround;
}

/** Everything that is loaded when the roots are, each with what loads it; the roots with nothing. */
function reached(
  roots: Iterable<string>,
  loads: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, string | undefined> {
  const found = new Map<string, string | undefined>();
  const open: { file: string; by?: string }[] = [...roots].map((file) => ({ file }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { file, by } = next;
    if (found.has(file)) continue;
    found.set(file, by);
    open.push(...(loads.get(file) ?? []).map((loaded) => ({ file: loaded, by: file })));
  }
  return found;
}

/** What is written for a browser: it names a library that draws pages, or is a page. */
function clientRoots(program: Program, libraries: ReadonlyMap<string, readonly string[]>): string[] {
  return [...program.files.keys()].filter(
    (file) =>
      CLIENT_FILE.test(file) ||
      CLIENT_FOLDER.test(file) ||
      (libraries.get(file) ?? []).some((name) => CLIENT_LIBRARY.test(name)),
  );
}

interface Loads {
  files: Map<string, readonly string[]>;
  libraries: Map<string, readonly string[]>;
}

function loadsOf(program: Program): Loads {
  const loads: Loads = { files: new Map(), libraries: new Map() };
  for (const file of program.files.keys()) {
    const imported = program.importedBy(file);
    loads.files.set(file, imported.files);
    loads.libraries.set(file, imported.libraries);
  }
  return loads;
}

/**
 * Files that run where the product runs: started by manifests, or serving
 * somebody and not said to be for something else.
 */
function productionRoots(
  started: ReadonlySet<string>,
  tests: ReadonlySet<string>,
  program: Program,
  entryPoints: readonly EntryPointFact[],
  libraries: Loads['libraries'],
  hintOf: Hint,
): Set<string> {
  const serving = entryPoints.filter(
    ({ kind, at: { file } }) =>
      SERVES.has(kind) && (started.has(file) || (hintOf(file) === undefined && !tests.has(file))),
  );
  const pages = new Set(clientRoots(program, libraries));
  return new Set([
    ...[...started].filter((file) => !pages.has(file)),
    ...serving.flatMap((entry) => [entry.at.file, ...(entry.handler ? [entry.handler.at.file] : [])]),
  ]);
}

/** Files that test: a manifest starts them for that, or they load what only tests need. */
function testFiles(
  readable: readonly string[],
  program: Program,
  texts: TextSource,
  libraries: Loads['libraries'],
): Set<string> {
  const files = [...program.files.keys()];
  const loading = files.filter((file) => (libraries.get(file) ?? []).some((name) => TEST_LIBRARY.test(name)));
  return new Set([...loading, ...testedWith(readable, new Set(files), texts)]);
}

/**
 * Where each file runs. What production roots load is production, what pages load besides is the client; for the rest
 * names are the only hint. Where nothing but hinted files exists they are the product.
 */
export function findZones(
  files: readonly FileFact[],
  program: Program,
  texts: TextSource,
  entryPoints: readonly EntryPointFact[],
): ReadonlyMap<string, ZoneFound> {
  const loads = loadsOf(program);
  const readable = files.filter((file) => file.sha256 !== '').map((file) => file.path);
  const started = startedFiles(readable, new Set(program.files.keys()), texts);
  const tests = testFiles(readable, program, texts, loads.libraries);
  const hintOf = hintsBy(loads.libraries);
  const roots = productionRoots(started, tests, program, entryPoints, loads.libraries, hintOf);
  const server = reached(roots, loads.files);
  const client = reached(
    clientRoots(program, loads.libraries).filter((file) => !server.has(file)),
    loads.files,
  );
  const onlyHinted = [...program.files.keys()].every((file) => hintOf(file) !== undefined && !server.has(file));
  const loaded = (zone: Zone, by: string | undefined, root: ZoneGround['kind']): ZoneFound =>
    by === undefined ? { zone, ground: { kind: root } } : { zone, ground: { kind: 'loaded', by } };
  const zoneOf = ({ path, role }: FileFact): ZoneFound => {
    if (role === 'test') return { zone: 'test', ground: { kind: 'name' } };
    if (server.has(path)) return loaded('production', server.get(path), started.has(path) ? 'started' : 'serves');
    const hint = hintOf(path);
    if (hint !== undefined && !onlyHinted) return { zone: hint, ground: { kind: 'name' } };
    if (tests.has(path)) return { zone: 'test', ground: { kind: 'tests' } };
    if (client.has(path)) return loaded('client', client.get(path), 'page');
    return { zone: 'production', ground: { kind: 'nothing' } };
  };
  return new Map(files.map((file) => [file.path, zoneOf(file)]));
}
