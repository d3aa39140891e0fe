import { describe, it, expect } from 'vitest';
import { lowerText } from '../../../../src/analysis/languages/lower/lower-text';
import { sketch } from './sketch';

const JS = String.raw;
/** Source, and what it means in the common tree. */
const GOLDEN: [string, string, string][] = [
  ['a.py', 'a.b[c](d, *e, f=g, **h)', 'a.b[c](d, ...e, f=g, **=...h)'],
  [
    'a.py',
    'a[1:2], a[::3], a[b, c], a[1:, 2], a[-1]',
    'tuple[a[1:2], a[::3], a[tuple[b, c]], a[tuple[other:slice(1), 2]], a[-(1)]]',
  ],
  [
    'a.py',
    'x = y = 1; a, *b, c = d; a.b, c[0] = e; x += 1; z: int = 2; self.q: str',
    'x = y = 1; [a, c, ...b] = d; [@a.b, @c[0]] = e; x += 1; let z: int = 2; let @self.q: str',
  ],
  ['a.py', JS`'\x41\n' "b" r'\d' b'c' """d"e"""`, 'b"A\\nb\\\\dcd\\"e"'],
  ['a.py', 'f"a{b!r:>{c}}{{}}{d=}{f\'{e}\'}"; f"only"; "x" f"{y}" "z"', '`"a" b c "{}" d `e``; "only"; `"x" y "z"`'],
  ['a.py', '"%s %s" % (a, b) + c', '(("%s %s" % tuple[a, b]) + c)'],
  [
    'a.py',
    'a < b <= c; a not in d; e is not None; f is g; not h; a and b or c; a == b',
    '((a < b) && (b <= c)); (a not in d); (e is not null); (f is g); !(h); ((a && b) || c); (a == b)',
  ],
  ['a.py', '1_000 + 0x1F + 0o17 + 1.5e3 + True + None', '(((((1000 + 31) + 15) + 1500) + true) + null)'],
  [
    'a.py',
    'a if b else c; (d := e); lambda x, *y, z=1, **k: x; ~f; ...',
    '(b ? a : c); d = e; fn <lambda>(x, *y, z ?= 1, **k) => {return x}; ~(f); ...',
  ],
  [
    'a.py',
    '[a async for b, c in d if e if f for g in h]; {a: b for a in c}; {a for a in b}; f(x for x in y)',
    'comp(a for [b, c] in d if e if f for g in h); comp(a: b for a in c); comp(a for a in b); f(comp(x for x in y))',
  ],
  [
    'a.py',
    '{**a, "b": c, d: 1}; {a, *b}; (); (a,); [a, *b]',
    '{...a, b: c, [d]: 1}; set[a, ...b]; tuple[]; tuple[a]; [a, ...b]',
  ],
  [
    'a.py',
    '@a.b(c)\n@d\nasync def f(a, /, b: int = 1, *, c, d=2, **e: str) -> "M.N":\n    "doc"\n    yield await a',
    '@a.b(c) @d async fn* f(a, b: int ?= 1, c, d ?= 2, **e: str): M.N {"doc"; yield await a}',
  ],
  [
    'a.py',
    'def f(x: Optional[List[int]] | None, *args: A.B): return\ndef g(*, a): yield from a',
    'fn f(x: (Optional[List[int]] | null), *args: A.B) {return}; fn* g(a) {yield a}',
  ],
  [
    'a.py',
    '@final\nclass A(B, c.D, metaclass=M):\n    """doc"""\n    x: int = 1\n    y, z = 1, 2\n    objects = o = models.Manager()\n    class Meta:\n        ordering = ["x"]\n    if DEBUG:\n        def d(self): pass\n    register(x)\n    def __init__(self, x): self.x = x\n    @property\n    def p(self): return 1\n    @staticmethod\n    def s(): pass',
    '@final class A(B, c.D) {static property x: int = 1; static property y = 1; static property z = 2; static property objects = models.Manager(); static property o = models.Manager(); static property Meta = class Meta() {static property ordering = ["x"]}; method d fn d(self) {}; static property <statement> = register(x); constructor __init__ fn __init__(self, x) {@self.x = x}; getter p @property fn p(self) {return 1}; static method s @staticmethod fn s() {}}',
  ],
  [
    'a.py',
    'if a:\n    b\nelif c:\n    d\nelif e:\n    f\nelse:\n    g',
    'if a {b} else {if c {d} else {if e {f} else {g}}}',
  ],
  [
    'a.py',
    'while a:\n    break\nelse:\n    b\nfor a, (b, *c) in d, e:\n    continue\nelse:\n    f\nasync def g():\n    async for x in y: pass',
    'while a {break} else {b}; for [a, [b, ...c]] of tuple[d, e] {continue} else {f}; async fn g() {for x of y {}}',
  ],
  [
    'a.py',
    'try:\n    a\nexcept (B, C) as e:\n    d\nexcept D:\n    pass\nexcept:\n    raise\nelse:\n    f\nfinally:\n    g',
    'try {a} catch B | C as e {d} catch D {} catch  {throw} else {f} finally {g}',
  ],
  ['a.py', 'try:\n    a\nexcept* B as e:\n    raise C from e', 'try {a} catch B as e {throw C}'],
  [
    'a.py',
    'with open(a) as b, c: pass\nwith (d as (e, f), g): pass\nasync def h():\n    async with i as j.k: pass',
    'with open(a) as b, c {}; with d as [e, f], g {}; async fn h() {with i as @j.k {}}',
  ],
  [
    'a.py',
    'match a, b:\n    case {"x": [y, *z], **r} if g: h\n    case A(b=1, c=d) | None: pass\n    case e.f | -1 | "s": pass\n    case (1, t) as u: pass\n    case v: pass\n    case _: pass',
    'switch tuple[a, b] {case other:dict_pattern() as {x: [y, ...z], ...r} if g: h / case other:class_pattern() | null as {c: d}:  / case e.f | -(1) | "s":  / case other:tuple_pattern() as [_, t], u:  / default as v:  / default: }',
  ],
  [
    'a.py',
    'import a.b.c, d, e.f as g\nfrom . import h\nfrom ..i.j import (k as l, m)\nfrom n import *\nfrom __future__ import o',
    'import a(*>a); import a.b.c(); import d(*>d); import e.f(*>g); import .(h>h); import ..i.j(k>l, m>m); import n(*)',
  ],
  [
    'a.py',
    'def f():\n    global a, b\n    nonlocal c\n    del a, b[0]\n    assert a, f(b)',
    'fn f() {global a, b; nonlocal c; delete a, b[0]; assert a; f(b)}',
  ],
  [
    'a.py',
    'print "a %s" % b, c\nprint >>f, d\nexec code in ns\nraise E, "m"\ntry:\n    x\nexcept E, e:\n    pass',
    'print(("a %s" % b), c); print(d); exec(code, ns); throw seq(E, "m"); try {x} catch E as e {}',
  ],
  [
    'a.py',
    'type X[T] = list[T]\ndef f[T](x: T) -> T: return x\nclass C[T](B): pass',
    'fn f(x: T): T {return x}; class C(B) {}',
  ],
  ['a.py', 'a = b \\\n    + c  # comment\nif a: pass  # type: ignore', 'a = (b + c); if a {}'],
];

describe('Python in the common tree', () => {
  it.each(GOLDEN)('%s: %s', async (path, source, expected) => {
    const ir = await lowerText(path, source);
    expect(ir.syntaxErrors).toEqual([]);
    expect(sketch(ir.body)).toBe(expected);
  });
});
