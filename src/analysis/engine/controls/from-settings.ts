import type { PlainMechanism } from '../../../artifacts/basis';
import type { ControlFact } from '../../../artifacts/facts';
import type { Expr } from '../../read/ir';
import { baseNames } from '../link/base-names';
import type { Program } from '../link/definitions';
import { walkDeep } from '../link/walk';
import type { TextSource } from '../../read/text-source';
import {
  CONTROL_SETTINGS,
  ENVIRONMENTS,
  ENVIRONMENT_READERS,
  SECRET_NAME,
  SETTINGS_CLASSES,
} from '../../../knowledge/controls/settings';
import { ENVIRONMENT_SECRETS } from '../../../knowledge/control-names';
import { controlId, kindOf } from './control-id';

/**
 * Protections that are settings: `SESSION_COOKIE_SECURE = True`,
 * `app.config[…] = …`, and secrets read from the environment.
 */
export function settingControls(program: Program, texts: TextSource): ControlFact[] {
  const found = new Map<string, ControlFact>();
  for (const file of [...program.files.keys()].sort()) {
    const module = program.moduleOf(file);
    if (!module) continue;
    const note = (
      expr: Expr,
      category: ControlFact['category'],
      name: string,
      mechanism: PlainMechanism,
      detail: string,
    ): void => {
      const key = `${file}\0${category}\0${name}`;
      const known = found.get(key);
      const at = texts.span(file, { ...expr.span, endLine: expr.span.line });
      if (known) {
        const names = known.details?.names;
        if (Array.isArray(names) && !names.includes(detail) && names.length < 40) names.push(detail);
        return;
      }
      found.set(key, {
        id: controlId(category, name, at),
        category,
        kind: kindOf(name),
        name,
        mechanism: { is: mechanism },
        at,
        scope: 'app',
        strength: category === 'secrets-management' ? 'partial' : 'strong',
        basis: { is: 'mechanism' },
        protects: [],
        covers: [],
        details: { names: [detail] },
      });
    };
    walkDeep(module.fn.body, (expr) => {
      const secret = environmentName(expr);
      if (secret !== undefined && SECRET_NAME.test(secret))
        note(expr, 'secrets-management', ENVIRONMENT_SECRETS, 'environment-variables', secret);
    });
    for (const { name, value, at } of settingsOf(module.fn.body)) {
      const rule = CONTROL_SETTINGS.find((one) => one.name.test(name));
      if (rule && protects(value, rule.value)) note(at, rule.category, rule.control, rule.mechanism, name);
    }
  }
  return [...found.values(), ...settingsClasses(program, texts)];
}

/**
 * `class Settings(BaseSettings)`: fields that are named like secrets and have no value
 * of their own come from the environment.
 */
function settingsClasses(program: Program, texts: TextSource): ControlFact[] {
  return [...program.classes.values()].flatMap((cls) => {
    if (!baseNames(program, cls).some((base) => SETTINGS_CLASSES.test(base))) return [];
    const names = cls.cls.members
      .filter(
        (member) =>
          SECRET_NAME.test(member.name) &&
          !member.fn &&
          (!member.value ||
            (member.value.kind === 'literal' && (member.value.type === 'null' || member.value.value === ''))),
      )
      .map((member) => member.name);
    const at = texts.span(cls.file, { ...cls.cls.span, endLine: cls.cls.span.line });
    return names.length === 0
      ? []
      : [
          {
            id: controlId('secrets-management', ENVIRONMENT_SECRETS, at),
            category: 'secrets-management' as const,
            kind: 'secrets-from-the-environment',
            name: ENVIRONMENT_SECRETS,
            mechanism: { is: 'environment-variables' as const },
            at,
            scope: 'app' as const,
            strength: 'partial' as const,
            basis: { is: 'mechanism' as const },
            protects: [],
            covers: [],
            details: { names },
          },
        ];
  });
}

/** `process.env.X`, `process.env['X']`, `os.environ['X']`, `os.environ.get('X')`, `os.getenv('X')`, `config('X')`. */
function environmentName(expr: Expr): string | undefined {
  if (expr.kind === 'member' && isEnvironment(expr.object)) return expr.property;
  if (expr.kind === 'index' && isEnvironment(expr.object) && expr.index.kind === 'literal')
    return String(expr.index.value);
  if (expr.kind !== 'call' || expr.args[0]?.value.kind !== 'literal') return undefined;
  const { callee } = expr;
  const reads =
    callee.kind === 'member' &&
    ((callee.property === 'get' && isEnvironment(callee.object)) || ENVIRONMENT_READERS.test(callee.property));
  return reads ? String(expr.args[0].value.value) : undefined;
}

function isEnvironment(expr: Expr): boolean {
  return expr.kind === 'member' && expr.object.kind === 'name' && ENVIRONMENTS.get(expr.object.name) === expr.property;
}

interface Setting {
  name: string;
  value: Expr;
  at: Expr;
}

/** Assignments to constants and to entries of a configuration. */
function settingsOf(body: Parameters<typeof walkDeep>[0]): Setting[] {
  const settings: Setting[] = [];
  const constant = (name: string, value: Expr): void => {
    if (/^[A-Z][A-Z0-9_]+$/.test(name)) settings.push({ name, value, at: value });
  };
  for (const stmt of body)
    if (stmt.kind === 'declare' && stmt.target.kind === 'bind' && stmt.value) constant(stmt.target.name, stmt.value);
  walkDeep(body, (expr) => {
    if (expr.kind !== 'assign') return;
    if (expr.target.kind === 'bind') constant(expr.target.name, expr.value);
    const place = expr.target.kind === 'place' ? expr.target.expr : undefined;
    if (place?.kind === 'index' && place.index.kind === 'literal') constant(String(place.index.value), expr.value);
  });
  return settings;
}

function protects(value: Expr, expected: unknown): boolean {
  if (value.kind === 'literal')
    return expected === undefined
      ? value.value !== null &&
          value.value !== false &&
          value.value !== 0 &&
          value.value !== '' &&
          value.value !== 'None'
      : value.value === expected;
  return value.kind === 'array' || value.kind === 'object'
    ? expected === undefined && !isEmpty(value)
    : expected === undefined;
}

function isEmpty(value: Extract<Expr, { kind: 'array' | 'object' }>): boolean {
  return value.kind === 'array'
    ? value.items.length === 0 || value.items.some((item) => item.kind === 'literal' && item.value === '*')
    : value.properties.length === 0;
}
