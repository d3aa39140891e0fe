import { describe, it, expect } from 'vitest';
import { lowerText } from '../../../../src/analysis/languages/lower/lower-text';
import { sketch } from './sketch';

const JS = String.raw;
/** Source, and what it means in the common tree. */
const GOLDEN: [string, string, string][] = [
  ['a.js', 'a?.b?.[c]?.(d)', 'a.b[c](d)'],
  [
    'a.js',
    "const x = require('x'), {a, b: c = 1, ...r} = y",
    'const x = require("x"); const {a: a, b: c ?= 1, ...r} = y',
  ],
  [
    'a.js',
    'var [, p, , q = 2, ...s] = t; [a, b.c] = [b, , a]',
    'let [_, p, _, q ?= 2, ...s] = t; [a, @b.c] = [b, undefined, a]',
  ],
  ['a.js', "({a, b: c.d, ['e']: f, [g]: h} = i)", '{a: a, b: @c.d, e: f, [g]: h} = i'],
  ['a.js', 'x++; --y.z; a += 1; b ??= c; d ||= e; f >>>= 2', 'x += 1; @y.z -= 1; a += 1; b ??= c; d ||= e; f >>>= 2'],
  [
    'a.js',
    'a === b !== c; typeof a; void 0; !b; delete c.d; -1',
    '((a == b) != c); typeof(a); void(0); !(b); delete c.d; -(1)',
  ],
  [
    'a.js',
    JS`'\x41\u{42}\'\n' + "b\
c"`,
    '("AB\'\\n" + "bc")',
  ],
  ['a.js', 'tag`a${b}c`; `only`; `${x}`; ``', 'tag`"a" b "c"`; "only"; `x`; ""'],
  ['a.js', '/a[/]b/gi.test(0x1F + 1_000 + 10n + 017)', '/a[/]b/gi.test((((31 + 1000) + 10) + 15))'],
  [
    'a.js',
    'const f = async (a, {b}, ...c) => await a, g = x => ({x}), h = function* () { yield; yield* y }',
    'const f = async fn f(a, {b: b}, *c) => {return await a}; const g = fn g(x) => {return {x: x}}; const h = fn* h() {yield; yield y}',
  ],
  [
    'a.js',
    'module.exports.run = function () { return arguments[0] }',
    '@module.exports.run = fn run() {return arguments[0]}',
  ],
  [
    'a.js',
    "const o = { a, 'b-c': 1, [d]: 2, ...e, get f() { return 1 }, set f(v) {}, async *g() {}, h() {}, i: () => {}, 3: 4 }",
    'const o = {a: a, b-c: 1, [d]: 2, ...e, getter f: fn f() {return 1}, setter f: fn f(v) {}, method g: async fn* g() {}, method h: fn h() {}, i: fn i() {}, 3: 4}',
  ],
  [
    'a.js',
    'class A extends (mix(B)) { #p = 1; static s = () => 1; static { init() } constructor(x) { super(x); this.#p = x } get v() { return this.#p } static async m() {} [k]() {} }',
    'class A(mix(B)) {property #p = 1; static property s = fn s() => {return 1}; static method <static> fn <static>() {init()}; constructor constructor fn constructor(x) {super(x); @this.#p = x}; getter v fn v() {return this.#p}; static method m async fn m() {}; method [computed] fn [computed]() {}}',
  ],
  ['a.js', 'const C = class extends D {}', 'const C = class C(D) {}'],
  ['a.js', 'if (a) b; else if (c) { d } else e', 'if a {b} else {if c {d} else {e}}'],
  [
    'a.js',
    'for (let i = 0, n = a.length; i < n; i++) b(i); for (;;) break; for (const k in o) c; for await (const {v} of s) d; for (x.y of z) {}',
    'for (let i = 0; let n = a.length | (i < n) | i += 1) {b(i)}; for ( |  | ) {break}; for k in o {c}; for {v: v} of s {d}; for @x.y of z {}',
  ],
  ['a.js', 'outer: while (a) { continue outer } do b(); while (c)', 'while a {continue}; do c {b()}'],
  [
    'a.js',
    "switch (a) { case 1: case 'b': c(); break; default: d() }",
    'switch a {case 1:  / case "b": c(); break / default: d()}',
  ],
  [
    'a.js',
    'try { a() } catch { b() } finally { c() } try { throw d } catch ({message}) {}',
    'try {a()} catch  {b()} finally {c()}; try {throw d} catch  as {message: message} {}',
  ],
  [
    'a.js',
    'a, b, c; new A; new b.C(1, ...d); new.target; import.meta.url; import("x")',
    'seq(a, b, c); new A(); new b.C(1, ...d); new.target; import.meta.url; import("x")',
  ],
  [
    'a.js',
    "import d, * as n from 'a'; import {x, default as y, 'z-z' as z} from 'b'; import 'c'; import j from './j.json' with { type: 'json' }",
    'import a(default>d, *>n); import b(x>x, default>y, z-z>z); import c(); import ./j.json(default>j)',
  ],
  [
    'a.js',
    "export * from 'a'; export * as ns from 'b'; export {x as y, z}; export {default} from 'c'; export default function () {}; export const p = 1, q = 2; export class K {}",
    'export * from a; export * (*>ns) from b; export (x>y, z>z); export (default>default) from c; export default fn <anonymous>() {}; export const p = 1; export const q = 2; export class K() {}',
  ],
  ['a.js', 'with (a) { b } debugger; ;', 'with a {b}'],
  [
    'a.js',
    'a ? b : c ? d : e; a && b || c ?? d; x in y; x instanceof Y',
    '(a ? b : (c ? d : e)); (((a && b) || c) ?? d); (x in y); (x instanceof Y)',
  ],
  [
    'a.jsx',
    '<A b="1" c={d} e {...f}>text {g} {/* no */}<br/></A>; <></>; <a.B/>',
    '<A b="1" c=d e=true ...=...f>"text "|g|<br></></>; <></>; <a.B></>',
  ],
  ['a.ts', 'let a: string | number[] = <any>b as T satisfies U; c!.d!()', 'let a: (string | Array[number]) = b; c.d()'],
  [
    'a.ts',
    'function f<T>(this: X, a?: Map<string, T>, b: A.B = 1, ...c: readonly string[]): Promise<void> {} function f(): void;',
    'fn f(a: Map[tuple[string, T]], b: A.B ?= 1, *c: Array[string]): Promise[void] {}',
  ],
  [
    'a.ts',
    "@Controller('x') export class C<T> extends B<T> implements I { constructor(private readonly s: S, @Inject(T) public t: T) { super() } @Get(':id') get(@Param('id') id: string): X { } private a?: number = 1; declare b: string; abstract m(): void }",
    'export @Controller("x") class C(B) {property s: S; @Inject(T) property t: T; constructor constructor fn constructor(s: S, @Inject(T) t: T) {@this.s = s; @this.t = t; super()}; method get @Get(":id") fn get(@Param("id") id: string): X {}; property a: number = 1; property b: string}',
  ],
  [
    'a.ts',
    '@A @B() class D { @Col({ n: 1 }) x: string; @In() readonly y }',
    '@A @B() class D() {@Col({n: 1}) property x: string; @In() property y}',
  ],
  [
    'a.ts',
    "enum E { A, B = 'b', 'C-D' = 1 << 2 } const enum F { X }",
    'const E = {A: 0, B: "b", C-D: (1 << 2)}; const F = {X: 0}',
  ],
  [
    'a.ts',
    'namespace N.M { export const a = 1; export function f() {} const b = 2; export interface I { x: string } }',
    '{const a = 1; fn f() {}; const b = 2; type class I() {property x: string}}; const N = {M: {a: a, f: f}}',
  ],
  [
    'a.ts',
    "import fs = require('fs'); import x = N.y; export = fs; export as namespace Z; import type {T} from 't'; import {type U, v} from 'u'; export type {T}; export {type W, z} from 'w'",
    'const fs = require("fs"); const x = N.y; @module.exports = fs; import type t(T>T); import u(v>v); export (z>z) from w',
  ],
  [
    'a.ts',
    'interface I extends J, K<L> { a: string; b?: number[]; m(x: number): void; readonly c: { d: boolean } } type T = { e: I[]; f: "x" | null }; type U = keyof T',
    'type class I(J, K[L]) {property a: string; property b: Array[number]; method m; property c: {d: boolean}}; type class T() {property e: Array[I]; property f: ("x" | null)}',
  ],
  [
    'a.ts',
    'declare module "x" { export function f(): void } declare const y: number; declare global { interface Window {} } abstract class A { abstract m(): void; protected static n = 1 }',
    'class A() {static property n = 1}',
  ],
  [
    'a.ts',
    'function assertIsString(x: unknown): asserts x is string { } const g = <T,>(x: T) => x; f<string>(y)',
    'fn assertIsString(x: unknown): other:asserts(other:type_predicate(x, string)) {}; const g = fn g(x: T) => {return x}; f(y)',
  ],
  [
    'a.tsx',
    'export default function P({ id }: Props) { return <div dangerouslySetInnerHTML={{ __html: id }} /> }',
    'export default fn P({id: id}: Props) {return <div dangerouslySetInnerHTML={__html: id}></>}',
  ],
];

describe('JavaScript and TypeScript in the common tree', () => {
  it.each(GOLDEN)('%s: %s', async (path, source, expected) => {
    const ir = await lowerText(path, source);
    expect(ir.syntaxErrors).toEqual([]);
    expect(sketch(ir.body)).toBe(expected);
  });

  it('reads the scripts of components at their own lines and columns', async () => {
    const text =
      '<template>\n  <p v-if="a < b">{{ x }}</p>\n</template>\n<script setup lang="ts">const p: string = f(q)</script>\n<script lang="coffee">x = -> y</script>\n<style>p {}</style>\n';
    const ir = await lowerText('a.vue', text);
    expect(ir.syntaxErrors).toEqual([]);
    expect(sketch(ir.body)).toBe('const p: string = f(q)');
    expect(ir.body[0]?.span).toEqual({ line: 4, column: 30, endLine: 4, endColumn: 46 });
    expect((await lowerText('a.svelte', '<h1>no script</h1>')).body).toEqual([]);
    expect(sketch((await lowerText('b.vue', '<script>\nexport default { f() {} }')).body)).toBe(
      'export default {method f: fn f() {}}',
    );
  });
});
