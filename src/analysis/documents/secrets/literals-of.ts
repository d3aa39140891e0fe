import type { Expr } from '../../read/ir';
import type { CodeAround } from './code-around';

export interface Literal {
  expr: Extract<Expr, { kind: 'literal' }>;
  /** Stands in for something that is not set. */
  isDefault: boolean;
  /** One of several in a list. */
  inList?: boolean;
}

/** `process.env.X || 'fallback'`, `os.getenv('X', 'fallback')`, `x ? 'a' : 'b'`: what a value can be in the end. */
export function literals(expr: Expr, around: CodeAround, depth = 0, isDefault = false): Literal[] {
  if (depth > 5) return [];
  switch (expr.kind) {
    case 'literal':
      return expr.type === 'string' || expr.type === 'bytes' ? [{ expr, isDefault }] : [];
    case 'binary':
      return ['||', '??', '&&'].includes(expr.op)
        ? [...literals(expr.left, around, depth + 1, isDefault), ...literals(expr.right, around, depth + 1, true)]
        : [];
    case 'conditional':
      return [
        ...literals(expr.then, around, depth + 1, isDefault),
        ...literals(expr.otherwise, around, depth + 1, isDefault),
      ];
    case 'array':
      return expr.items.flatMap((item) =>
        literals(item, around, depth + 1, isDefault).map((one) =>
          expr.items.length > 1 ? { ...one, inList: true } : one,
        ),
      );
    case 'assign':
      return literals(expr.value, around, depth + 1, isDefault);
    case 'call':
      return fallbacks(expr, around, depth);
    default:
      return [];
  }
}

export function calleeText(expr: Expr): string {
  if (expr.kind === 'name') return expr.name;
  if (expr.kind === 'member') return `${calleeText(expr.object)}.${expr.property}`;
  return expr.kind === 'this' ? 'this' : '';
}

/** `getConfig('jwt.secret', 'fallback')`: a setting that is asked for by its name, and what it is without one. */
export const readsSetting = (callee: string): boolean =>
  /(?:^|\.)(?:get_?(?:config|setting|option|conf)(?:_?value)?|config\.get|settings\.get|conf\.get|cfg\.get)$/i.test(
    callee,
  );

/**
 * `config.get('site', 'secret')` of a reader that is asked for a section and an option: the second names what is asked.
 * Source: Python, "configparser", `ConfigParser.get(section, option)`.
 */
function namesOption(callee: string, first: Expr | undefined, second: Expr | undefined): boolean {
  const text = (expr: Expr | undefined): string => (expr?.kind === 'literal' ? String(expr.value) : '');
  return /\.get$/.test(callee) && OPTION.test(text(second)) && text(first) !== '' && !NAMES_SECRET.test(text(first));
}

const OPTION = /^(?:[a-z]+_)?(?:secret|secret_key|password|passwd|pass|token|key|api_key|credentials?)$/;
const NAMES_SECRET = /secret|pass|token|key|credential/i;

/** What a setting is without a value of its own. */
function fallbackOf(
  call: Extract<Expr, { kind: 'call' }>,
  callee: string,
  wrapped: number | undefined,
): Expr | undefined {
  const byName = call.args.find((arg) => arg.name === 'default' || arg.name === 'fallback');
  if (byName) return byName.value;
  if (wrapped !== undefined) return call.args[wrapped]?.value;
  const [first, second] = call.args;
  return namesOption(callee, first?.value, second?.value) ? undefined : second?.value;
}

/** Reading a setting with a default; and turning a text into bytes. */
function fallbacks(call: Extract<Expr, { kind: 'call' }>, around: CodeAround, depth: number): Literal[] {
  const callee = calleeText(call.callee);
  const [first] = call.args;
  if (/(^|\.)(Buffer\.from|Buffer|encode|b|bytes|SecretStr)$/.test(callee) && first)
    return literals(first.value, around, depth + 1);
  if (call.callee.kind === 'member' && call.callee.property === 'encode')
    return literals(call.callee.object, around, depth + 1);
  const wrapped = around.wrappers.get(callee.split('.').at(-1) ?? '');
  if (
    wrapped === undefined &&
    !/(^|\.)(getenv|get|env|config|str|getEnv|getFileEnv|get_env|env_var)$/.test(callee) &&
    !readsSetting(callee)
  )
    return [];
  const fallback = fallbackOf(call, callee, wrapped);
  return fallback ? literals(fallback, around, depth + 1, true) : [];
}
