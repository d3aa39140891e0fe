import { AUTO_ESCAPING, BODY_LIMIT } from '../../../knowledge/control-names';
import type { Basis, ControlMechanism } from '../../../artifacts/basis';
import type { Expr } from '../../read/ir';
import type { CallSite, Program } from '../link/definitions';
import { type ControlSignal } from '../../../knowledge/controls/signal';
import { BODY_PARSERS, ESCAPING_ENGINES } from '../../../knowledge/controls/settings';

export interface Made extends Pick<ControlSignal, 'category' | 'name' | 'scope' | 'strength'> {
  mechanism: ControlMechanism;
  basis: Basis;
  details?: Record<string, unknown>;
}

/** A call of a method. */
interface MethodCall {
  expr: CallSite['expr'];
  callee: Extract<Expr, { kind: 'member' }>;
  scope: CallSite['scope'];
}

/** Calls whose arguments say whether they protect. */
export function argumentControls(program: Program, { expr, scope }: CallSite): Made[] {
  const { callee } = expr;
  if (callee.kind !== 'member') return [];
  const call = { expr, callee, scope };
  const first = bodyLimit(program, call) ?? templateEngine(program, call) ?? securityHeader(call);
  if (first) return [first];
  if (/^(cookie|set_cookie)$/.test(callee.property)) return cookie(expr.args);
  if (!parameterised(program, call)) return [];
  return [made('input-validation', 'Parameterised queries', { is: 'values-bound' }, 'function')];
}

/** `express.json({ limit: '100kb' })`. */
function bodyLimit(program: Program, { expr, callee, scope }: MethodCall): Made | undefined {
  const options = expr.args[0]?.value;
  if (!/^(json|urlencoded|raw|text)$/.test(callee.property) || options?.kind !== 'object') return undefined;
  const limit = options.properties.find((property) => property.key === 'limit')?.value;
  if (!limit || raisesLimit(program, limit, scope)) return undefined;
  if (!program.externalPaths(callee, scope).some((path) => BODY_PARSERS.test(path))) return undefined;
  return made('input-validation', BODY_LIMIT, { is: 'large-requests-refused' }, 'app');
}

const UNITS: Readonly<Record<string, number>> = { b: 1, kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3 };
/** Bytes that body parsers take when nobody says anything: 100 kB. */
const DEFAULT_LIMIT = 100 * 1024;

/** Whether a limit lets in more than none at all would, or none is there: `Infinity`, `'50mb'`. */
function raisesLimit(program: Program, limit: Expr, scope: CallSite['scope']): boolean {
  if (limit.kind === 'name' && limit.name === 'Infinity') return true;
  const literal = limit.kind === 'literal' ? limit.value : program.strings(limit, scope)[0];
  const match = /^\s*(\d+(?:\.\d+)?)\s*(b|kb|mb|gb)?\s*$/i.exec(String(literal ?? ''));
  // A limit of the settings says nothing about its size.
  if (!match) return true;
  return Number(match[1]) * (UNITS[(match[2] ?? 'b').toLowerCase()] ?? 1) > DEFAULT_LIMIT;
}

/** `app.set('view engine', 'pug')`, `app.engine('html', swig.renderFile)`. */
function templateEngine(program: Program, call: MethodCall): Made | undefined {
  const engine = engineOf(program, call);
  if (engine === undefined || !ESCAPING_ENGINES.test(engine)) return undefined;
  return {
    ...made('output-encoding', AUTO_ESCAPING, { is: 'engine-escapes', of: engine }, 'app'),
    details: { engine },
  };
}

function engineOf(program: Program, { expr, callee, scope }: MethodCall): string | undefined {
  const second = expr.args[1]?.value;
  if (!second) return undefined;
  if (callee.property === 'engine') return program.externalPaths(second, scope)[0];
  const isSetting = callee.property === 'set' && firstLiteral(expr) === 'view engine';
  return isSetting ? program.strings(second, scope)[0] : undefined;
}

/** `res.setHeader('X-Frame-Options', 'DENY')`. */
function securityHeader({ expr, callee }: MethodCall): Made | undefined {
  const name = firstLiteral(expr);
  if (!/^(set|header|setHeader|add_header|append)$/.test(callee.property) || !HEADERS.test(name)) return undefined;
  // An empty policy takes one away.
  const value = expr.args[1]?.value;
  if (value?.kind === 'literal' && String(value.value ?? '').trim() === '') return undefined;
  return made('cors-csp', 'Security headers', { is: 'sets-header', of: name }, 'function');
}

function firstLiteral({ args }: CallSite['expr']): string {
  const first = args[0]?.value;
  return first?.kind === 'literal' ? String(first.value) : '';
}

const HEADERS =
  /^(content-security-policy|strict-transport-security|x-frame-options|x-content-type-options|referrer-policy|permissions-policy)$/i;

function made(category: Made['category'], name: string, mechanism: ControlMechanism, scope: Made['scope']): Made {
  return { category, name, mechanism, scope, strength: 'strong', basis: { is: 'mechanism' } };
}

/** `res.cookie(name, value, { httpOnly: true, secure: true })`, `set_cookie(..., httponly=True)`. */
function cookie(args: CallSite['expr']['args']): Made[] {
  const flags = [
    ...args.flatMap((arg) =>
      arg.value.kind === 'object'
        ? arg.value.properties.map((property) => ({ name: property.key ?? '', value: property.value }))
        : [],
    ),
    ...args.flatMap((arg) => (arg.name === undefined ? [] : [{ name: arg.name, value: arg.value }])),
  ];
  const on = (pattern: RegExp): boolean =>
    flags.some(
      (flag) =>
        pattern.test(flag.name) &&
        !(flag.value.kind === 'literal' && (flag.value.value === false || flag.value.value === null)),
    );
  const set = ['httpOnly', 'secure', 'sameSite'].filter((flag) => on(new RegExp(`^${flag}$`, 'i')));
  if (set.length === 0) return [];
  return [
    {
      ...made('cors-csp', 'Cookie flags', { is: 'cookie-flags', flags: set }, 'function'),
      strength: set.length === 3 ? 'strong' : 'partial',
      details: { flags: set },
    },
  ];
}

/** A constant statement with its values beside it. */
function parameterised(program: Program, { expr, callee, scope }: MethodCall): boolean {
  if (!/^(query|execute|executemany|run|get|all|raw|prepare|one|any|none)$/.test(callee.property)) return false;
  const [first, second] = expr.args.map((arg) => arg.value);
  if (!first || !second || !isValues(second)) return false;
  return program
    .strings(first, scope)
    .some((text) => /^\s*(select|insert|update|delete)\b/i.test(text) && /(\?|\$\d|%s|:\w+|@\w+|%\(\w+\)s)/.test(text));
}

function isValues(expr: Expr): boolean {
  return expr.kind === 'array' || expr.kind === 'object' || expr.kind === 'name';
}
