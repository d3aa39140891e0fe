// No circles of files, those of types included: who reads one file of a circle has to read them all.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const IMPORT = /\b(?:from|import)\s*\(?\s*'(\.[^']+)'/g;

function filesIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** The files of ours that a file imports. */
function importsOf(file) {
  const named = [...readFileSync(file, 'utf8').matchAll(IMPORT)].map((match) => resolve(dirname(file), match[1]));
  return new Set(named.flatMap((path) => [`${path}.ts`, join(path, 'index.ts'), path].find(isFile) ?? []));
}
const isFile = (path) => path.endsWith('.ts') && existsSync(path);

/** The circle that each file is in, by Tarjan's way of finding strongly connected components. */
function circlesIn(root) {
  const graph = new Map(
    [...filesIn(join(root, 'src')), ...filesIn(join(root, 'webview'))].map((file) => [file, importsOf(file)]),
  );
  const numbers = new Map();
  const lowest = new Map();
  const open = [];
  const circles = new Map();
  const lower = (file, by) => lowest.set(file, Math.min(lowest.get(file), by));
  const close = (file) => {
    const circle = open.splice(open.indexOf(file));
    if (circle.length > 1 || graph.get(file).has(file)) for (const one of circle) circles.set(one, circle);
  };
  const visit = (file) => {
    lowest.set(file, numbers.size);
    numbers.set(file, numbers.size);
    open.push(file);
    for (const next of graph.get(file)) {
      if (!graph.has(next)) continue;
      if (!numbers.has(next)) {
        visit(next);
        lower(file, lowest.get(next));
      } else if (open.includes(next)) lower(file, numbers.get(next));
    }
    if (lowest.get(file) === numbers.get(file)) close(file);
  };
  for (const file of graph.keys()) if (!numbers.has(file)) visit(file);
  return circles;
}

const known = new Map();

export const noCycles = {
  meta: { type: 'problem', messages: { circle: 'These files import each other in a circle: {{ files }}.' } },
  create(context) {
    return {
      Program(node) {
        if (!known.has(context.cwd)) known.set(context.cwd, circlesIn(context.cwd));
        const circle = known.get(context.cwd).get(context.filename);
        if (!circle) return;
        const files = circle.map((file) => relative(context.cwd, file)).join(', ');
        context.report({ node, messageId: 'circle', data: { files } });
      },
    };
  },
};
