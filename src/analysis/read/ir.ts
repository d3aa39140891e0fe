/**
 * One tree shape for every language. A lowering module per language turns a parse tree into this; everything after it
 * (linking, entry points, data flow, controls) reads only this. Plain data: it is cached on disk and crosses threads.
 */

/** Lines are 1-based, columns 0-based; the end is inclusive for lines and exclusive for columns. */
export interface Span {
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
}

export interface FileIr {
  path: string;
  language: string;
  body: Stmt[];
  /** Places the grammar could not read. The rest of the tree is still usable. */
  syntaxErrors: Span[];
  /** Places left out because they nest too deep: they are `other` expressions with the syntax `too-deep`. */
  tooDeep?: Span[];
}

/**
 * Updates are assignments: `x++` assigns `x` with op `+` and the literal 1. `op` is the operator without the `=`.
 * Dynamic `import('m')` is a call of the name `import`. A string without interpolation is always a literal.
 */
export type Expr =
  | {
      kind: 'literal';
      value: string | number | boolean | null;
      type: 'string' | 'number' | 'boolean' | 'null' | 'undefined' | 'bytes';
      span: Span;
    }
  | { kind: 'regex'; pattern: string; flags: string; span: Span }
  | { kind: 'name'; name: string; span: Span }
  | { kind: 'this'; span: Span }
  | { kind: 'super'; span: Span }
  /** `optional`: `a?.b`. */
  | { kind: 'member'; object: Expr; property: string; optional?: true; span: Span }
  | { kind: 'index'; object: Expr; index: Expr; span: Span }
  | { kind: 'slice'; object: Expr; parts: (Expr | null)[]; span: Span }
  | { kind: 'call'; callee: Expr; args: Arg[]; isNew: boolean; span: Span }
  /** String interpolation: JS templates, Python f-strings. `tag` for JS tagged templates. */
  | { kind: 'template'; parts: Expr[]; tag?: Expr; span: Span }
  | { kind: 'binary'; op: BinaryOp; left: Expr; right: Expr; span: Span }
  | { kind: 'unary'; op: string; operand: Expr; span: Span }
  | { kind: 'conditional'; test: Expr; then: Expr; otherwise: Expr; span: Span }
  | { kind: 'assign'; target: Pattern; op?: string; value: Expr; span: Span }
  /** `enumeration`: the members of an enumeration, which are names. */
  | { kind: 'object'; properties: Property[]; enumeration?: true; span: Span }
  | { kind: 'array'; items: Expr[]; type: 'array' | 'tuple' | 'set'; span: Span }
  | { kind: 'function'; fn: FunctionIr; span: Span }
  | { kind: 'class'; cls: ClassIr; span: Span }
  | { kind: 'spread'; value: Expr; span: Span }
  | { kind: 'await'; value: Expr; span: Span }
  | { kind: 'yield'; value?: Expr; span: Span }
  | { kind: 'sequence'; items: Expr[]; span: Span }
  | {
      kind: 'comprehension';
      element: Expr;
      key?: Expr;
      clauses: { target: Pattern; iterable: Expr; conditions: Expr[] }[];
      span: Span;
    }
  /** Markup in code (JSX). Attribute values and children are expressions. */
  | {
      kind: 'element';
      tag: string;
      attributes: { name: string; value: Expr; span: Span }[];
      children: Expr[];
      span: Span;
    }
  /** Anything else: the parts are still visited. */
  | { kind: 'other'; syntax: string; parts: Expr[]; span: Span };

/**
 * Arithmetic and comparison as written, but the same spelling in every language: `&&`, `||`, `??`, `==`, `!=` (loose
 * and strict alike), `in`, `not in`, `instanceof`, `is`, `is not`; `%` is also Python string formatting.
 */
type BinaryOp = string;

/**
 * A call argument; `name` for keyword arguments. A spread argument has a `spread`
 * expression as value (`**x` has name `**`).
 */
export interface Arg {
  value: Expr;
  name?: string;
}

export interface Property {
  /** A constant key, or undefined for computed keys and spreads. */
  key?: string;
  computed?: Expr;
  value: Expr;
  kind: 'value' | 'getter' | 'setter' | 'method' | 'spread';
  span: Span;
}

export type Pattern =
  | { kind: 'bind'; name: string; span: Span }
  /** Assignment to a member or index: `a.b = …`, `a[k] = …`. */
  | { kind: 'place'; expr: Expr; span: Span }
  | {
      kind: 'objectPattern';
      properties: { key?: string; computed?: Expr; target: Pattern; fallback?: Expr }[];
      rest?: Pattern;
      span: Span;
    }
  | { kind: 'arrayPattern'; items: (Pattern | null)[]; rest?: Pattern; span: Span }
  | { kind: 'withDefault'; target: Pattern; fallback: Expr; span: Span };

export interface Param {
  pattern: Pattern;
  /** Name when the pattern is a plain name. */
  name?: string;
  fallback?: Expr;
  rest?: 'positional' | 'keyword';
  /** The type as written, as an expression (generics are `index`, unions are binary `|`). */
  annotation?: Expr;
  decorators: Expr[];
  span: Span;
}

export interface FunctionIr {
  /** Unique in the file: `name@line:column`. */
  id: string;
  /**
   * As declared, else taken from what it is assigned to (variable, property, key); `<anonymous>` when there is nothing.
   */
  name: string;
  params: Param[];
  body: Stmt[];
  decorators: Expr[];
  returns?: Expr;
  async: boolean;
  generator: boolean;
  /** `x => x` style: the single body statement is a return. */
  arrow: boolean;
  /** Any JavaScript arrow function: `this` is the surrounding one. */
  lexicalThis?: boolean;
  /** What an expression with a name calls itself, known in its body alone. Methods and keys name nothing there. */
  ownName?: string;
  span: Span;
  /** The signature's span: from the name or first parameter to before the body. Decorators are not part of it. */
  signature: Span;
}

export interface ClassIr {
  id: string;
  name: string;
  bases: Expr[];
  decorators: Expr[];
  members: ClassMember[];
  span: Span;
  /** A TypeScript interface or object type: describes data, is no value at run time. */
  typeOnly?: boolean;
}

/**
 * A name that is computed is `[computed]`. A JavaScript static block is the static method `<static>`,
 * any other expression in the body of a Python class a property `<statement>`; a class in a class is a
 * static property with the class as value.
 */
export interface ClassMember {
  name: string;
  kind: 'method' | 'getter' | 'setter' | 'property' | 'constructor';
  static: boolean;
  fn?: FunctionIr;
  value?: Expr;
  annotation?: Expr;
  decorators: Expr[];
  span: Span;
}

export type Stmt =
  | { kind: 'expr'; expr: Expr; span: Span }
  | { kind: 'declare'; target: Pattern; value?: Expr; annotation?: Expr; constant: boolean; span: Span }
  | { kind: 'function'; fn: FunctionIr; span: Span }
  | { kind: 'class'; cls: ClassIr; span: Span }
  | { kind: 'if'; test: Expr; then: Stmt[]; otherwise: Stmt[]; span: Span }
  | { kind: 'while'; test: Expr; body: Stmt[]; doWhile: boolean; otherwise: Stmt[]; span: Span }
  | { kind: 'for'; init: Stmt[]; test?: Expr; update: Expr[]; body: Stmt[]; span: Span }
  /** `for…of`, `for…in` and Python `for`; `keys` is true for JS `for…in`. */
  | { kind: 'forEach'; target: Pattern; iterable: Expr; keys: boolean; body: Stmt[]; otherwise: Stmt[]; span: Span }
  | {
      kind: 'switch';
      subject: Expr;
      cases: { tests: Expr[]; guard?: Expr; bindings?: Pattern[]; body: Stmt[]; isDefault: boolean }[];
      fallsThrough: boolean;
      span: Span;
    }
  | { kind: 'return'; value?: Expr; span: Span }
  | { kind: 'throw'; value?: Expr; span: Span }
  | {
      kind: 'try';
      body: Stmt[];
      handlers: { param?: Pattern; types: Expr[]; body: Stmt[] }[];
      otherwise: Stmt[];
      finalizer: Stmt[];
      span: Span;
    }
  | { kind: 'with'; items: { value: Expr; target?: Pattern }[]; body: Stmt[]; span: Span }
  | { kind: 'break' | 'continue'; span: Span }
  | { kind: 'block'; body: Stmt[]; span: Span }
  | { kind: 'import'; module: string; level: number; names: ImportName[]; typeOnly: boolean; span: Span }
  | {
      kind: 'export';
      names: { local?: string; exported: string }[];
      from?: string;
      star: boolean;
      value?: Expr;
      declaration?: Stmt;
      isDefault: boolean;
      span: Span;
    }
  | { kind: 'assert'; test: Expr; span: Span }
  | { kind: 'delete'; targets: Expr[]; span: Span }
  | { kind: 'scope'; declared: 'global' | 'nonlocal'; names: string[]; span: Span };

/**
 * Python `import a.b` binds `a`: it is the import of `a` as `*`, followed by one of `a.b` without names;
 * `import a.b as c` is `a.b` as `*`. `export * as n from` has `star` and one name. `imported` is `default`, `*`
 * (namespace or star) or a name; `local` is undefined for side-effect imports and Python star imports.
 */
export interface ImportName {
  imported: string;
  local?: string;
}
