import { describe, expect, it } from 'vitest';
import { anchorOf } from '../../../src/artifacts/anchor';
import { followEdits, type LineEdit, type Tracked } from '../../../src/editor/findings/follow-edits';
import { type Anchored, relocate } from '../../../src/editor/findings/relocate';

const FILE = [
  'import a',
  'function run(req) {',
  '  eval(req.body);',
  '  return 1;',
  '}',
  '',
  'function other(req) {',
  '  eval(req.body);',
  '}',
];

const at = (start: number, end = start, id = `at-${String(start)}`): Anchored => ({
  id,
  lines: { start, end },
  anchor: anchorOf(FILE.slice(start - 1, end).join('\n')),
});
const insert = (line: number, ...lines: string[]): string[] => [
  ...FILE.slice(0, line - 1),
  ...lines,
  ...FILE.slice(line - 1),
];

describe('relocate (P-185): a file that changed while nobody watched', () => {
  it('keeps what stands where it was, indentation aside', () => {
    expect(relocate(FILE, [at(3)]).get('at-3')).toEqual({ state: 'current', lines: { start: 3, end: 3 } });
    expect(
      relocate(
        FILE.map((line) => `    ${line}`),
        [at(2, 5)],
      ).get('at-2')?.state,
    ).toBe('current');
  });

  it('follows code that moved', () => {
    expect(relocate(insert(1, '// one', '// two'), [at(2, 5)]).get('at-2')).toEqual({
      state: 'current',
      lines: { start: 4, end: 7 },
    });
    expect(relocate(FILE.slice(1), [at(2, 5)]).get('at-2')).toEqual({ state: 'current', lines: { start: 1, end: 4 } });
  });

  it('says stale when the code changed', () => {
    const changed = FILE.with(3, '  return 2;');
    expect(relocate(changed, [at(4)]).get('at-4')).toEqual({ state: 'stale', lines: { start: 4, end: 4 } });
    expect(relocate(['only line'], [at(4)]).get('at-4')).toEqual({ state: 'stale', lines: { start: 1, end: 1 } });
  });

  it('does not take the twin of another finding for code that changed', () => {
    const fixed = FILE.with(2, '  run(parse(req.body));');
    const places = relocate(fixed, [at(3), at(8)]);
    expect(places.get('at-8')?.state).toBe('current');
    expect(places.get('at-3')).toEqual({ state: 'stale', lines: { start: 3, end: 3 } });
  });

  it('gives two findings of one line the same place', () => {
    const places = relocate(FILE, [at(3, 3, 'one'), at(3, 3, 'two')]);
    expect([places.get('one'), places.get('two')].map((place) => place?.state)).toEqual(['current', 'current']);
  });

  it('looks no further than 200 lines', () => {
    const away = [...Array.from({ length: 201 }, () => '//'), ...FILE];
    expect(relocate(away, [at(2, 5)]).get('at-2')?.state).toBe('stale');
    expect(relocate(away.slice(1), [at(2, 5)]).get('at-2')?.state).toBe('current');
  });
});

describe('followEdits: a file that is being edited', () => {
  const size = (id: string): number => (id === 'at-2' ? 4 : 1);
  const tracked = (...places: Anchored[]): Tracked[] => places.map((one) => ({ ...one, state: 'current' }));
  const edit = (from: number, fromColumn: number, to: number, toColumn: number, text: string): LineEdit => ({
    from,
    fromColumn,
    to,
    toColumn,
    text,
  });

  it('moves with lines added and removed above', () => {
    expect(followEdits(insert(1, 'x', 'y'), tracked(at(3)), [edit(1, 0, 1, 0, 'x\ny\n')], size).get('at-3')).toEqual({
      state: 'current',
      lines: { start: 5, end: 5 },
    });
    expect(followEdits(FILE.slice(1), tracked(at(3)), [edit(1, 0, 2, 0, '')], size).get('at-3')).toEqual({
      state: 'current',
      lines: { start: 2, end: 2 },
    });
    expect(followEdits(insert(3, ''), tracked(at(3)), [edit(2, 19, 2, 19, '\n')], size).get('at-3')?.lines.start).toBe(
      4,
    );
    expect(followEdits(insert(3, ''), tracked(at(3)), [edit(3, 0, 3, 0, '\n')], size).get('at-3')?.lines.start).toBe(4);
  });

  it('finds a line pushed down by Enter before its first word', () => {
    expect(followEdits(insert(3, '  '), tracked(at(3)), [edit(3, 2, 3, 2, '\n  ')], size).get('at-3')).toEqual({
      state: 'current',
      lines: { start: 4, end: 4 },
    });
  });

  it('is stale while the line is another, and current again after undo', () => {
    const changed = FILE.with(2, '  safe(req.body);');
    const place = followEdits(changed, tracked(at(3)), [edit(3, 2, 3, 6, 'safe')], size).get('at-3')!;
    expect(place).toEqual({ state: 'stale', lines: { start: 3, end: 3 } });
    expect(followEdits(FILE, [{ ...at(3), ...place }], [edit(3, 2, 3, 6, 'eval')], size).get('at-3')?.state).toBe(
      'current',
    );
  });

  it('never jumps to a twin', () => {
    const changed = FILE.with(2, '  safe(req.body);');
    expect(followEdits(changed, tracked(at(3)), [edit(3, 2, 3, 6, 'safe')], size).get('at-3')?.lines).toEqual({
      start: 3,
      end: 3,
    });
  });

  it('goes with deleted code and comes back with it', () => {
    const without = [...FILE.slice(0, 2), ...FILE.slice(3)];
    const place = followEdits(without, tracked(at(3)), [edit(3, 0, 4, 0, '')], size).get('at-3')!;
    expect(place.state).toBe('gone');
    const back = followEdits(FILE, [{ ...at(3), ...place }], [edit(3, 0, 3, 0, '  eval(req.body);\n')], size).get(
      'at-3',
    );
    expect(back).toEqual({ state: 'current', lines: { start: 3, end: 3 } });
  });

  it('is gone when its line was emptied', () => {
    expect(followEdits(FILE.with(2, ''), tracked(at(3)), [edit(3, 0, 3, 17, '')], size).get('at-3')?.state).toBe(
      'gone',
    );
  });

  it('follows several edits at once', () => {
    const text = [...insert(1, 'x')].with(8, '  eval(req.body); // end').concat('y');
    const places = followEdits(text, tracked(at(3)), [edit(9, 1, 9, 1, '\ny'), edit(1, 0, 1, 0, 'x\n')], size);
    expect(places.get('at-3')).toEqual({ state: 'current', lines: { start: 4, end: 4 } });
  });

  it('finds its lines in a file replaced as a whole', () => {
    const text = ['// new', ...FILE];
    expect(followEdits(text, tracked(at(2, 5)), [edit(1, 0, 9, 1, text.join('\n'))], size).get('at-2')).toEqual({
      state: 'current',
      lines: { start: 3, end: 6 },
    });
  });

  it('without an anchor, trusts counting and an untouched line only', () => {
    const bare: Tracked = { id: 'bare', lines: { start: 3, end: 3 }, state: 'current' };
    expect(followEdits(insert(1, 'x'), [bare], [edit(1, 0, 1, 0, 'x\n')], size).get('bare')).toEqual({
      state: 'current',
      lines: { start: 4, end: 4 },
    });
    expect(followEdits(FILE, [bare], [edit(3, 2, 3, 6, 'safe')], size).get('bare')?.state).toBe('stale');
  });
});
