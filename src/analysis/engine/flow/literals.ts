import { constant, type Primitive, type Value } from './value';

const MOST_LITERALS = 50_000;

/** The values of literals: the same one for the same text, so that it is made once. */
export class Literals {
  private readonly known = new Map<Primitive, Value>();

  of(literal: Primitive): Value {
    let value = this.known.get(literal);
    if (!value) {
      value = constant(literal);
      if (this.known.size < MOST_LITERALS) this.known.set(literal, value);
    }
    return value;
  }
}
