import type { Coverage, LanguageCoverage, NotUnderstood } from '../artifacts/coverage';
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
  dependencies: { name: string; version: string; manifest: string; line?: number }[];
  coverage: CoverageLines;
}

function entryPointLine(entry: EntryPointFact): EntryPointLine {
  const { handler } = entry;
  return {
    file: entry.at.file,
    line: entry.at.line,
    kind: entry.kind,
    ...(entry.method === undefined ? {} : { method: entry.method }),
    ...(entry.route === undefined ? {} : { route: entry.route }),
    framework: entry.framework,
    ...(handler ? { handlerFile: handler.at.file, handlerLine: handler.at.line } : {}),
    followed: entry.followed === true,
  };
}

/** The short form of the facts that `analyze --facts` writes, for other tools. */
export function factsFile({ entryPoints, dependencies, coverage }: CodeFacts): FactsFile {
  const { files, lines, byLanguage, handlers, unread, notUnderstood } = coverage;
  return {
    entryPoints: entryPoints.map(entryPointLine),
    dependencies: dependencies.map(({ name, version, manifest, line }) => ({
      name,
      version,
      manifest,
      ...(line === undefined ? {} : { line }),
    })),
    coverage: { files, lines, byLanguage, handlers, unread, notUnderstood },
  };
}
