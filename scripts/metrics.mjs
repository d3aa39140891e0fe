// Figures of the shape of TypeScript code: `npm run metrics [-- NAME=FOLDER …]`; the project's own without arguments.
// A folder is a checkout; what stands in its src and webview is counted as source, what tests hold as tests.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { ROOT } from './node.mjs';
import { optionsOf } from './options.mjs';

const SKIPPED = /^(node_modules|dist|out|build|coverage|fixtures|\.git)$/;
const TEST = /(^|\/)(test|tests|__tests__|test-[^/]*)\/|\.(test|spec)\.[mc]?tsx?$/;
const SOURCE = /(^|\/)(src|webview)\//;
const MAX_LINE = 120;
const MAX_FILE = 250;

function* filesBelow(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !SKIPPED.test(entry.name)) yield* filesBelow(path);
    else if (entry.isFile() && /\.[mc]?tsx?$/.test(entry.name) && !/\.d\.[mc]?ts$/.test(entry.name)) yield path;
  }
}

function parse(path, text) {
  const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind);
}

/** Tokens without comments and whitespace, as the leaves of the tree. */
function tokensIn(node) {
  let count = 0;
  const visit = (one) => {
    if (one.getChildCount() === 0) count += one.getWidth() > 0 ? 1 : 0;
    else one.getChildren().forEach((child) => (ts.isJSDoc(child) ? undefined : visit(child)));
  };
  visit(node);
  return count;
}

const BRANCHES = new Set([
  ts.SyntaxKind.IfStatement,
  ts.SyntaxKind.ConditionalExpression,
  ts.SyntaxKind.ForStatement,
  ts.SyntaxKind.ForInStatement,
  ts.SyntaxKind.ForOfStatement,
  ts.SyntaxKind.WhileStatement,
  ts.SyntaxKind.DoStatement,
  ts.SyntaxKind.CaseClause,
  ts.SyntaxKind.CatchClause,
]);
const SHORT_CIRCUITS = new Set([
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
]);

/** Cyclomatic complexity of every function (McCabe 1976), each counted without the functions inside it. */
function complexities(file) {
  const found = [];
  const visit = (node, own) => {
    if (ts.isFunctionLike(node) && node.body) {
      const inner = { branches: 1, lines: linesOf(file, node) };
      found.push(inner);
      ts.forEachChild(node, (child) => visit(child, inner));
      return;
    }
    const short = ts.isBinaryExpression(node) && SHORT_CIRCUITS.has(node.operatorToken.kind);
    if (own && (BRANCHES.has(node.kind) || short)) own.branches++;
    ts.forEachChild(node, (child) => visit(child, own));
  };
  visit(file, undefined);
  return found;
}

function linesOf(file, node) {
  const line = (position) => file.getLineAndCharacterOfPosition(position).line;
  return line(node.getEnd()) - line(node.getStart()) + 1;
}

/** Files that a file imports by a relative path, types included. */
function importsOf(path, file, known) {
  const named = file.statements.flatMap((one) =>
    (ts.isImportDeclaration(one) || ts.isExportDeclaration(one)) && one.moduleSpecifier
      ? [one.moduleSpecifier.text]
      : [],
  );
  return named.flatMap((name) => {
    if (!name.startsWith('.')) return [];
    const base = resolve(dirname(path), name).replace(/\.[mc]?js$/, '');
    const target = [base, `${base}.ts`, `${base}.tsx`, join(base, 'index.ts')].find((one) => known.has(one));
    return target === undefined ? [] : [target];
  });
}

/** Files that stand in a circle of imports (Tarjan 1972: strongly connected components of more than one). */
function inCycles(graph) {
  const index = new Map();
  const low = new Map();
  const stack = [];
  let circles = 0;
  let files = 0;
  const connect = (node) => {
    index.set(node, index.size);
    low.set(node, index.get(node));
    stack.push(node);
    for (const next of graph.get(node)) {
      if (!index.has(next)) connect(next);
      if (stack.includes(next)) low.set(node, Math.min(low.get(node), low.get(next)));
    }
    if (low.get(node) !== index.get(node)) return;
    const component = stack.splice(stack.indexOf(node));
    if (component.length > 1) {
      circles++;
      files += component.length;
    }
  };
  for (const node of graph.keys()) if (!index.has(node)) connect(node);
  return { circles, files };
}

const share = (count, of) => (of === 0 ? '–' : `${((100 * count) / of).toFixed(1)} %`);
const at = (sorted, part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
const ascending = (numbers) => [...numbers].sort((a, b) => a - b);

function measure(folder) {
  const all = [...filesBelow(folder)];
  const isTest = (path) => TEST.test(relative(folder, path).replaceAll('\\', '/'));
  const sources = all.filter((path) => !isTest(path) && SOURCE.test(relative(folder, path).replaceAll('\\', '/')));
  const parsed = new Map(sources.map((path) => [path, parse(path, readFileSync(path, 'utf8'))]));
  const lines = sources.flatMap((path) => readFileSync(path, 'utf8').replace(/\n$/, '').split('\n'));
  const testLines = all
    .filter(isTest)
    .reduce((sum, path) => sum + readFileSync(path, 'utf8').split('\n').length - 1, 0);
  const filled = lines.filter((line) => line.trim() !== '').length;
  const sizes = ascending(sources.map((path) => parsed.get(path).getLineStarts().length - 1));
  const functions = [...parsed.values()].flatMap(complexities);
  const tokens = [...parsed.values()].reduce((sum, file) => sum + tokensIn(file), 0);
  const known = new Set(sources);
  const graph = new Map([...parsed].map(([path, file]) => [path, importsOf(path, file, known)]));
  const { circles, files } = inCycles(graph);
  return {
    files: sources.length,
    lines: lines.length,
    'tokens a line that is not blank': (tokens / filled).toFixed(1),
    'lines a file, median / 90th percentile / most': `${at(sizes, 0.5)} / ${at(sizes, 0.9)} / ${at(sizes, 1)}`,
    [`files over ${MAX_FILE} lines`]: share(sizes.filter((size) => size > MAX_FILE).length, sizes.length),
    [`lines over ${MAX_LINE} columns`]: lines.filter((line) => line.length > MAX_LINE).length,
    'lines a function, mean': (functions.reduce((sum, one) => sum + one.lines, 0) / functions.length).toFixed(1),
    'complexity, mean': (functions.reduce((sum, one) => sum + one.branches, 0) / functions.length).toFixed(2),
    'functions of a complexity over 15': functions.filter((one) => one.branches > 15).length,
    'circles of imports (files in them)': `${circles} (${files})`,
    'test lines to source lines': (testLines / lines.length).toFixed(2),
  };
}

const USAGE = `npm run metrics -- [NAME=FOLDER …]

Figures of the shape of TypeScript code.
  NAME=FOLDER   a checkout and what to call it; this project when none is given`;

const given = optionsOf(USAGE, { words: true }).positionals.map((word) => word.split('='));
const named = given.length > 0 ? given : [['threatline', ROOT]];
const columns = named.map(([name, folder]) => [
  name,
  measure(resolve(process.env.THREATLINE_CWD ?? '.', folder ?? name)),
]);
const rows = Object.keys(columns[0][1]);
const width = Math.max(...rows.map((row) => row.length));
console.log(`${''.padEnd(width)}  ${columns.map(([name]) => name.padStart(20)).join('')}`);
for (const row of rows)
  console.log(`${row.padEnd(width)}  ${columns.map(([, figures]) => String(figures[row]).padStart(20)).join('')}`);
