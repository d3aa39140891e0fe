import type { ControlFact } from '../../artifacts/facts';
import type { Expr } from '../ir';
import type { CallSite, Program } from '../link/definitions';
import type { TextSource } from '../text-source';
import { CONTROL_SIGNALS, type ControlSignal, ESCAPING_ENGINES } from '../../knowledge/controls/signals';
import { controlId } from './control-id';

const MAX_COVERS = 20;

/**
 * Protections that library calls implement or install; of several in a file the
 * first, with the others as places it covers.
 */
export function callControls(program: Program, texts: TextSource): ControlFact[] {
  const unescaped = program.calls.some(({ expr }) => expr.args.some(turnsEscapingOff));
  const found = new Map<string, ControlFact>();
  for (const call of program.calls) {
    for (const made of [...signalled(program, call), ...special(program, call)]) {
      if (unescaped && made.name === 'Template auto-escaping') continue;
      const at = texts.span(call.scope.file, call.expr.span);
      const key = [made.category, made.name, call.scope.file].join('\0');
      const known = found.get(key);
      if (known) {
        if (known.covers.length < MAX_COVERS) known.covers.push(at);
        continue;
      }
      const { category, name, mechanism, scope, strength, basis, details } = made;
      found.set(key, {
        id: controlId(category, name, at),
        category,
        name,
        mechanism,
        at,
        scope,
        strength,
        basis,
        protects: [],
        covers: [at],
        ...(details && { details }),
      });
    }
  }
  return [...found.values()];
}

/** `swig.setDefaults({ autoescape: false })`, `Environment(autoescape=False)`. */
function turnsEscapingOff(arg: CallSite['expr']['args'][number]): boolean {
  const off = (name: string | undefined, value: Expr): boolean =>
    /^(auto_?escape|noEscape)$/i.test(name ?? '') && value.kind === 'literal' && value.value === (name === 'noEscape');
  return (
    off(arg.name, arg.value) ||
    (arg.value.kind === 'object' && arg.value.properties.some((property) => off(property.key, property.value)))
  );
}

type Made = Omit<ControlSignal, 'path'> & { details?: Record<string, unknown> };

function signalled(program: Program, { expr, scope }: CallSite): Made[] {
  const paths = program.externalPaths(expr.callee, scope);
  if (paths.length === 0) return [];
  const signal = CONTROL_SIGNALS.find((one) => paths.some((path) => one.path.test(path)));
  if (!signal) return [];
  if (signal.name === 'CORS policy' && expr.args.length === 0)
    return [{ ...signal, strength: 'weak', basis: 'Every origin may read answers.' }];
  if (signal.name === 'Encryption') return [encryption(program, signal, expr, scope)];
  return [signal];
}

/** The algorithm decides: only authenticated modes notice changes. */
function encryption(program: Program, signal: ControlSignal, expr: CallSite['expr'], scope: CallSite['scope']): Made {
  const algorithm = expr.args[0] ? program.strings(expr.args[0].value, scope)[0] : undefined;
  if (algorithm === undefined) return signal;
  const strength = /gcm|ccm|poly1305|siv/i.test(algorithm)
    ? 'strong'
    : /(^|-)(des|rc4|ecb|bf)/i.test(algorithm)
      ? 'weak'
      : 'partial';
  return { ...signal, strength, mechanism: `${signal.mechanism} (${algorithm})`, details: { algorithm } };
}

/** Calls whose arguments say whether they protect. */
function special(program: Program, { expr, scope }: CallSite): Made[] {
  const { callee } = expr;
  if (callee.kind !== 'member') return [];
  const [first, second] = expr.args.map((arg) => arg.value);
  const name = first && first.kind === 'literal' ? String(first.value) : '';
  if (/^(json|urlencoded|raw|text)$/.test(callee.property) && first?.kind === 'object') {
    const limit = first.properties.find((property) => property.key === 'limit');
    if (limit && program.externalPaths(callee, scope).some((path) => /^(express|body-parser)\./.test(path)))
      return [made('rate-limiting', 'Body size limit', 'Large requests are refused', 'app')];
  }
  if (/^(set|engine)$/.test(callee.property) && (name === 'view engine' || callee.property === 'engine')) {
    const engine = !second
      ? undefined
      : callee.property === 'engine'
        ? program.externalPaths(second, scope)[0]
        : program.strings(second, scope)[0];
    if (engine !== undefined && ESCAPING_ENGINES.test(engine))
      return [
        {
          ...made('output-encoding', 'Template auto-escaping', `Templates (${engine}) escape values by default`, 'app'),
          details: { engine },
        },
      ];
  }
  if (/^(set|header|setHeader|add_header|append)$/.test(callee.property) && HEADERS.test(name))
    return [made('cors-csp', 'Security headers', `Sets ${name}`, 'function')];
  if (/^(cookie|set_cookie)$/.test(callee.property)) return cookie(expr.args);
  if (parameterised(program, expr, scope))
    return [
      made('input-validation', 'Parameterised queries', 'Values are bound, not part of the statement', 'function'),
    ];
  return [];
}

const HEADERS =
  /^(content-security-policy|strict-transport-security|x-frame-options|x-content-type-options|referrer-policy|permissions-policy)$/i;

function made(category: Made['category'], name: string, mechanism: string, scope: Made['scope']): Made {
  return { category, name, mechanism, scope, strength: 'strong', basis: `${mechanism}.` };
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
      ...made('cors-csp', 'Cookie flags', `Cookies are ${set.join(', ')}`, 'function'),
      strength: set.length === 3 ? 'strong' : 'partial',
      details: { flags: set },
    },
  ];
}

/** A constant statement with its values beside it. */
function parameterised(program: Program, expr: CallSite['expr'], scope: CallSite['scope']): boolean {
  if (
    expr.callee.kind !== 'member' ||
    !/^(query|execute|executemany|run|get|all|raw|prepare|one|any|none)$/.test(expr.callee.property)
  )
    return false;
  const [first, second] = expr.args.map((arg) => arg.value);
  if (!first || !second || !isValues(second)) return false;
  return program
    .strings(first, scope)
    .some((text) => /^\s*(select|insert|update|delete)\b/i.test(text) && /(\?|\$\d|%s|:\w+|@\w+|%\(\w+\)s)/.test(text));
}

function isValues(expr: Expr): boolean {
  return expr.kind === 'array' || expr.kind === 'object' || expr.kind === 'name';
}
