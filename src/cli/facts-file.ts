import type { CodeFacts, EntryPointFact } from '../artifacts/facts';

interface EntryPointLine {
  file: string;
  line: number;
  kind: string;
  method?: string;
  route?: string;
  framework?: string;
  handlerLine?: number;
}

function entryPointLine(entry: EntryPointFact): EntryPointLine {
  return {
    file: entry.at.file,
    line: entry.at.line,
    kind: entry.kind,
    ...(entry.method === undefined ? {} : { method: entry.method }),
    ...(entry.route === undefined ? {} : { route: entry.route }),
    framework: entry.framework,
    // Only when it is in the file of the registration: a line number alone says nothing about another file.
    ...(entry.handler?.at.file === entry.at.file ? { handlerLine: entry.handler.at.line } : {}),
  };
}

/** The short form of the facts that `analyze --facts` writes, for other tools. */
export function factsFile(facts: CodeFacts): { entryPoints: EntryPointLine[]; dependencies: { name: string; version: string; manifest: string; line?: number }[] } {
  const dependencies = facts.dependencies.map(({ name, version, manifest, line }) => ({ name, version, manifest, ...(line === undefined ? {} : { line }) }));
  return { entryPoints: facts.entryPoints.map(entryPointLine), dependencies };
}
