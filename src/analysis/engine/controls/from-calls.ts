import type { CodeSpan } from '../../../artifacts/code-span';
import type { ControlFact } from '../../../artifacts/facts';
import type { Expr } from '../../read/ir';
import type { CallSite, Program } from '../link/definitions';
import type { TextSource } from '../../read/text-source';
import { CONTROL_SIGNALS } from '../../../knowledge/controls/signals';
import type { ControlSignal } from '../../../knowledge/controls/signal';
import { callsForSecrets } from './secret-targets';
import { PathTable } from '../stores/path-table';
import { argumentControls, type Made } from './from-arguments';
import { AUTO_ESCAPING, CORS_POLICY, ENCRYPTION, SECURE_RANDOM } from '../../../knowledge/control-names';
import { controlId, kindOf } from './control-id';

const MAX_COVERS = 20;
/** A control only where the value is a secret: that is seen at the place it goes to. */

/**
 * Protections that library calls implement or install; of several in a file the
 * first, with the others as places it covers.
 */
export function callControls(program: Program, texts: TextSource): ControlFact[] {
  const unescaped = program.calls.some(({ expr }) => expr.args.some(turnsEscapingOff));
  const random = callsForSecrets(program);
  const found = new Map<string, ControlFact>();
  const signals = new PathTable(CONTROL_SIGNALS);
  for (const call of program.calls) {
    for (const made of [...signalled(program, call, signals, random), ...argumentControls(program, call)]) {
      if (unescaped && made.name === AUTO_ESCAPING) continue;
      const at = texts.span(call.scope.file, call.expr.span);
      const key = [made.category, made.name, call.scope.file].join('\0');
      const known = found.get(key);
      if (known) {
        if (known.covers.length < MAX_COVERS) known.covers.push(at);
        continue;
      }
      found.set(key, factOf(made, at));
    }
  }
  return [...found.values()];
}

function factOf({ category, name, mechanism, scope, strength, basis, details }: Made, at: CodeSpan): ControlFact {
  return {
    id: controlId(category, name, at),
    category,
    kind: kindOf(name),
    name,
    mechanism,
    at,
    scope,
    strength,
    basis,
    protects: [],
    covers: [at],
    ...(details && { details }),
  };
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

/** Nothing is handed over, or options that are written out and say nothing of origins: every origin may read. */
function namesNoOrigin({ args }: CallSite['expr']): boolean {
  const [options] = args;
  if (!options) return true;
  return (
    args.length === 1 &&
    options.value.kind === 'object' &&
    options.value.properties.every(({ kind, key }) => kind !== 'spread' && key !== undefined && !/^origins?$/.test(key))
  );
}

function signalled(
  program: Program,
  { expr, scope }: CallSite,
  signals: PathTable<ControlSignal>,
  random: ReadonlySet<Expr>,
): Made[] {
  const signal = signals.firstFor(program.externalPaths(expr.callee, scope));
  if (!signal) return [];
  if (signal.name === SECURE_RANDOM && !random.has(expr)) return [];
  if (signal.name === CORS_POLICY && namesNoOrigin(expr))
    return [{ ...madeBy(signal), strength: 'weak', basis: { is: 'every-origin' } }];
  if (signal.name === ENCRYPTION) return [encryption(program, signal, expr, scope)];
  return [madeBy(signal)];
}

function madeBy({ category, name, mechanism, scope, strength, basis }: ControlSignal): Made {
  return { category, name, mechanism: { is: mechanism }, scope, strength, basis: { is: basis } };
}

function strengthOf(algorithm: string): Made['strength'] {
  if (/gcm|ccm|poly1305|siv/i.test(algorithm)) return 'strong';
  return /(^|-)(des|rc4|ecb|bf)/i.test(algorithm) ? 'weak' : 'partial';
}

/** The algorithm decides: only authenticated modes notice changes. */
function encryption(program: Program, signal: ControlSignal, expr: CallSite['expr'], scope: CallSite['scope']): Made {
  const algorithm = expr.args[0] ? program.strings(expr.args[0].value, scope)[0] : undefined;
  const made = madeBy(signal);
  if (algorithm === undefined) return made;
  return {
    ...made,
    strength: strengthOf(algorithm),
    mechanism: { is: signal.mechanism, algorithm },
    details: { algorithm },
  };
}
