import { accessLine, type AccessLine, type PolicyFact } from '../artifacts/access';
import type { Coverage, LanguageCoverage, NotUnderstood } from '../artifacts/coverage';
import type { Zone } from '../artifacts/enums';
import type { CodeFacts, EntryPointFact } from '../artifacts/facts';

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
  /** Registration and handler are resolved and were followed. */
  followed: boolean;
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
