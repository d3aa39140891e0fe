import { describe, expect, it } from 'vitest';
import { State } from '../../../src/analysis/engine/flow/state';
import { Cell, constant } from '../../../src/analysis/engine/flow/value';

function entered(base: State): State {
  const layer = new State(base);
  layer.enter();
  return layer;
}

/** What the cell holds in the present state. */
const held = (state: State, cell: Cell) => state.get(cell)?.consts;

describe('layers of a state', () => {
  it('give a place what it held before when they are left, and their own value when they are entered again', () => {
    const base = State.lowest();
    const cell = new Cell(0);
    base.set(cell, constant('below'));
    const layer = entered(base);
    layer.set(cell, constant('once'));
    layer.set(cell, constant('above'));
    layer.leave();
    expect(held(base, cell)).toEqual(['below']);
    layer.enter();
    expect(held(layer, cell)).toEqual(['above']);
  });

  it('join what either branch changed with what the other left alone', () => {
    const base = State.lowest();
    const [both, one, made] = [new Cell(0), new Cell(0), new Cell(0)];
    for (const cell of [both, one]) base.set(cell, constant(0));
    const left = entered(base);
    left.set(both, constant(1));
    left.set(one, constant(1));
    left.set(made, constant(1));
    left.leave();
    const right = entered(base);
    right.set(both, constant(2));
    right.leave();
    base.merge([left, right]);
    expect([both, one, made].map((cell) => held(base, cell))).toEqual([[1, 2], [1, 0], [1]]);
  });

  it('keep their changes as those of the base once they are settled', () => {
    const base = State.lowest();
    const outer = entered(base);
    const inner = entered(outer);
    const cell = new Cell(0);
    inner.set(cell, constant('kept'));
    inner.settle();
    expect(held(outer, cell)).toEqual(['kept']);
    outer.leave();
    expect(held(base, cell)).toBeUndefined();
  });
});
