import { accessLine, type AccessLine, type PolicyFact } from '../artifacts/access';
import type { Coverage, LanguageCoverage, NotUnderstood } from '../artifacts/coverage';
import type { Zone } from '../artifacts/enums';
import { coverageInWords } from '../wording/coverage';
import type { CodeFacts, ControlFact, EntryPointFact, GuardFact } from '../artifacts/facts';

interface EntryPointLine {
  file: string;
  line: number;
  kind: string;
  method?: string;
  route?: string;
  framework?: string;
  handlerFile?: string;
  handlerLine?: number;
  /** Where the code that registers it runs. */
  zone?: Zone;
  authentication: EntryPointFact['authentication'];
  authorization: EntryPointFact['authorization'];
  mechanism?: EntryPointFact['mechanism'];
  roles: string[];
  guards: GuardLine[];
  /** Registration and handler are resolved and were followed. */
  followed: boolean;
}

interface GuardLine {
  name: string;
  file: string;
  line: number;
  does: string;
  when?: string;
}

interface ControlLine {
  kind: string;
  category: string;
  name: string;
  file: string;
  line: number;
  /** Of the ways in that other machines use, those it covers; absent where it is not bound to any. */
  covers?: { entryPoints: number; of: number };
}

interface CoverageLines {
  files: Coverage['files'];
  lines: Coverage['lines'];
  byLanguage: LanguageCoverage[];
  handlers: Coverage['handlers'];
  unread: Coverage['unread'];
  notUnderstood: NotUnderstood[];
}

export interface FactsFile {
  entryPoints: EntryPointLine[];
  access: AccessLine[];
  policies: PolicyFact[];
  controls: ControlLine[];
  dependencies: { name: string; version: string; manifest: string; line?: number }[];
  coverage: CoverageLines;
}

function guardLine({ name, at, establishes, when, condition }: GuardFact): GuardLine {
  const conditions = [condition, when].filter((one) => one !== undefined);
  return {
    name,
    file: at.file,
    line: at.line,
    does: establishes,
    ...(conditions.length > 0 ? { when: conditions.join(', ') } : {}),
  };
}

function entryPointLine(entry: EntryPointFact, zone: Zone | undefined): EntryPointLine {
  const { handler } = entry;
  return {
    file: entry.at.file,
    line: entry.at.line,
    kind: entry.kind,
    ...(entry.method === undefined ? {} : { method: entry.method }),
    ...(entry.route === undefined ? {} : { route: entry.route }),
    framework: entry.framework,
    ...(handler ? { handlerFile: handler.at.file, handlerLine: handler.at.line } : {}),
    ...(zone === undefined ? {} : { zone }),
    authentication: entry.authentication,
    authorization: entry.authorization,
    ...(entry.mechanism === undefined ? {} : { mechanism: entry.mechanism }),
    roles: entry.roles,
    guards: entry.guards.map(guardLine),
    followed: entry.followed === true,
  };
}

/** Ways in that other machines use. */
const FROM_OUTSIDE: ReadonlySet<EntryPointFact['kind']> = new Set<EntryPointFact['kind']>([
  'http',
  'graphql',
  'websocket',
  'fileUpload',
  'webhook',
]);

function controlLine(control: ControlFact, outside: ReadonlySet<string>): ControlLine {
  const { kind, category, name, at, protects } = control;
  const line = { kind, category, name, file: at.file, line: at.line };
  if (protects.length === 0) return line;
  return { ...line, covers: { entryPoints: protects.filter((id) => outside.has(id)).length, of: outside.size } };
}

function controlLines({ controls, entryPoints }: CodeFacts): ControlLine[] {
  const outside = new Set(entryPoints.filter(({ kind }) => FROM_OUTSIDE.has(kind)).map(({ id }) => id));
  return controls.map((control) => controlLine(control, outside));
}

/** The short form of the facts that `analyze --facts` writes, for other tools. */
export function factsFile(facts: CodeFacts): FactsFile {
  const { entryPoints, access, policies, dependencies, coverage, inventory } = facts;
  const zones = new Map(inventory.files.map((file) => [file.path, file.zone]));
  const { files, lines, byLanguage, handlers, unread, notUnderstood } = coverageInWords(coverage);
  return {
    entryPoints: entryPoints.map((entry) => entryPointLine(entry, zones.get(entry.at.file))),
    access: access.map(accessLine),
    policies,
    controls: controlLines(facts),
    dependencies: dependencies.map(({ name, version, manifest, line }) => ({
      name,
      version,
      manifest,
      ...(line === undefined ? {} : { line }),
    })),
    coverage: { files, lines, byLanguage, handlers, unread, notUnderstood },
  };
}
