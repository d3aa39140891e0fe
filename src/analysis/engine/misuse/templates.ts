import { createHash } from 'node:crypto';
import type { EntryPointFact, WeaknessFact } from '../../../artifacts/facts';
import type { FileFact } from '../../../artifacts/inventory';
import { MESSAGE_TEMPLATE, OWN_MARKUP, TEMPLATE_LANGUAGES, type TemplateLanguage } from '../../../knowledge/templates';
import type { Expr } from '../../read/ir';
import type { FunctionNode, Program } from '../link/definitions';
import { childrenOf, dotted, returnsOf, walkExpr } from '../link/walk';
import type { TextSource } from '../../read/text-source';
import { NamedTemplates } from './named-templates';

const MAX_SIZE = 512 * 1024;
const MAX_LINE = 2000;
const MAX_PER_FILE = 20;

interface Raw {
  line: number;
  column: number;
  endColumn: number;
  value: string;
}

/** Values that templates write into pages without encoding them, with the routes that render the template. */
export function findRawOutput(
  program: Program,
  files: readonly FileFact[],
  texts: TextSource,
  entryPoints: readonly EntryPointFact[],
): WeaknessFact[] {
  const templates = files.filter((file) => languageOf(file) !== undefined && isRead(file));
  const rendered = renderers(program, new NamedTemplates(templates.map(({ path }) => path)));
  const encoders = encodingFilters(program);
  const routesOf = routesByFunctions(entryPoints);
  return templates.flatMap((file) => {
    const language = languageOf(file);
    if (!language) return [];
    const routes = routesOf(rendered.get(file.path) ?? NO_FUNCTIONS);
    const seen = new Map<string, number>();
    return rawIn(texts.text(file.path), language, !MESSAGE_TEMPLATE.test(file.path))
      .filter((raw) => !encoders.has(lastFilter(raw.value)))
      .slice(0, MAX_PER_FILE)
      .map((raw) => fact(file.path, raw, texts, routes, seen));
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

const languageOf = (file: FileFact): TemplateLanguage | undefined =>
  TEMPLATE_LANGUAGES.find((one) => one.extensions.test(file.path));

const isRead = ({ sha256, size, skipped, role }: FileFact): boolean =>
  sha256 !== '' &&
  size <= MAX_SIZE &&
  skipped === undefined &&
  role !== 'test' &&
  role !== 'docs' &&
  role !== 'generated';

/** A page that only starts a script application has no template to read: its lines end somewhere. */
function rawIn(text: string, language: TemplateLanguage, pages: boolean): Raw[] {
  let within = false;
  return text.split('\n').flatMap((line, at) => {
    if (line.length > MAX_LINE) return [];
    if (pages && language.region?.opens.test(line)) within = true;
    const patterns = within && language.region ? [...language.raw, language.region.value] : language.raw;
    if (language.region?.closes.test(line)) within = false;
    const found = patterns.flatMap((pattern) =>
      [...line.matchAll(pattern)].map((match): Raw => ({
        line: at + 1,
        column: match.index,
        endColumn: match.index + match[0].length,
        value: (match[1] ?? '').trim(),
      })),
    );
    return found.filter(
      (raw, index) =>
        !OWN_MARKUP.test(raw.value) &&
        /[a-z_]/i.test(raw.value) &&
        found.findIndex((other) => other.value === raw.value) === index,
    );
  });
}

/** `to_display` of `value | to_display`. */
function lastFilter(value: string): string {
  const filters = value
    .split('|')
    .slice(1)
    .map((part) => /^\s*([\w.]+)/.exec(part)?.[1] ?? '');
  return filters[filters.length - 1] ?? '';
}

const ENCODES = /escape|entif|encode|sanitiz|htmlspecial|purify/i;

/** Filters of the code base that encode what they are given before they put markup around it. */
function encodingFilters(program: Program): ReadonlySet<string> {
  const found = new Map<string, boolean>();
  for (const { fn } of program.functions.values()) {
    const subject = fn.params[0]?.name;
    if (subject === undefined || fn.params.length > 3) continue;
    const results = returnsOf(fn.body);
    const encodes =
      results.some((value) => mentionsCall(value, ENCODES)) && !results.some((value) => bare(value, subject));
    found.set(fn.name, (found.get(fn.name) ?? true) && encodes);
  }
  return new Set([...found].filter(([, encodes]) => encodes).map(([name]) => name));
}

function mentionsCall(expr: Expr, name: RegExp): boolean {
  let found = false;
  walkExpr(expr, {
    expr: (one) => {
      if (one.kind === 'call' && name.test(dotted(one.callee) ?? '')) found = true;
      return true;
    },
  });
  return found;
}

/** The value itself is part of the result, not what a call made of it. */
function bare(expr: Expr, subject: string): boolean {
  if (expr.kind === 'name') return expr.name === subject;
  if (expr.kind === 'member') return bare(expr.object, subject);
  return (
    (expr.kind === 'binary' || expr.kind === 'template' || expr.kind === 'conditional') &&
    childrenOf(expr).some((child) => bare(child, subject))
  );
}

const RENDERS = /^(?:render|renderFile|view|render_template|render_to_string|TemplateResponse|template)$/;

function calledName(callee: Expr): string {
  if (callee.kind === 'member') return callee.property;
  return callee.kind === 'name' ? callee.name : '';
}

/** Paths of templates with the functions that render them. */
function renderers(program: Program, templates: NamedTemplates): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { expr, scope, caller } of program.calls) {
    if (!RENDERS.test(calledName(expr.callee))) continue;
    for (const arg of expr.args.slice(0, 3)) {
      const name = program.strings(arg.value, scope)[0];
      if (name === undefined || name === '') continue;
      for (const path of templates.meantBy(name, scope.file)) {
        const functions = found.get(path) ?? new Set<string>();
        for (const key of around(caller)) functions.add(key);
        found.set(path, functions);
      }
    }
  }
  return found;
}

/** The function and those it is written in: pages are rendered in callbacks of handlers. */
function around(caller: FunctionNode): string[] {
  const keys: string[] = [];
  for (let fn: FunctionNode | undefined = caller; fn && keys.length < 8; fn = fn.parent) keys.push(fn.key);
  return keys;
}

function fact(
  file: string,
  raw: Raw,
  texts: TextSource,
  entryPoints: readonly string[],
  seen: Map<string, number>,
): WeaknessFact {
  const at = texts.span(file, { line: raw.line, column: raw.column, endLine: raw.line, endColumn: raw.endColumn });
  const weakness = entryPoints.length > 0 ? 'cross-site-scripting' : 'unsafe-html-rendering';
  const content = `${weakness}\0${file}\0${at.text}`;
  const count = seen.get(content) ?? 0;
  seen.set(content, count + 1);
  return {
    id: createHash('sha256').update(`${content}\0${count}`).digest('hex').slice(0, 16),
    // A page that is shown carries script to whoever opens it; a part nobody was seen rendering is a place to watch.
    weakness,
    message: `\`${raw.value.slice(0, 80)}\` is put into the page without encoding.`,
    at,
    sink: at.text.slice(0, 60),
    path: [],
    entryPoints: [...entryPoints],
    partialGuards: [],
    confidence: entryPoints.length > 0 ? 'medium' : 'low',
  };
}
