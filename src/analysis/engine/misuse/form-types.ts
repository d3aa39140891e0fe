import { CONTENT_TYPE } from '../../../knowledge/flow/sink-names';
import { FINDS_FORM_TYPES, FORM_TYPES, TAKES_PARAMETERS_OFF } from '../../../knowledge/misuse/form-types';
import type { Expr } from '../../read/ir';
import { lastName } from '../last-name';
import type { FunctionNode } from '../link/definitions';
import { childrenOf } from '../link/parts-of';
import { walkDeep } from '../link/walk';
import { assignedTo } from './assigned';
import { misuse, type Misuse, type Rule, type Saw, type Site, stringsOf } from './site';

/**
 * Checks of the origin that are left out by the type of the content: what other sites can send without being asked
 * has to be checked whole.
 */

const about = (site: Site, seen: Saw): Misuse =>
  misuse('missing-csrf-protection', CONTENT_TYPE, seen, site.expr.span, 'medium');

/** `FORM_TYPES.includes(contentType)`: the type may have parameters behind it. */
const comparedWhole: Rule = (site) => {
  const asked = membership(site.expr);
  if (!asked || !isFormTypes(site, asked.list) || !guardsOrigin(site.owner)) return undefined;
  return isHeaderAsSent(site, asked.item) ? about(site, 'type-compared-whole') : undefined;
};

/** `FORM.test(contentType || '')`: a request may have none. */
const missingPasses: Rule = (site) => {
  const { expr } = site;
  if (expr.kind !== 'call' || expr.callee.kind !== 'member' || !/^(?:test|match|search)$/.test(expr.callee.property))
    return undefined;
  const [first] = expr.args;
  if (first?.value.kind !== 'binary' || !/^(?:\|\||\?\?|or)$/.test(first.value.op)) return undefined;
  const { left, right } = first.value;
  const isEmpty = right.kind === 'literal' && right.value === '';
  if (!isEmpty || !saysType(left) || !guardsOrigin(site.owner) || !findsForms(site, expr.callee.object))
    return undefined;
  return about(site, 'no-type-passes');
};

/** What is given to a call, or stands in a list. */
function listedIn(expr: Expr): readonly Expr[] {
  if (expr.kind === 'call') return expr.args.map(({ value }) => value);
  return expr.kind === 'array' ? expr.items : [];
}

/** `isType(request, 'application/x-www-form-urlencoded', 'multipart/form-data')`: forms can send plain text as well. */
const typeLeftOut: Rule = (site) => {
  const listed = listedIn(site.expr);
  if (listed.length < 2) return undefined;
  const types = listed.flatMap((one) => (one.kind === 'literal' ? [String(one.value).toLowerCase()] : []));
  const [first, second, third = ''] = FORM_TYPES;
  if (!first || !second || !types.includes(first) || !types.includes(second) || types.includes(third)) return undefined;
  const users = [site.owner, ...site.program.callersOf(site.owner).map(({ caller }) => caller)];
  return users.some(guardsOrigin) ? about(site, 'plain-text-passes') : undefined;
};

function membership(expr: Expr): { item: Expr; list: Expr } | undefined {
  if (expr.kind === 'binary' && expr.op === 'in') return { item: expr.left, list: expr.right };
  if (expr.kind !== 'call' || expr.callee.kind !== 'member') return undefined;
  const [item] = expr.args;
  return item && /^(?:includes|has|indexOf)$/.test(expr.callee.property)
    ? { item: item.value, list: expr.callee.object }
    : undefined;
}

function isFormTypes(site: Site, list: Expr): boolean {
  const literal =
    list.kind === 'array'
      ? list
      : site.program
          .resolve(list, site.scope)
          .flatMap((one) => (one.kind === 'object' && one.expr.kind === 'array' ? [one.expr] : []))[0];
  return literal?.items.some((one) => one.kind === 'literal' && one.value === FORM_TYPES[0]) === true;
}

function findsForms(site: Site, pattern: Expr): boolean {
  if (pattern.kind === 'regex') return FINDS_FORM_TYPES.test(pattern.pattern);
  if (pattern.kind !== 'name') return false;
  return (
    stringsOf(site, pattern).some((text) => FINDS_FORM_TYPES.test(text)) ||
    madeOf(site, pattern.name).some((value) => value.kind === 'regex' && FINDS_FORM_TYPES.test(value.pattern))
  );
}

/** The header's text, in whatever case, with nothing taken off. */
function isHeaderAsSent(site: Site, item: Expr): boolean {
  if (cutsOff(item)) return false;
  if (saysType(item)) return true;
  const names = namesIn(item);
  return names.some((name) => {
    const made = madeOf(site, name);
    return made.some(saysType) && !made.some(cutsOff);
  });
}

const namesIn = (expr: Expr): string[] => (expr.kind === 'name' ? [expr.name] : childrenOf(expr).flatMap(namesIn));

/** What a name is given in the function, or in the module. */
function madeOf(site: Site, name: string): Expr[] {
  const module = site.program.files.get(site.file)?.body ?? [];
  const own = assignedTo(site.owner.fn.body, name);
  return own.length > 0 ? own : assignedTo(module, name);
}

const saysType = (expr: Expr): boolean =>
  (expr.kind === 'literal' && /^content-type$/i.test(String(expr.value))) ||
  (expr.kind === 'member' && /^(?:content_type|contentType)$/.test(expr.property)) ||
  childrenOf(expr).some(saysType);

const cutsOff = (expr: Expr): boolean =>
  (expr.kind === 'call' && TAKES_PARAMETERS_OFF.test(lastName(expr.callee) ?? '')) || childrenOf(expr).some(cutsOff);

/** Whether a function asks where a request comes from. */
function guardsOrigin({ fn }: FunctionNode): boolean {
  let found = false;
  walkDeep(fn.body, (expr) => {
    found ||= expr.kind === 'literal' && /^origin$/i.test(String(expr.value));
    found ||= expr.kind === 'member' && expr.property === 'HTTP_ORIGIN';
  });
  return found;
}

export const FORM_TYPE_RULES: readonly Rule[] = [comparedWhole, missingPasses, typeLeftOut];
