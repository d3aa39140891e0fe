import { accessLine, type AccessLine, type PolicyFact } from '../artifacts/access';
import type { Coverage, LanguageCoverage, NotUnderstood } from '../artifacts/coverage';
import type { Zone } from '../artifacts/enums';
import type { CodeFacts, EntryPointFact, GuardFact } from '../artifacts/facts';

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

interface CoverageLines {
  files: Coverage['files'];
  lines: Coverage['lines'];
  byLanguage: LanguageCoverage[];
  handlers: Coverage['handlers'];
  unread: { path: string; reason: string; group: string; language?: string; line?: number }[];
  notUnderstood: NotUnderstood[];
}

export interface FactsFile {
  entryPoints: EntryPointLine[];
  access: AccessLine[];
  policies: PolicyFact[];
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

/** The short form of the facts that `analyze --facts` writes, for other tools. */
export function factsFile({ entryPoints, access, policies, dependencies, coverage, inventory }: CodeFacts): FactsFile {
  const zones = new Map(inventory.files.map((file) => [file.path, file.zone]));
  const { files, lines, byLanguage, handlers, unread, notUnderstood } = coverage;
  return {
    entryPoints: entryPoints.map((entry) => entryPointLine(entry, zones.get(entry.at.file))),
    access: access.map(accessLine),
    policies,
    dependencies: dependencies.map(({ name, version, manifest, line }) => ({
      name,
      version,
      manifest,
      ...(line === undefined ? {} : { line }),
    })),
    coverage: { files, lines, byLanguage, handlers, unread, notUnderstood },
  };
}
