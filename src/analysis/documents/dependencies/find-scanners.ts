import { posix } from 'node:path';
import type { CodeFacts } from '../../../artifacts/facts';
import type { FileFact } from '../../../artifacts/inventory';
import { CI_FILES, LOCAL_TASKS, SCANNER_COMMANDS, SCANNER_FILES } from '../../../knowledge/scanners';
import type { TextSource } from '../../read/text-source';

type Scanner = CodeFacts['scanners'][number];

function isComment(line: string, path: string): boolean {
  return posix.basename(path) !== 'package.json' && /^\s*(#|\/\/)/.test(line);
}

function commands(path: string, text: string, ci: boolean): Scanner[] {
  const found = new Map<string, Scanner>();
  text.split(/\r?\n/).forEach((line, index) => {
    if (line.length > 2_000 || isComment(line, path)) return;
    for (const { tool, pattern } of SCANNER_COMMANDS) {
      if (found.has(tool) || !pattern.test(line)) continue;
      found.set(tool, {
        tool,
        at: { file: path, line: index + 1, endLine: index + 1, text: line.trim().slice(0, 200) },
        ci,
      });
    }
  });
  return [...found.values()];
}

/** What of a workflow runs: the actions it uses and the lines of its shells. Other text only names tools. */
const WORKFLOW = /(^|\/)\.github\/workflows\/[^/]+\.ya?ml$/;
const USES = /^\s*(?:-\s+)?uses:\s/;
const RUN = /^(\s*(?:-\s+)?)run:\s/;

/** Says something about a tool, or looks for its name. */
const SPEAKS = /^\s*(?:echo|printf|grep|sed|awk)\b/;

function runsOnly(text: string): string {
  let shell: number | undefined;
  return text
    .split('\n')
    .map((line) => {
      const run = RUN.exec(line);
      if (run) {
        shell = (run[1] ?? '').length;
        return line;
      }
      if (shell !== undefined && line.trim() !== '' && indentOf(line) <= shell) shell = undefined;
      return USES.test(line) || (shell !== undefined && !SPEAKS.test(line)) ? line : '';
    })
    .join('\n');
}

const indentOf = (line: string): number => line.length - line.trimStart().length;

/** `"snyk": "^1.0"` under the dependencies is a tool at hand, not one that runs. */
function scriptsOnly(path: string, text: string): string {
  if (WORKFLOW.test(path)) return runsOnly(text);
  if (posix.basename(path) !== 'package.json') return text;
  return text
    .split('\n')
    .map((line) => (/^\s*"[^"]+"\s*:\s*"[\^~>=*]?\s*\d[^"]*",?\s*$/.test(line) ? '' : line))
    .join('\n');
}

/** Scanners for dependencies, secrets and flaws that this repository runs. */
export function findScanners(files: readonly FileFact[], texts: TextSource): Scanner[] {
  const found = files.flatMap((file): Scanner[] => {
    if (file.sha256 === '' || file.skipped !== undefined) return [];
    const own = SCANNER_FILES.find((one) => one.path.test(file.path));
    if (own)
      return [
        { tool: own.tool, at: texts.span(file.path, { line: 1, column: 0, endLine: 1, endColumn: 200 }), ci: true },
      ];
    const ci = CI_FILES.test(file.path);
    return ci || LOCAL_TASKS.test(file.path)
      ? commands(file.path, scriptsOnly(file.path, texts.text(file.path)), ci)
      : [];
  });
  const key = (one: Scanner) => `${one.at.file}\0${String(one.at.line).padStart(6, '0')}\0${one.tool}`;
  return found.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
