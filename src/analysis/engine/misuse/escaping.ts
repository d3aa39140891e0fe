import type { Expr, Span } from '../../read/ir';
import {
  TAKES_TEMPLATE,
  TEMPLATE_ENVIRONMENTS,
  TEMPLATE_EXTENSION,
  TEMPLATE_OPTIONS,
  UNESCAPED_OPTIONS,
} from '../../../knowledge/misuse/template-engines';
import { walkDeep, walkExpr } from '../link/walk';
import {
  argument,
  calls,
  constantOf,
  literalOf,
  misuse,
  property,
  stringsOf,
  type Misuse,
  type Rule,
  type Site,
  type CallExpr,
} from './site';

/** Template engines told not to escape. */
const autoescape: Rule = (site) => {
  const { expr } = site;
  if (expr.kind !== 'call') return undefined;
  const environment = calls(site, TEMPLATE_ENVIRONMENTS);
  if (environment) return ofEnvironment(site, expr, environment);
  const path = calls(site, TEMPLATE_OPTIONS);
  return path ? ofOptions(site, expr, path) : undefined;
};

function ofEnvironment(site: Site, expr: CallExpr, environment: string): Misuse | undefined {
  const value = argument(expr, -1, 'autoescape');
  if (value) return constantOf(site, value) === false ? unescaped(environment, expr.span) : undefined;
  if (rendersNoPage(site)) return undefined;
  if (environment.endsWith('Environment')) return unescaped(environment, expr.span);
  return environment.endsWith('Template') ? unescaped(environment, expr.span, 'low') : undefined;
}

function ofOptions(site: Site, expr: CallExpr, path: string): Misuse | undefined {
  const options = expr.args.map((arg) => literalOf(site, arg.value)).find((one) => one !== undefined);
  for (const { name, off, only } of UNESCAPED_OPTIONS) {
    const value = property(options, name);
    if (value && constantOf(site, value) === off && (only === undefined || path === only))
      return TAKES_TEMPLATE.test(path) && makesOtherText(site, expr.args[0]?.value)
        ? undefined
        : unescaped(path, value.span);
  }
  return undefined;
}

/** The template is a text without any markup, or in a file for something else than browsers. */
function makesOtherText(site: Site, template: Expr | undefined): boolean {
  if (!template) return false;
  const texts = stringsOf(site, template);
  if (texts.length > 0) return texts.every((text) => !/<\/?[a-z!]/i.test(text));
  const names: string[] = [];
  walkExpr(template, {
    expr: (expr) => {
      if (expr.kind === 'literal' && typeof expr.value === 'string' && /\.\w+$/.test(expr.value))
        names.push(expr.value);
      return true;
    },
  });
  return names.length > 0 && names.every(isNoPage);
}

const isNoPage = (name: string | undefined): boolean => {
  const extension = /\.(\w{1,8})$/.exec(name?.replace(TEMPLATE_EXTENSION, '') ?? '')?.[1];
  return extension !== undefined && !/^(html?|xhtml|xml|svg)$/i.test(extension);
};

/** All templates that the function names are for something else than browsers: `mail.txt`, `query.sql.j2`. */
function rendersNoPage({ owner }: Site): boolean {
  const names: (string | undefined)[] = [];
  walkDeep(owner.fn.body, (expr) => {
    if (
      expr.kind !== 'call' ||
      expr.callee.kind !== 'member' ||
      !/^(get_template|select_template)$/.test(expr.callee.property)
    )
      return;
    const first = expr.args[0]?.value;
    names.push(first?.kind === 'literal' && typeof first.value === 'string' ? first.value : undefined);
  });
  return names.length > 0 && names.every(isNoPage);
}

function unescaped(path: string, span: Span, confidence: Misuse['confidence'] = 'high'): Misuse {
  return misuse('unsafe-html-rendering', path, 'pages-not-escaped', span, confidence);
}

export const ESCAPING_RULES: readonly Rule[] = [autoescape];
