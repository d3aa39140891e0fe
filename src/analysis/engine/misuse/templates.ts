import { createHash } from 'node:crypto';
import type { EntryPointFact, WeaknessFact } from '../../../artifacts/facts';
import type { TextSource } from '../../read/text-source';
import type { RawValue } from './raw-values';
import type { RenderedTemplates } from './rendered-templates';

/**
 * Values that templates write into pages without encoding them, with the routes that render the template. What from
 * outside was followed into one (`flows`) is told there; of the others nobody knows who sets them: they are places to
 * watch.
 */
export function findRawOutput(
  { raw, functions }: RenderedTemplates,
  texts: TextSource,
  entryPoints: readonly EntryPointFact[],
  flows: readonly WeaknessFact[],
): WeaknessFact[] {
  const told = new Set(
    flows.filter(({ weakness }) => weakness === 'cross-site-scripting').map(({ at }) => `${at.file}\0${at.line}`),
  );
  const routesOf = routesByFunctions(entryPoints);
  return [...raw].flatMap(([path, values]) => {
    const routes = routesOf(functions.get(path) ?? NO_FUNCTIONS);
    const seen = new Map<string, number>();
    return values
      .filter(({ line }) => !told.has(`${path}\0${line}`))
      .map((value) => fact(path, value, texts, routes, seen));
  });
}

const NO_FUNCTIONS: ReadonlySet<string> = new Set();

/** The entry points whose handlers are among some functions, in their order. There may be as many as templates. */
function routesByFunctions(entryPoints: readonly EntryPointFact[]): (functions: ReadonlySet<string>) => string[] {
  const byFunction = new Map<string, number[]>();
  entryPoints.forEach(({ handler }, at) => {
    if (handler?.functionId === undefined) return;
    const known = byFunction.get(handler.functionId);
    if (known) known.push(at);
    else byFunction.set(handler.functionId, [at]);
  });
  return (functions) =>
    [...functions]
      .flatMap((key) => byFunction.get(key) ?? [])
      .sort((a, b) => a - b)
      .flatMap((at) => entryPoints[at]?.id ?? []);
}

function fact(
  file: string,
  raw: RawValue,
  texts: TextSource,
  entryPoints: readonly string[],
  seen: Map<string, number>,
): WeaknessFact {
  const at = texts.span(file, { line: raw.line, column: raw.column, endLine: raw.line, endColumn: raw.endColumn });
  const weakness = 'unsafe-html-rendering';
  const content = `${weakness}\0${file}\0${at.text}`;
  const count = seen.get(content) ?? 0;
  seen.set(content, count + 1);
  return {
    id: createHash('sha256').update(`${content}\0${count}`).digest('hex').slice(0, 16),
    weakness,
    seen: { what: 'raw-in-page', of: raw.value.slice(0, 80) },
    at,
    sink: at.text.slice(0, 60),
    path: [],
    entryPoints: [...entryPoints],
    partialGuards: [],
    confidence: 'low',
  };
}
