import { boundNames } from '../../engine/link/parts-of';
import type { Expr, FileIr, Param, Pattern } from '../../read/ir';

/** Words in a name for what holds settings: members of such a thing are settings, wherever it comes from. */
const HOLDS_SETTINGS = /config|settings?$|options|opts$|constants?$|secrets$|^env$|environment/i;

/** A call that is asked for a setting by its name. */
const ASKS = /^(?:get|getOrThrow|getattr|get_setting|setting|config)$/;
const SKIPPED: ReadonlySet<string> = new Set(['span', 'signature', 'syntaxErrors', 'tooDeep', 'annotation']);

/** Nodes to come. */
class Open {
  private readonly nodes: object[] = [];
  /** For each, the names of parameters around it: what they hold is handed in, and no value of the text. */
  private readonly around: ReadonlySet<string>[] = [];

  push(node: unknown, params: ReadonlySet<string>): void {
    if (typeof node !== 'object' || node === null) return;
    this.nodes.push(node);
    this.around.push(params);
  }

  pop(visit: (node: object, params: ReadonlySet<string>) => void): boolean {
    const node = this.nodes.pop();
    const params = this.around.pop();
    if (!node || !params) return false;
    visit(node, params);
    return true;
  }
}

/** Which names of a program are read again after something was put under them: compared as they are written. */
export class NameUses {
  private readonly inFile = new Map<string, Set<string>>();
  private readonly imported = new Set<string>();
  /** Members that are read, and the names of what they are read from. */
  private readonly members = new Map<string, Set<string>>();
  private readonly handed = new Set<string>();

  /** The trees from here on have not been gone through for what all of them say. */
  private next = 0;

  constructor(private readonly trees: readonly FileIr[]) {}

  /** Goes on through the trees until it holds: most folders ask nothing, and most of what is asked is soon seen. */
  private until(holds: () => boolean): boolean {
    while (!holds()) {
      const tree = this.trees[this.next];
      if (!tree) return false;
      this.next += 1;
      this.read(tree);
    }
    return true;
  }

  /** Whether a variable is read: in its own file, or where other files import it or read it from its module. */
  readsVariable(file: string, name: string): boolean {
    const own = this.trees.find(({ path }) => path === file);
    if (own && this.read(own).has(name)) return true;
    return this.until(() => this.imported.has(name) || this.members.has(name));
  }

  /** Whether a field of one of these is read, or one of them is handed on as a whole. */
  readsField(name: string, holders: readonly string[]): boolean {
    if (this.until(() => holders.some((holder) => this.handed.has(holder)) || this.readsFrom(name, holders)))
      return true;
    return !this.members.has(name) && this.imported.has(name);
  }

  private readsFrom(name: string, holders: readonly string[]): boolean {
    const from = this.members.get(name);
    return from !== undefined && (isTelling(name) || from.has('this') || holders.some((holder) => from.has(holder)));
  }

  /** The names that are read in a file. */
  private read(tree: FileIr): ReadonlySet<string> {
    const known = this.inFile.get(tree.path);
    if (known) return known;
    const names = new Set<string>();
    this.inFile.set(tree.path, names);
    const open = new Open();
    open.push(tree.body, new Set());
    const visit = (node: object, params: ReadonlySet<string>): void => {
      if (Array.isArray(node)) for (const one of node as unknown[]) open.push(one, params);
      else this.node(node as Record<string, unknown>, params, names, open);
    };
    while (open.pop(visit));
    return names;
  }

  private node(node: Record<string, unknown>, params: ReadonlySet<string>, names: Set<string>, open: Open): void {
    this.note(node, params, names);
    const inner = Array.isArray(node.params) ? withParams(params, node.params as Param[]) : params;
    for (const key in node) {
      const child = node[key];
      if (typeof child !== 'object' || child === null || SKIPPED.has(key)) continue;
      // What is written to is not read; the object whose member is written is.
      const place = key === 'target' ? (child as { kind?: string; expr?: Expr }) : undefined;
      if (place?.kind === 'place' && place.expr) open.push(ownerOf(place.expr), inner);
      else open.push(child, inner);
    }
  }

  private note(node: Record<string, unknown>, params: ReadonlySet<string>, names: Set<string>): void {
    if (node.kind === 'name' && !params.has(String(node.name))) names.add(String(node.name));
    else if (node.kind === 'member') this.member(node.object as Expr, String(node.property), params);
    else if (node.kind === 'index') this.index(node as unknown as Extract<Expr, { kind: 'index' }>, params);
    else if (node.kind === 'call') this.call(node as unknown as Extract<Expr, { kind: 'call' }>, params);
    else if (node.kind === 'import')
      for (const one of node.names as { imported: string }[]) this.imported.add(one.imported);
    else if (node.kind === 'declare') this.taken(node.target as Pattern, node.value as Expr | undefined, params);
  }

  private member(object: Expr, property: string, params: ReadonlySet<string>): void {
    if (!isOfProgram(object, params)) return;
    const from = this.members.get(property) ?? new Set<string>();
    from.add(endOf(object));
    this.members.set(property, from);
  }

  private index({ object, index }: Extract<Expr, { kind: 'index' }>, params: ReadonlySet<string>): void {
    if (index.kind === 'literal' && typeof index.value === 'string') this.member(object, index.value, params);
  }

  private call({ callee, args }: Extract<Expr, { kind: 'call' }>, params: ReadonlySet<string>): void {
    for (const { value } of args) {
      const given = value.kind === 'spread' ? value.value : value;
      if ((given.kind === 'name' && !params.has(given.name)) || given.kind === 'member') this.handed.add(endOf(given));
    }
    const key = args.find(({ value }) => value.kind === 'literal' && typeof value.value === 'string')?.value;
    if (key?.kind === 'literal' && ASKS.test(endOf(callee)))
      this.member(callee.kind === 'member' ? callee.object : callee, String(key.value), params);
  }

  /** `const { secret } = config`, `const { secret } = require('./config')`. */
  private taken(target: Pattern, value: Expr | undefined, params: ReadonlySet<string>): void {
    if (target.kind !== 'objectPattern' || value === undefined) return;
    for (const { key } of target.properties) if (key !== undefined) this.member(value, key, params);
  }
}

/** A name of several words means the same wherever it is read; `password` and `token` are fields of everything. */
export const isTelling = (name: string): boolean => /[a-z\d][A-Z]|[a-z\d][_-][a-z]|[A-Z\d]_[A-Z]/.test(name);

function withParams(outer: ReadonlySet<string>, params: readonly Param[]): ReadonlySet<string> {
  return new Set([...outer, ...params.flatMap(({ pattern }) => boundNames(pattern))]);
}

function ownerOf(expr: Expr): Expr | undefined {
  return expr.kind === 'member' || expr.kind === 'index' ? expr.object : undefined;
}

/** The last name of an expression; `this` and calls count by what they are. */
export function endOf(expr: Expr): string {
  switch (expr.kind) {
    case 'name':
      return expr.name;
    case 'member':
      return expr.property;
    case 'index':
      return expr.index.kind === 'literal' ? String(expr.index.value) : endOf(expr.object);
    case 'call':
      return endOf(expr.callee);
    case 'this':
      return 'this';
    case 'await':
      return endOf(expr.value);
    default:
      return '';
  }
}

/** Whether what a member is read from may be a thing that the program wrote down: no parameter, but for settings. */
function isOfProgram(object: Expr, params: ReadonlySet<string>): boolean {
  if (HOLDS_SETTINGS.test(endOf(object))) return true;
  switch (object.kind) {
    case 'name':
      return !params.has(object.name);
    case 'call':
      return isOfProgram(object.callee, params);
    case 'await':
      return isOfProgram(object.value, params);
    case 'member':
    case 'index':
      return isOfProgram(object.object, params);
    default:
      return true;
  }
}
