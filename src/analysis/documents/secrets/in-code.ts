import { keyOf } from '../../../knowledge/flow/sink-names';
import { KEY_ARGUMENTS } from '../../../safety/secrets/key-arguments';
import { kindOfName } from '../../../safety/secrets/names';
import { judgeValue } from '../../../safety/secrets/values';
import type { ClassIr, Expr, FileIr, FunctionIr, Pattern, Span } from '../../read/ir';
import { type CodeAround, lastWord, signingKeysOf } from './code-around';
import { comparedSecret } from './compared';
import { type AnyNode, askedNodes } from './each-node';
import { Holders } from './holders';
import { isEnumeration, isForTrials, isNameInList, isNameInTable, isTableOfMessages } from './labels';
import { isTelling } from './uses';
import { calleeText, type Literal, literals, readsSetting } from './literals-of';
import type { Sighting } from './sighting';

/** What a program signs with when nothing is set, be it only a row of dashes, is known to everybody. */
const asSigningKey = (text: string, signs: boolean): Sighting['confidence'] | undefined =>
  signs && text.length > 0 && !/^(?:none|null|undefined|true|false)$/i.test(text) && !text.includes('${')
    ? 'medium'
    : undefined;

/** What is known of the place of a value. */
interface Place {
  /** What the finding calls it. */
  shown?: string;
  /** Handed to a call where it stands. */
  used?: boolean;
  /** Whether something reads it again. Only asked of a secret: the answer is looked for in the whole program. */
  read: () => boolean;
  /** In a class of settings for tests or development. */
  forTrials?: boolean;
}

const useOf = (place: Place, standsIn: boolean, signs: boolean): Pick<Sighting, 'used' | 'signs' | 'unread'> => ({
  ...((place.used === true || standsIn) && { used: true }),
  ...(signs && { signs: true }),
  ...(!signs && !place.read() && { unread: true }),
});

/** A value under a name. */
interface Named {
  name: string;
  kind: NonNullable<ReturnType<typeof kindOfName>>;
  /** A call is given it to sign with. */
  signs: boolean;
  literal: Literal;
}

const isRead = (): boolean => true;
const READ: Place = { read: isRead };
const USED: Place = { used: true, read: isRead };

class Finder {
  private readonly found: Sighting[] = [];
  /** Entries of tables that are filled one by one, by the table and the value. */
  private readonly entries = new Map<Sighting, string>();
  private readonly common = new Set<string>();
  private readonly holders: Holders;
  /** What calls are given to sign with. */
  private readonly keys = new Set<Expr>();

  constructor(
    private readonly path: string,
    private readonly around: CodeAround,
  ) {
    this.holders = new Holders(path);
  }

  private check(name: string | undefined, value: Expr | undefined, place: Place): void {
    const kind = name === undefined ? undefined : kindOfName(name);
    if (name === undefined || kind === undefined || !value) return;
    const signs = this.keys.has(value);
    for (const literal of literals(value, this.around)) this.weigh({ name, kind, signs, literal }, place);
  }

  private weigh({ name, kind, signs, literal }: Named, place: Place): void {
    const text = String(literal.expr.value);
    const word = lastWord(name);
    const signed = this.around.signing.has(word);
    const standsIn = signed && literal.isDefault;
    if (literal.inList === true && isNameInList(text) && !(signs || signed)) return;
    const judged = judgeValue(name, kind, text, literal.isDefault) ?? asSigningKey(text, standsIn);
    if (judged === undefined) return;
    this.found.push({
      name: place.shown ?? name,
      what: 'secret',
      value: text,
      span: literal.expr.span,
      confidence: place.forTrials === true ? 'low' : judged,
      ...useOf(place, standsIn, standsIn || (signed && isTelling(name)) || signs),
      ...this.ofAccount(name, kind),
      ...(literal.isDefault && { standsIn: true }),
    });
  }

  private ofAccount(name: string, kind: Named['kind']): Pick<Sighting, 'ofAccount'> {
    return kind === 'secret' && this.around.passwords.has(lastWord(name)) && isTelling(name) ? { ofAccount: true } : {};
  }

  private variable(name: string): Place {
    return { read: () => this.around.uses.readsVariable(this.path, name) };
  }

  private member(name: string, holders: readonly string[] = ['this']): Place {
    return { read: () => this.around.uses.readsField(name, holders) };
  }

  private place(expr: Expr, value: Expr): void {
    if (expr.kind === 'member') this.check(expr.property, value, this.member(expr.property, [calleeText(expr.object)]));
    else if (expr.kind === 'index' && expr.index.kind === 'literal')
      this.entry(calleeText(expr.object), String(expr.index.value), value);
  }

  /** `classes["password"] = "input"`, beside `classes["text"] = "input"`: what others are is no secret. */
  private entry(table: string, key: string, value: Expr): void {
    const text = value.kind === 'literal' && typeof value.value === 'string' ? value.value : undefined;
    if (kindOfName(key) === undefined && text !== undefined) this.common.add(`${table}\0${text}`);
    const from = this.found.length;
    this.check(key, value, READ);
    for (const one of this.found.slice(from)) this.entries.set(one, `${table}\0${one.value}`);
  }

  /** What was found, without what other entries of the same table are as well. */
  get secrets(): Sighting[] {
    return this.found.filter((one) => !this.common.has(this.entries.get(one) ?? ''));
  }

  private target(pattern: Pattern, value: Expr): void {
    this.holders.bound(pattern, value);
    if (pattern.kind === 'bind') this.check(pattern.name, value, this.variable(pattern.name));
    else if (pattern.kind === 'place') this.place(pattern.expr, value);
  }

  private call(expr: Extract<Expr, { kind: 'call' }>): void {
    const { callee, args } = expr;
    this.holders.given(args);
    for (const arg of args) this.check(arg.name, arg.value, USED);
    const text = calleeText(callee);
    for (const key of signingKeysOf(text, args)) this.keys.add(key);
    for (const rule of KEY_ARGUMENTS) {
      const arg = rule.callee.test(text) ? args[rule.index] : undefined;
      if (arg && arg.name === undefined) this.check('secret key', arg.value, { ...USED, shown: keyOf(text) });
    }
    this.compared(comparedSecret(callee, args));
    const [key, value] = args;
    this.setting(expr, text);
    // `app.set('cookieSecret', …)`, `config.setdefault('SECRET_KEY', …)`
    if (
      /(^|\.)(set|setdefault|setItem|put|constant)$/.test(text) &&
      key?.value.kind === 'literal' &&
      value &&
      args.length === 2
    )
      this.check(String(key.value.value), value.value, READ);
  }

  /** `getConfig('jwt.secret', 'fallback')`. */
  private setting(expr: Extract<Expr, { kind: 'call' }>, callee: string): void {
    const [key] = expr.args;
    if (expr.args.length === 2 && key?.value.kind === 'literal' && readsSetting(callee))
      this.check(String(key.value.value).split(/[./:]/).at(-1), expr, READ);
  }

  private compared(seen: ReturnType<typeof comparedSecret>): void {
    if (seen) this.found.push({ ...seen, what: 'secret', confidence: 'medium', used: true });
  }

  private expression(expr: Expr): void {
    if (expr.kind === 'assign' && (expr.op === undefined || expr.op === '||' || expr.op === '??'))
      this.target(expr.target, expr.value);
    else if (expr.kind === 'call') this.call(expr);
    else if (expr.kind === 'binary' && (expr.op === '==' || expr.op === '!=')) this.compared(comparedSecret(expr));
    else if (expr.kind === 'object') this.table(expr);
  }

  private table(table: Extract<Expr, { kind: 'object' }>): void {
    const { names, handed } = this.holders.of(table);
    this.holders.inside(table);
    if (isTableOfMessages(table)) return;
    for (const property of table.properties) {
      if (property.key === undefined || isNameInTable(property, table, handed)) continue;
      this.check(property.key, property.value, handed ? USED : this.member(property.key, names));
    }
  }

  private fields(cls: ClassIr): void {
    if (isEnumeration(cls)) return;
    const forTrials = isForTrials(cls);
    for (const { name, value } of cls.members) {
      if (!value) continue;
      this.holders.named(name, value);
      this.check(name, value, { ...this.member(name, ['this', 'self', 'cls', cls.name]), forTrials });
    }
  }

  /** What a function falls back to is read in it. */
  private parameters(fn: FunctionIr): void {
    for (const { pattern, fallback } of fn.params)
      if (pattern.kind === 'bind') this.check(pattern.name, fallback, READ);
  }

  visit(node: AnyNode): void {
    if (node.fn) this.parameters(node.fn as FunctionIr);
    if (node.cls) this.fields(node.cls as ClassIr);
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
      case 'export':
        if (node.isDefault) this.holders.exported(node.value as Expr | undefined);
        break;
      case 'objectPattern':
        for (const property of (node as unknown as Extract<Pattern, { kind: 'objectPattern' }>).properties)
          this.check(property.key, property.fallback, READ);
        break;
      case 'withDefault': {
        const target = node.target as Pattern;
        if (target.kind === 'bind') this.check(target.name, node.fallback as Expr, READ);
        break;
      }
      default:
    }
  }
}

/** Literals in places whose name says that a secret goes there. */
export function secretsInCode(file: FileIr, around: CodeAround): Sighting[] {
  const finder = new Finder(file.path, around);
  for (const node of askedNodes(file)) finder.visit(node);
  return finder.secrets.sort((a, b) => before(a.span, b.span));
}

function before(a: Span, b: Span): number {
  return a.line - b.line || a.column - b.column;
}
