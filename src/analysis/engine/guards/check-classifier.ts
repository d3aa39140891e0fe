import type { Expr } from '../../read/ir';
import { functionsOf } from '../entries/handlers';
import type { ClassNode, Definition, Program, Scope } from '../link/definitions';
import { dotted } from '../link/walk';
import { KNOWN_CHECKS } from '../../../knowledge/controls/known-checks';
import {
  DECIDERS,
  DECORATED_APPLICATIONS,
  SUBJECTS,
  TELLING_NAME,
  TELLING_ROLE,
} from '../../../knowledge/controls/own-checks';
import type { BodyReasoning } from './body-reasoning';
import type { Check } from './check';

/** Tells what an installed middleware, decorator, guard or dependency establishes. */
export class CheckClassifier {
  constructor(
    private readonly program: Program,
    private readonly reasoning: BodyReasoning,
  ) {}

  classify(expr: Expr, scope: Scope, depth = 0): Check[] {
    if (depth > 4) return [];
    if (expr.kind === 'array') return expr.items.flatMap((item) => this.classify(item, scope, depth + 1));
    if (expr.kind === 'object') return schemaObject(expr) ? [SCHEMA] : [];
    if (expr.kind === 'binary' && /^[|&]+$/.test(expr.op))
      return [...this.classify(expr.left, scope, depth + 1), ...this.classify(expr.right, scope, depth + 1)];
    const definitions = this.program.resolve(expr, scope);
    const known = this.known(expr, definitions);
    if (known.length > 0) return known;
    const own = this.own(expr, scope, definitions, depth);
    if (own.length > 0) return own;
    if (expr.kind === 'call') {
      const inside = expr.args.flatMap((arg) =>
        isReference(arg.value) ? this.classify(arg.value, scope, depth + 1) : [],
      );
      if (inside.length > 0) return inside;
    }
    return this.byName(expr, definitions);
  }

  private known(expr: Expr, definitions: readonly Definition[]): Check[] {
    const paths = definitions.flatMap((one) => (one.kind === 'external' ? [one.path] : []));
    const name = dotted(expr.kind === 'call' ? expr.callee : expr) ?? paths[0] ?? '';
    // A permission needs somebody who has it: one check can establish two things.
    return fromLibrary(paths, name);
  }

  private own(expr: Expr, scope: Scope, definitions: readonly Definition[], depth: number): Check[] {
    const classes = definitions.flatMap((one) => (one.kind === 'class' || one.kind === 'instance' ? [one.cls] : []));
    const byClass = classes.flatMap((cls) => this.ofClass(cls, depth));
    if (byClass.length > 0) return byClass;
    const direct = definitions.flatMap((one) => (one.kind === 'function' ? [one.fn] : []));
    const made = expr.kind === 'call' ? this.program.callees(expr, scope).map((one) => one.fn) : [];
    for (const fn of [...direct, ...made]) {
      const checks = this.reasoning.checksOf(fn);
      if (checks.length > 0) return checks.map((check) => named(check, expr));
    }
    const wrapped =
      expr.kind === 'call' || expr.kind === 'name'
        ? functionsOf(this.program, expr, scope).filter((fn) => !direct.includes(fn))
        : [];
    const inside = wrapped.flatMap((fn) => this.reasoning.checksOf(fn));
    return inside.length > 0 ? inside.map((check) => named(check, expr)) : this.decorated(expr, definitions, depth);
  }

  /** `fastify.authenticate`, added by `fastify.decorate('authenticate', fn)`. */
  private decorated(expr: Expr, definitions: readonly Definition[], depth: number): Check[] {
    if (
      expr.kind !== 'member' ||
      !definitions.some((one) => one.kind === 'external' && DECORATED_APPLICATIONS.test(one.path))
    )
      return [];
    for (const call of this.program.calls) {
      const { callee, args } = call.expr;
      if (callee.kind !== 'member' || callee.property !== 'decorate') continue;
      const [name, value] = args.map((arg) => arg.value);
      if (name?.kind === 'literal' && name.value === expr.property && value)
        return this.classify(value, call.scope, depth + 1);
    }
    return [];
  }

  /** An own guard or permission class: what its deciding method looks at. */
  private ofClass(cls: ClassNode, depth: number): Check[] {
    for (const name of DECIDERS) {
      const fn = cls.cls.members.find((member) => member.name === name)?.fn;
      const node = fn && this.program.nodeOf(fn, cls.file);
      if (!node) continue;
      const reasoned = this.reasoning.checksOf(node);
      if (reasoned.length > 0) return reasoned.map((check) => ({ ...check, name: cls.cls.name }));
      const text = fn.body
        .flatMap((stmt) =>
          stmt.kind === 'return' && stmt.value ? [this.reasoning.describe(stmt.value, new Map(), 0)] : [],
        )
        .join(' ');
      const subject = SUBJECTS.find((one) => one.words.test(text));
      if (subject)
        return [
          {
            category: subject.category,
            establishes: subject.establishes,
            name: cls.cls.name,
            strength: 'strong',
            basis: `Its \`${name}\` decides by ${subject.establishes}.`,
            definition: { file: cls.file, span: { ...cls.cls.span, endLine: cls.cls.span.line } },
          },
        ];
    }
    return this.program.basesOf(cls).flatMap((base) => {
      if (base.kind === 'class') return this.ofClass(base.cls, depth + 1);
      if (base.kind !== 'external') return [];
      return fromLibrary([base.path], cls.cls.name);
    });
  }

  private byName(expr: Expr, definitions: readonly Definition[]): Check[] {
    // Code that was read and turns nothing away is no check, whatever it is called.
    if (
      definitions.some(
        (one) => one.kind === 'function' || one.kind === 'class' || one.kind === 'instance' || one.kind === 'literal',
      )
    )
      return [];
    const name = dotted(expr.kind === 'call' ? expr.callee : expr);
    if (name === undefined) return [];
    const base = {
      name,
      strength: 'weak' as const,
      basis: 'Recognised by its name alone; its code is not part of what was read.',
    };
    if (TELLING_ROLE.test(name)) return [{ ...base, category: 'authorization', establishes: 'role' }];
    return TELLING_NAME.test(name) ? [{ ...base, category: 'authentication', establishes: 'authenticated' }] : [];
  }
}

/** What the check of a library establishes. */
function fromLibrary(paths: readonly string[], name: string): Check[] {
  return KNOWN_CHECKS.flatMap(({ path, category, establishes, strength, basis }): Check[] => {
    const library = paths.find((one) => path.test(one));
    return library === undefined ? [] : [{ category, establishes, name, strength, basis, library }];
  });
}

/** A closure has the name of what made it: `requireRole('admin')`. */
function named(check: Check, expr: Expr): Check {
  const name = check.name.startsWith('<') ? dotted(expr.kind === 'call' ? expr.callee : expr) : undefined;
  if (name === undefined) return check;
  const given =
    expr.kind === 'call'
      ? expr.args
          .map((arg) =>
            arg.value.kind === 'literal' && arg.value.value !== null
              ? typeof arg.value.value === 'string'
                ? `'${arg.value.value}'`
                : String(arg.value.value)
              : '…',
          )
          .join(', ')
      : undefined;
  return { ...check, name: given === undefined || given.length > 40 ? name : `${name}(${given})` };
}

const SCHEMA: Check = {
  category: 'input-validation',
  establishes: 'schema',
  name: 'schema',
  strength: 'strong',
  basis: 'The framework checks input against this schema before the handler runs.',
};

function schemaObject(expr: Extract<Expr, { kind: 'object' }>): boolean {
  return expr.properties.some((property) => /^(body|querystring|params|headers|query)$/.test(property.key ?? ''));
}

function isReference(expr: Expr): boolean {
  return expr.kind === 'name' || expr.kind === 'member' || expr.kind === 'call' || expr.kind === 'array';
}
