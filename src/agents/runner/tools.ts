import type { CodeFacts } from '../../artifacts/facts';
import type { AgentTools, FileWindow } from '../../reasoning/work';
import type { SourceFile, SourceReader } from './source-reader';

const MAX_WINDOW_LINES = 2000;
const MAX_LINE_LENGTH = 2000;
const MAX_HITS = 200;
const MAX_SEARCHED_BYTES = 64 * 1024 * 1024;

/** A tool was asked for something it does not give: the message is meant for the agent. */
export class ToolError extends Error {
  override readonly name = 'ToolError';
}

/** Code that never ends in one line is cut, so that an answer stays readable. */
const shorten = (line: string): string => (line.length > MAX_LINE_LENGTH ? `${line.slice(0, MAX_LINE_LENGTH)}…` : line);

const under = (folder: string | undefined, path: string): boolean => {
  const prefix = folder?.replace(/^(\.\/)+|\/+$/g, '') ?? '';
  return prefix === '' || prefix === '.' || path === prefix || path.startsWith(`${prefix}/`);
};

async function readOrThrow(reader: SourceReader, path: string): Promise<SourceFile> {
  const result = await reader.read(path);
  if (!result.ok) throw new ToolError(`${path} cannot be read: ${result.reason}.`);
  return result.file;
}

async function readWindow(
  reader: SourceReader,
  path: string,
  start = 1,
  end = start + MAX_WINDOW_LINES - 1,
): Promise<FileWindow> {
  const { lines, sha256 } = await readOrThrow(reader, path);
  const first = Math.max(1, Math.trunc(start));
  const last = Math.min(lines.length, Math.trunc(end), first + MAX_WINDOW_LINES - 1);
  return { path, start: first, lines: lines.slice(first - 1, last).map(shorten), totalLines: lines.length, sha256 };
}

type Hit = { path: string; line: number; text: string };

async function searchFiles(reader: SourceReader, paths: string[], text: string, limit: number): Promise<Hit[]> {
  const hits: Hit[] = [];
  let budget = MAX_SEARCHED_BYTES;
  for (const path of paths) {
    const result = await reader.read(path);
    if (!result.ok) continue;
    budget -= result.file.bytes;
    for (const [index, line] of result.file.lines.entries()) {
      if (line.includes(text)) hits.push({ path, line: index + 1, text: shorten(line.trim()) });
      if (hits.length >= limit) return hits;
    }
    if (budget <= 0) return hits;
  }
  return hits;
}

/**
 * The five tools of an agent. They read the files in scope and nothing else; there is no tool that writes, runs or
 * connects. Answers are bounded and sorted by path.
 */
export function createTools(reader: SourceReader, facts: CodeFacts): AgentTools {
  const inScope = facts.inventory.files.filter((file) => file.skipped === undefined).map((file) => file.path);
  const known = new Set(facts.inventory.files.map((file) => file.path));
  return {
    listFiles: (folder) => Promise.resolve(inScope.filter((path) => under(folder, path))),
    readFile: (path, start, end) =>
      known.has(path)
        ? readWindow(reader, path, start, end)
        : Promise.reject(new ToolError(`${path} is not in the scope of this run.`)),
    search: (text, options) => {
      if (text === '') return Promise.reject(new ToolError('Give a text to search for.'));
      const limit = Math.min(options?.limit ?? MAX_HITS, MAX_HITS);
      return searchFiles(
        reader,
        inScope.filter((path) => under(options?.under, path)),
        text,
        limit,
      );
    },
    findSymbol: (name) =>
      Promise.resolve(
        facts.functions
          .filter((fn) => fn.name === name)
          .map((fn) => ({ name: fn.name, path: fn.file, line: fn.line, endLine: fn.endLine })),
      ),
    facts: () => facts,
  };
}
