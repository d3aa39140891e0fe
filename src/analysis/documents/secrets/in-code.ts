import { KEY_ARGUMENTS } from '../../../safety/secrets/key-arguments';
import { kindOfName } from '../../../safety/secrets/names';
import { judgeValue } from '../../../safety/secrets/values';
import type { Arg, Expr, FileIr, Pattern, Span } from '../../read/ir';
import { lastName } from '../../engine/last-name';
import { type CodeAround, lastWord } from './code-around';
import type { Sighting } from './sighting';

interface Literal {
  expr: Extract<Expr, { kind: 'literal' }>;
  /** Stands in for something that is not set. */
  isDefault: boolean;
}

/** `process.env.X || 'fallback'`, `os.getenv('X', 'fallback')`, `x ? 'a' : 'b'`: what a value can be in the end. */
function literals(expr: Expr, around: CodeAround, depth = 0, isDefault = false): Literal[] {
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
      return expr.items.flatMap((item) => literals(item, around, depth + 1, isDefault));
    case 'assign':
      return literals(expr.value, around, depth + 1, isDefault);
    case 'call':
      return fallbacks(expr, around, depth);
    default:
      return [];
  }
}

function calleeText(expr: Expr): string {
  if (expr.kind === 'name') return expr.name;
  if (expr.kind === 'member') return `${calleeText(expr.object)}.${expr.property}`;
  return expr.kind === 'this' ? 'this' : '';
}

/** Reading a setting with a default; and turning a text into bytes. */
function fallbacks(call: Extract<Expr, { kind: 'call' }>, around: CodeAround, depth: number): Literal[] {
  const callee = calleeText(call.callee);
  const [first, second] = call.args;
  if (/(^|\.)(Buffer\.from|Buffer|encode|b|bytes|SecretStr)$/.test(callee) && first)
    return literals(first.value, around, depth + 1);
  if (call.callee.kind === 'member' && call.callee.property === 'encode')
    return literals(call.callee.object, around, depth + 1);
  const wrapped = around.wrappers.get(callee.split('.').at(-1) ?? '');
  if (wrapped === undefined && !/(^|\.)(getenv|get|env|config|str|getEnv|getFileEnv|get_env|env_var)$/.test(callee))
    return [];
  const byName = call.args.find((arg) => arg.name === 'default' || arg.name === 'fallback');
  const fallback = byName ?? (wrapped === undefined ? second : call.args[wrapped]);
  return fallback ? literals(fallback.value, around, depth + 1, true) : [];
}

/** What a program signs with when nothing is set, be it only a row of dashes, is known to everybody. */
const asSigningKey = (text: string, signs: boolean): Sighting['confidence'] | undefined =>
  signs && text.length > 0 && !/^(?:none|null|undefined|true|false)$/i.test(text) && !text.includes('${')
    ? 'medium'
    : undefined;

class Finder {
  readonly found: Sighting[] = [];
  private readonly handed = new Set<Expr>();

  constructor(private readonly around: CodeAround) {}

  /** `shown` is what the finding calls it. */
  private check(name: string | undefined, value: Expr | undefined, shown = name ?? '', used = false): void {
    const kind = name === undefined ? undefined : kindOfName(name);
    if (name === undefined || kind === undefined || !value) return;
    for (const literal of literals(value, this.around)) {
      const text = String(literal.expr.value);
      const signs = literal.isDefault && this.around.signing.has(lastWord(name));
      const confidence = judgeValue(name, kind, text, literal.isDefault) ?? asSigningKey(text, signs);
      if (confidence)
        this.found.push({
          name: shown,
          what: 'secret',
          value: text,
          span: literal.expr.span,
          confidence,
          ...((used || signs) && { used: true }),
          ...(literal.isDefault && { standsIn: true }),
        });
    }
  }

  private place(expr: Expr, value: Expr): void {
    if (expr.kind === 'member') this.check(expr.property, value);
    else if (expr.kind === 'index' && expr.index.kind === 'literal') this.check(String(expr.index.value), value);
  }

  private target(pattern: Pattern, value: Expr): void {
    if (pattern.kind === 'bind') this.check(pattern.name, value);
    else if (pattern.kind === 'place') this.place(pattern.expr, value);
  }

  private call(callee: Expr, args: readonly Arg[]): void {
    for (const arg of args) {
      this.check(arg.name, arg.value, arg.name, true);
      if (arg.value.kind === 'object') this.handed.add(arg.value);
    }
    const text = calleeText(callee);
    for (const rule of KEY_ARGUMENTS) {
      const arg = rule.callee.test(text) ? args[rule.index] : undefined;
      if (arg && arg.name === undefined) this.check('secret key', arg.value, `key of ${text}`, true);
    }
    const [key, value] = args;
    // `app.set('cookieSecret', …)`, `config.setdefault('SECRET_KEY', …)`
    if (
      /(^|\.)(set|setdefault|setItem|put|constant)$/.test(text) &&
      key?.value.kind === 'literal' &&
      value &&
      args.length === 2
    )
      this.check(String(key.value.value), value.value);
  }

  private comparison(left: Expr, right: Expr): void {
    const name = lastName(left);
    if (name === undefined || right.kind !== 'literal' || right.type !== 'string' || kindOfName(name) !== 'secret')
      return;
    const text = String(right.value);
    const confidence = /[\d\W_]/.test(text) && text.length >= 6 ? judgeValue(name, 'secret', text) : undefined;
    if (confidence) this.found.push({ name, what: 'secret', value: text, span: right.span, confidence: 'medium' });
  }

  private expression(expr: Expr): void {
    if (expr.kind === 'assign' && (expr.op === undefined || expr.op === '||' || expr.op === '??'))
      this.target(expr.target, expr.value);
    else if (expr.kind === 'call') this.call(expr.callee, expr.args);
    else if (expr.kind === 'binary' && (expr.op === '==' || expr.op === '!=')) this.comparison(expr.left, expr.right);
    else if (expr.kind === 'object')
      for (const property of expr.properties)
        this.check(property.key, property.value, property.key, this.handed.has(expr));
  }

  /** One node of the tree, of any sort: they are told apart by what they have. */
  visit(node: Record<string, unknown>): void {
    switch (node.kind) {
      case 'assign':
      case 'call':
      case 'object':
      case 'binary':
        this.expression(node as unknown as Expr);
        break;
      case 'declare':
        if (node.value) this.target(node.target as Pattern, node.value as Expr);
        break;
      case 'objectPattern':
        for (const property of (node as unknown as Extract<Pattern, { kind: 'objectPattern' }>).properties)
          this.check(property.key, property.fallback);
        break;
      case 'withDefault':
        this.target(node.target as Pattern, node.fallback as Expr);
        break;
      case 'property':
        this.check(node.name as string, node.value as Expr | undefined);
        break;
      default:
        if (node.pattern && node.fallback) this.target(node.pattern as Pattern, node.fallback as Expr);
    }
  }
}

const SKIPPED = new Set(['span', 'signature', 'comments', 'syntaxErrors', 'tooDeep']);

/** Literals in places whose name says that a secret goes there. */
export function secretsInCode(file: FileIr, around: CodeAround): Sighting[] {
  const finder = new Finder(around);
  const open: unknown[] = [file.body];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (Array.isArray(next)) {
      for (const item of next as unknown[]) if (typeof item === 'object' && item !== null) open.push(item);
    } else if (typeof next === 'object' && next !== null) {
      const node = next as Record<string, unknown>;
      finder.visit(node);
      for (const key in node) {
        const value = node[key];
        if (typeof value === 'object' && value !== null && !SKIPPED.has(key)) open.push(value);
      }
    }
  }
  return finder.found.sort((a, b) => before(a.span, b.span));
}

function before(a: Span, b: Span): number {
  return a.line - b.line || a.column - b.column;
}
