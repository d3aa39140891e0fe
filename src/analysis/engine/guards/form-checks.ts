import type { FunctionNode, Program } from '../link/definitions';
import { baseNames } from '../link/base-names';
import { dotted, walkDeep } from '../link/walk';
import { SIGNATURE_CALLS } from '../../../knowledge/controls/own-checks';
import { VALIDATING_CALLS } from '../../../knowledge/controls/validators';
import type { HandlerCheck } from './check';
import { FORMS, FORMS_WITH_TOKENS, FORM_METHODS, TYPED_BODIES } from '../../../knowledge/controls/forms';

/** Forms, serializers and schemas that a handler runs its input through. */
export function formChecks(program: Program, fn: FunctionNode): HandlerCheck[] {
  const found: HandlerCheck[] = [];
  walkDeep(fn.fn.body, (expr) => {
    if (expr.kind !== 'call' || found.length > 3) return;
    if (expr.callee.kind === 'member' && FORM_METHODS.test(expr.callee.property)) {
      const form = program.resolve(expr.callee.object, fn.scope).find((one) => one.kind === 'instance');
      if (form?.kind === 'instance') {
        const bases = baseNames(program, form.cls);
        const name = form.cls.cls.name;
        const definition = { file: form.cls.file, span: { ...form.cls.cls.span, endLine: form.cls.cls.span.line } };
        if (bases.some((base) => FORMS.test(base)))
          found.push({
            category: 'input-validation',
            establishes: 'schema',
            name,
            span: expr.span,
            definition,
            strength: 'strong',
            basis: 'The form or serializer checks its fields before the handler uses them.',
          });
        if (bases.some((base) => FORMS_WITH_TOKENS.path.test(base)))
          found.push({
            category: 'cors-csp',
            establishes: 'csrf',
            name,
            span: expr.span,
            definition,
            strength: 'strong',
            basis: FORMS_WITH_TOKENS.basis,
          });
        return;
      }
    }
    // Pages of other sites cannot send this type without asking the server first; `force` takes any type.
    if (
      program.externalPaths(expr.callee, fn.scope).some((path) => TYPED_BODIES.test(path)) &&
      !expr.args.some((arg) => arg.name === 'force' || arg.name === 'silent' || arg.name === undefined)
    )
      found.push({
        category: 'cors-csp',
        establishes: 'csrf',
        name: 'JSON content type',
        span: expr.span,
        strength: 'partial',
        basis: 'The handler refuses requests that are not declared as JSON, which forms of other sites cannot be.',
      });
    const known = program.externalPaths(expr.callee, fn.scope).find((path) => VALIDATING_CALLS.test(path));
    if (SIGNATURE_CALLS.test(dotted(expr.callee) ?? ''))
      found.push({
        category: 'authentication',
        establishes: 'signature',
        name: dotted(expr.callee) ?? 'signature',
        span: expr.span,
        strength: 'strong',
        basis: 'The sender proves itself by a signature over the message.',
      });
    if (known !== undefined)
      found.push({
        category: 'input-validation',
        establishes: 'schema',
        name: known.split('.')[0] ?? known,
        span: expr.span,
        strength: 'strong',
        basis: 'The handler runs its input through a schema.',
      });
  });
  return found;
}
