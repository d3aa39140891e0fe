import type { Expr } from '../../read/ir';
import { exemptsFromTokens } from './exemptions';
import { argument, calls, constantOf, literalOf, misuse, stringsOf, type Rule, type Site } from './site';
import {
  DEBUG_SERVERS,
  ERROR_PAGES,
  FOR_DEVELOPMENT,
  HEADER_MIDDLEWARE,
  HEADER_MIDDLEWARE_NAME,
  PROTECTING_HEADERS,
  SETTINGS,
  STARTS,
} from '../../../knowledge/misuse/settings';

const setting: Rule = (site) => {
  const { expr, names } = site;
  if (expr.kind !== 'literal') return undefined;
  const verdict = SETTINGS.get(names[0] ?? '');
  if (!verdict?.[1](expr.value)) return undefined;
  return misuse(
    verdict[0],
    names[0] ?? '',
    verdict[2],
    expr.span,
    names.slice(1).some((name) => FOR_DEVELOPMENT.test(name)) ? 'low' : verdict[3],
  );
};

const EVERYWHERE = /^(0\.0\.0\.0|::|)$/;

/** A development server that answers its own machine alone unless it is told otherwise. */
function listensToAll(site: Site, expr: Extract<Expr, { kind: 'call' }>): boolean {
  const host = argument(expr, 0, 'host');
  return (
    host !== undefined &&
    (stringsOf(site, host).some((one) => EVERYWHERE.test(one)) || constantOf(site, host) === undefined)
  );
}

/** Servers started in debug mode. */
const debugRun: Rule = (site) => {
  const { expr } = site;
  if (expr.kind !== 'call') return undefined;
  const flag = argument(expr, -1, 'debug');
  if (!flag || constantOf(site, flag) !== true) return undefined;
  const path = calls(site, DEBUG_SERVERS);
  const named =
    expr.callee.kind === 'member' &&
    expr.callee.property === 'run' &&
    expr.callee.object.kind === 'name' &&
    /app$/i.test(expr.callee.object.name);
  const started = named || STARTS.test(path ?? '');
  return path || named
    ? misuse(
        'debug-enabled',
        path ?? 'app.run',
        'debugger-for-everybody',
        expr.span,
        started && !listensToAll(site, expr) ? 'slight' : 'high',
      )
    : undefined;
};

const errorHandler: Rule = (site) => {
  const path = calls(site, ERROR_PAGES);
  return path ? misuse('error-details-exposed', path, 'stack-sent', site.expr.span, 'slight') : undefined;
};

const headersOff: Rule = (site) => {
  if (site.expr.kind !== 'call' || !calls(site, HEADER_MIDDLEWARE)) return undefined;
  const options = literalOf(site, argument(site.expr, 0));
  const disabled = options?.properties.find(
    (one) => one.key !== undefined && PROTECTING_HEADERS.has(one.key) && constantOf(site, one.value) === false,
  );
  return disabled
    ? misuse(
        'missing-security-headers',
        HEADER_MIDDLEWARE_NAME,
        { what: 'turned-off', of: disabled.key ?? '' },
        disabled.span,
        'medium',
      )
    : undefined;
};

/** Those that say something about other expressions than calls. */
export const SETTING_VALUE_RULES: readonly Rule[] = [setting, exemptsFromTokens];
export const SETTING_RULES: readonly Rule[] = [setting, debugRun, errorHandler, exemptsFromTokens, headersOff];
