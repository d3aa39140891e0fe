import type { ClassIr, Expr, FunctionIr, Pattern, Stmt } from '../../../../src/analysis/read/ir';

/** The common tree as short text, without positions, for golden comparisons. */
export function sketchExpr(expr: Expr): string {
  const e = sketchExpr;
  switch (expr.kind) {
    case 'literal':
      return expr.type === 'string' || expr.type === 'bytes'
        ? (expr.type === 'bytes' ? 'b' : '') + JSON.stringify(expr.value)
        : expr.type === 'undefined'
          ? 'undefined'
          : String(expr.value);
    case 'regex':
      return `/${expr.pattern}/${expr.flags}`;
    case 'name':
      return expr.name;
    case 'this':
    case 'super':
      return expr.kind;
    case 'member':
      return `${e(expr.object)}.${expr.property}`;
    case 'index':
      return `${e(expr.object)}[${e(expr.index)}]`;
    case 'slice':
      return `${e(expr.object)}[${expr.parts.map((p) => (p ? e(p) : '')).join(':')}]`;
    case 'call':
      return `${expr.isNew ? 'new ' : ''}${e(expr.callee)}(${expr.args.map((a) => (a.name ? `${a.name}=` : '') + e(a.value)).join(', ')})`;
    case 'template':
      return `${expr.tag ? e(expr.tag) : ''}\`${expr.parts.map(e).join(' ')}\``;
    case 'binary':
      return `(${e(expr.left)} ${expr.op} ${e(expr.right)})`;
    case 'unary':
      return `${expr.op}(${e(expr.operand)})`;
    case 'conditional':
      return `(${e(expr.test)} ? ${e(expr.then)} : ${e(expr.otherwise)})`;
    case 'assign':
      return `${sketchPattern(expr.target)} ${expr.op ?? ''}= ${e(expr.value)}`;
    case 'object':
      return `{${expr.properties.map((p) => (p.kind === 'spread' ? `...${e(p.value)}` : `${p.kind === 'value' ? '' : `${p.kind} `}${p.key ?? `[${p.computed ? e(p.computed) : '?'}]`}: ${e(p.value)}`)).join(', ')}}`;
    case 'array':
      return `${expr.type === 'array' ? '' : expr.type}[${expr.items.map(e).join(', ')}]`;
    case 'function':
      return sketchFunction(expr.fn);
    case 'class':
      return sketchClass(expr.cls);
    case 'spread':
      return `...${e(expr.value)}`;
    case 'await':
      return `await ${e(expr.value)}`;
    case 'yield':
      return `yield${expr.value ? ` ${e(expr.value)}` : ''}`;
    case 'sequence':
      return `seq(${expr.items.map(e).join(', ')})`;
    case 'comprehension':
      return `comp(${expr.key ? `${e(expr.key)}: ` : ''}${e(expr.element)}${expr.clauses.map((c) => ` for ${sketchPattern(c.target)} in ${e(c.iterable)}${c.conditions.map((x) => ` if ${e(x)}`).join('')}`).join('')})`;
    case 'element':
      return `<${expr.tag}${expr.attributes.map((a) => ` ${a.name}=${e(a.value)}`).join('')}>${expr.children.map(e).join('|')}</>`;
    case 'other':
      return `other:${expr.syntax}(${expr.parts.map(e).join(', ')})`;
  }
}

export function sketchPattern(pattern: Pattern): string {
  switch (pattern.kind) {
    case 'bind':
      return pattern.name;
    case 'place':
      return `@${sketchExpr(pattern.expr)}`;
    case 'objectPattern':
      return `{${[...pattern.properties.map((p) => `${p.key ?? `[${p.computed ? sketchExpr(p.computed) : '?'}]`}: ${sketchPattern(p.target)}${p.fallback ? ` ?= ${sketchExpr(p.fallback)}` : ''}`), ...(pattern.rest ? [`...${sketchPattern(pattern.rest)}`] : [])].join(', ')}}`;
    case 'arrayPattern':
      return `[${[...pattern.items.map((p) => (p ? sketchPattern(p) : '_')), ...(pattern.rest ? [`...${sketchPattern(pattern.rest)}`] : [])].join(', ')}]`;
    case 'withDefault':
      return `${sketchPattern(pattern.target)} ?= ${sketchExpr(pattern.fallback)}`;
  }
}

const decorators = (list: readonly Expr[]) => list.map((d) => `@${sketchExpr(d)} `).join('');

function sketchFunction(fn: FunctionIr): string {
  const params = fn.params.map(
    (p) =>
      `${decorators(p.decorators)}${p.rest ? (p.rest === 'keyword' ? '**' : '*') : ''}${sketchPattern(p.pattern)}${p.annotation ? `: ${sketchExpr(p.annotation)}` : ''}${p.fallback ? ` ?= ${sketchExpr(p.fallback)}` : ''}`,
  );
  return `${decorators(fn.decorators)}${fn.async ? 'async ' : ''}fn${fn.generator ? '*' : ''} ${fn.name}(${params.join(', ')})${fn.returns ? `: ${sketchExpr(fn.returns)}` : ''}${fn.arrow ? ' =>' : ''} {${sketch(fn.body)}}`;
}

function sketchClass(cls: ClassIr): string {
  const members = cls.members.map(
    (m) =>
      `${m.fn ? '' : decorators(m.decorators)}${m.static ? 'static ' : ''}${m.kind} ${m.name}${m.annotation ? `: ${sketchExpr(m.annotation)}` : ''}${m.value ? ` = ${sketchExpr(m.value)}` : ''}${m.fn ? ` ${sketchFunction(m.fn)}` : ''}`,
  );
  return `${decorators(cls.decorators)}${cls.typeOnly ? 'type ' : ''}class ${cls.name}(${cls.bases.map(sketchExpr).join(', ')}) {${members.join('; ')}}`;
}

export function sketch(stmts: readonly Stmt[]): string {
  return stmts.map(sketchStmt).join('; ');
}

function sketchStmt(stmt: Stmt): string {
  const e = sketchExpr;
  switch (stmt.kind) {
    case 'expr':
      return e(stmt.expr);
    case 'declare':
      return `${stmt.constant ? 'const' : 'let'} ${sketchPattern(stmt.target)}${stmt.annotation ? `: ${e(stmt.annotation)}` : ''}${stmt.value ? ` = ${e(stmt.value)}` : ''}`;
    case 'function':
      return sketchFunction(stmt.fn);
    case 'class':
      return sketchClass(stmt.cls);
    case 'if':
      return `if ${e(stmt.test)} {${sketch(stmt.then)}}${stmt.otherwise.length ? ` else {${sketch(stmt.otherwise)}}` : ''}`;
    case 'while':
      return `${stmt.doWhile ? 'do' : 'while'} ${e(stmt.test)} {${sketch(stmt.body)}}${stmt.otherwise.length ? ` else {${sketch(stmt.otherwise)}}` : ''}`;
    case 'for':
      return `for (${sketch(stmt.init)} | ${stmt.test ? e(stmt.test) : ''} | ${stmt.update.map(e).join(', ')}) {${sketch(stmt.body)}}`;
    case 'forEach':
      return `for ${sketchPattern(stmt.target)} ${stmt.keys ? 'in' : 'of'} ${e(stmt.iterable)} {${sketch(stmt.body)}}${stmt.otherwise.length ? ` else {${sketch(stmt.otherwise)}}` : ''}`;
    case 'switch':
      return `switch ${e(stmt.subject)} {${stmt.cases.map((c) => `${c.isDefault ? 'default' : `case ${c.tests.map(e).join(' | ')}`}${c.bindings?.length ? ` as ${c.bindings.map(sketchPattern).join(', ')}` : ''}${c.guard ? ` if ${e(c.guard)}` : ''}: ${sketch(c.body)}`).join(' / ')}}`;
    case 'return':
    case 'throw':
      return `${stmt.kind}${stmt.value ? ` ${e(stmt.value)}` : ''}`;
    case 'try':
      return `try {${sketch(stmt.body)}}${stmt.handlers.map((h) => ` catch ${h.types.map(e).join(' | ')}${h.param ? ` as ${sketchPattern(h.param)}` : ''} {${sketch(h.body)}}`).join('')}${stmt.otherwise.length ? ` else {${sketch(stmt.otherwise)}}` : ''}${stmt.finalizer.length ? ` finally {${sketch(stmt.finalizer)}}` : ''}`;
    case 'with':
      return `with ${stmt.items.map((i) => `${e(i.value)}${i.target ? ` as ${sketchPattern(i.target)}` : ''}`).join(', ')} {${sketch(stmt.body)}}`;
    case 'break':
    case 'continue':
      return stmt.kind;
    case 'block':
      return `{${sketch(stmt.body)}}`;
    case 'import':
      return `import ${stmt.typeOnly ? 'type ' : ''}${'.'.repeat(stmt.level)}${stmt.module}(${stmt.names.map((n) => `${n.imported}${n.local ? `>${n.local}` : ''}`).join(', ')})`;
    case 'export':
      return `export${stmt.isDefault ? ' default' : ''}${stmt.star ? ' *' : ''}${stmt.names.length ? ` (${stmt.names.map((n) => `${n.local ?? ''}>${n.exported}`).join(', ')})` : ''}${stmt.from ? ` from ${stmt.from}` : ''}${stmt.value ? ` ${e(stmt.value)}` : ''}${stmt.declaration ? ` ${sketchStmt(stmt.declaration)}` : ''}`;
    case 'assert':
      return `assert ${e(stmt.test)}`;
    case 'delete':
      return `delete ${stmt.targets.map(e).join(', ')}`;
    case 'scope':
      return `${stmt.declared} ${stmt.names.join(', ')}`;
  }
}
