import { lastName } from '../last-name';
import type { Expr } from '../../read/ir';
import { namesFromElsewhere } from '../value-names';
import { argument, calledName, calls, constantOf, isPassword, misuse, wordsOf, type Rule, type Site } from './site';
import { LOGGERS, PERSONAL_WORDS, SENSITIVE_WORDS } from '../../../knowledge/misuse/logs';

const METHODS = /^(?:log|info|warn|warning|error|debug|trace|verbose|critical|exception|fatal)$/;
const HARMLESS =
  /(?:^| )(?:hash|hashed|encrypted|masked|redacted|length|count|reset|field|label|error|errors|invalid|valid|is|has|expiry|expires|expiration|lifetime|ttl|age|period|timeout|duration|algorithm|prefix|provider|status|state|missing|required|strength|policy|prompt|name|id|expired|type|url|path|file|changed|forgot)(?:$| )/;

function sensitive(name: string): boolean {
  const words = wordsOf(name);
  return (isPassword(name) || SENSITIVE_WORDS.test(words) || PERSONAL_WORDS.test(words)) && !HARMLESS.test(words);
}

interface Secret {
  name: string;
  /** Only the variable is called so; where its value comes from says nothing. */
  byItsNameOnly?: boolean;
}

const named = (name: string): Secret | undefined => (sensitive(name) ? { name } : undefined);

/** A variable is what others call its value. Its own name is a hint. */
function variable(expr: Extract<Expr, { kind: 'name' }>, { program, scope }: Site): Secret | undefined {
  const elsewhere = namesFromElsewhere(program, expr, scope);
  const told = elsewhere.find(sensitive);
  if (told !== undefined) return { name: sensitive(expr.name) ? expr.name : told };
  return sensitive(expr.name) ? { name: expr.name, byItsNameOnly: true } : undefined;
}

/** A size, a limit, a switch: what it is about may be secret, the number is not. */
const isNumber = (expr: Expr, site: Site): boolean => ['number', 'boolean'].includes(typeof constantOf(site, expr));

const GIVES_SECRET = /^(?:get_?password|getpass|get_secret|get_cert|decrypt\w*)$/i;
const SPELLS_OUT = /^(?:stringify|inspect|format|str|repr|String|toString|dumps)$/;

function ofCall(expr: Extract<Expr, { kind: 'call' }>, site: Site, depth: number): Secret | undefined {
  const name = calledName(expr);
  if (GIVES_SECRET.test(name)) return { name };
  if (!SPELLS_OUT.test(name)) return undefined;
  const receiver = expr.callee.kind === 'member' ? [expr.callee.object] : [];
  return first([...receiver, ...expr.args.map((arg) => arg.value)], site, depth);
}

/** Something secret that the expression prints. */
function printed(expr: Expr, site: Site, depth = 0): Secret | undefined {
  if (depth > 8) return undefined;
  if (expr.kind === 'call') return ofCall(expr, site, depth);
  return bySpelling(expr, site) ?? first(printedParts(expr), site, depth);
}

/** What it says by its own name or key. */
function bySpelling(expr: Expr, site: Site): Secret | undefined {
  if (expr.kind === 'name') return isNumber(expr, site) ? undefined : variable(expr, site);
  if (expr.kind === 'member') return isNumber(expr, site) ? undefined : named(expr.property);
  const key = expr.kind === 'index' ? expr.index : undefined;
  return key?.kind === 'literal' && typeof key.value === 'string' ? named(key.value) : undefined;
}

/** The parts that are printed with it. */
function printedParts(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'template':
      return expr.parts;
    case 'binary':
      return expr.op === '+' || expr.op === '%' ? [expr.left, expr.right] : [];
    case 'object':
      return expr.properties.map((one) => one.value);
    case 'array':
      return expr.items;
    default:
      return [];
  }
}

function first(parts: readonly Expr[], site: Site, depth: number): Secret | undefined {
  for (const part of parts) {
    const found = part.kind === 'literal' ? undefined : printed(part, site, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `logger.info(…)` on something of which only the name is known. */
function isCalledLogger(expr: Extract<Expr, { kind: 'call' }>): boolean {
  if (!METHODS.test(calledName(expr)) || expr.callee.kind !== 'member') return false;
  const { object } = expr.callee;
  return object.kind !== 'call' && /log(?:ger)?$/i.test(lastName(object) ?? '');
}

const loggedSecret: Rule = (site) => {
  const { expr } = site;
  if (expr.kind !== 'call' || expr.args.length === 0) return undefined;
  const path = calls(site, LOGGERS);
  if (!path && !isCalledLogger(expr)) return undefined;
  for (let at = 0; at < expr.args.length; at++) {
    const value = argument(expr, at);
    const secret = value && value.kind !== 'literal' ? printed(value, site) : undefined;
    if (value && secret !== undefined)
      return misuse(
        'sensitive-data-in-logs',
        path ?? calledName(expr),
        { what: 'logged', of: secret.name },
        value.span,
        secret.byItsNameOnly === true || PERSONAL_WORDS.test(wordsOf(secret.name)) ? 'slight' : 'medium',
      );
  }
  return undefined;
};

export const LOG_RULES: readonly Rule[] = [loggedSecret];
