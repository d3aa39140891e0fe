import { JSON_TYPE } from '../../../knowledge/control-names';
import type { Expr } from '../../read/ir';
import type { FunctionNode, Program } from '../link/definitions';
import { baseNames } from '../link/base-names';
import { dotted, walkDeep } from '../link/walk';
import { SIGNATURE_CALLS } from '../../../knowledge/controls/own-checks';
import { VALIDATING_CALLS } from '../../../knowledge/controls/validators';
import type { HandlerCheck } from './check';
import { FORMS, FORMS_WITH_TOKENS, FORM_METHODS, TYPED_BODIES } from '../../../knowledge/controls/forms';

type Call = Extract<Expr, { kind: 'call' }>;

/** Forms, serializers and schemas that a handler runs its input through. */
export function formChecks(program: Program, fn: FunctionNode): HandlerCheck[] {
  const found: HandlerCheck[] = [];
  walkDeep(fn.fn.body, (expr) => {
    if (expr.kind !== 'call' || found.length > 3) return;
    found.push(...(ofForm(program, fn, expr) ?? ofCall(program, fn, expr)));
  });
  return found;
}

/** `form.is_valid()`; undefined where no form of the program is asked. */
function ofForm(program: Program, fn: FunctionNode, { callee, span }: Call): HandlerCheck[] | undefined {
  if (callee.kind !== 'member' || !FORM_METHODS.test(callee.property)) return undefined;
  const form = program.resolve(callee.object, fn.scope).find((one) => one.kind === 'instance');
  if (form?.kind !== 'instance') return undefined;
  const bases = baseNames(program, form.cls);
  const { file, cls } = form.cls;
  const definition = { file, span: { ...cls.span, endLine: cls.span.line } };
  const base = { name: cls.name, span, definition, strength: 'strong' as const };
  const checks: HandlerCheck[] = [];
  if (bases.some((one) => FORMS.test(one)))
    checks.push({
      category: 'input-validation',
      establishes: 'schema',
      ...base,
      basis: { is: 'form-checks' },
    });
  if (bases.some((one) => FORMS_WITH_TOKENS.path.test(one)))
    checks.push({ category: 'cors-csp', establishes: 'csrf', ...base, basis: { is: FORMS_WITH_TOKENS.basis } });
  return checks;
}

/** Calls that check the request whatever they are called on. */
function ofCall(program: Program, fn: FunctionNode, call: Call): HandlerCheck[] {
  const paths = program.externalPaths(call.callee, fn.scope);
  return [typedBody(paths, call), signed(call), schema(paths, call)].filter((one) => one !== undefined);
}

/** Pages of other sites cannot send this type without asking the server first; `force` takes any type. */
function typedBody(paths: readonly string[], { args, span }: Call): HandlerCheck | undefined {
  const takesAny = args.some((arg) => arg.name === 'force' || arg.name === 'silent' || arg.name === undefined);
  if (takesAny || !paths.some((path) => TYPED_BODIES.test(path))) return undefined;
  return {
    category: 'cors-csp',
    establishes: 'csrf',
    name: JSON_TYPE,
    span,
    strength: 'partial',
    basis: { is: 'json-only' },
  };
}

function signed({ callee, span }: Call): HandlerCheck | undefined {
  const name = dotted(callee) ?? '';
  if (!SIGNATURE_CALLS.test(name)) return undefined;
  return {
    category: 'authentication',
    establishes: 'signature',
    name,
    span,
    strength: 'strong',
    basis: { is: 'signature-proves' },
  };
}

function schema(paths: readonly string[], { span }: Call): HandlerCheck | undefined {
  const known = paths.find((path) => VALIDATING_CALLS.test(path));
  if (known === undefined) return undefined;
  return {
    category: 'input-validation',
    establishes: 'schema',
    name: known.split('.')[0] ?? known,
    span,
    strength: 'strong',
    basis: { is: 'handler-runs-schema' },
  };
}
