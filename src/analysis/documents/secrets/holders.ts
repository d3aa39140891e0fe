import { posix } from 'node:path';
import type { Arg, Expr, Pattern } from '../../read/ir';
import { endOf } from './uses';

/** Where a table of values stands. */
export interface Holder {
  /** What it is called, from the inside out. */
  names: readonly string[];
  /** It is handed to a call where it stands. */
  handed: boolean;
}

const NOWHERE: Holder = { names: [], handed: false };

/** The tables of a file by what holds them; what holds one is visited before it. */
export class Holders {
  private readonly known = new Map<unknown, Holder>();
  private readonly module: string;

  constructor(file: string) {
    const name = posix.basename(file).replace(/\.\w+$/, '');
    this.module = name === 'index' || name === '__init__' ? posix.basename(posix.dirname(file)) : name;
  }

  of(table: unknown): Holder {
    return this.known.get(table) ?? NOWHERE;
  }

  bound(target: Pattern, value: Expr | undefined): void {
    if (target.kind === 'bind') this.note(value, { names: [target.name], handed: false });
    else if (target.kind === 'place') {
      const name = endOf(target.expr);
      this.note(value, { names: name === 'exports' ? [this.module] : [name], handed: false });
    }
  }

  /** `export default { … }`. */
  exported(value: Expr | undefined): void {
    this.note(value, { names: [this.module], handed: false });
  }

  named(name: string, value: Expr | undefined): void {
    this.note(value, { names: [name], handed: false });
  }

  given(args: readonly Arg[]): void {
    for (const { value } of args) this.note(value, { ...this.of(value), handed: true });
  }

  inside(table: Extract<Expr, { kind: 'object' }>): void {
    const around = this.of(table);
    for (const { key, value } of table.properties)
      this.note(value, { names: [...(key === undefined ? [] : [key]), ...around.names], handed: around.handed });
  }

  private note(value: Expr | undefined, holder: Holder): void {
    if (value === undefined) return;
    if (value.kind === 'object') this.known.set(value, holder);
    else if (value.kind === 'array') for (const item of value.items) this.note(item, holder);
    else if (value.kind === 'binary') [value.left, value.right].forEach((side) => this.note(side, holder));
    // `Object.freeze({ … })` is still the table of what it is given to.
    else if (value.kind === 'call') for (const arg of value.args) this.note(arg.value, holder);
    else if (value.kind === 'await' || value.kind === 'spread') this.note(value.value, holder);
  }
}
