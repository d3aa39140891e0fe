/** Text with its blocks set in by their braces, so that it can be read when it is kept. */
export function setIn(text: string): string {
  let depth = 0;
  const lines = text.split('\n').map((line) => {
    const trimmed = line.trim();
    const closing = /^[}\])]+/.exec(trimmed)?.[0].length ?? 0;
    const written = trimmed === '' ? '' : '  '.repeat(Math.max(0, depth - Math.min(closing, 1))) + trimmed;
    const opened = /[{[(]$/.test(trimmed) ? 1 : 0;
    depth += opened - (closing > 0 ? 1 : 0);
    return written;
  });
  return `${lines.join('\n')}\n`;
}

export type ModuleStyle = 'cjs' | 'esm';

/** Where a name comes from: of a package or a file, one of its names or what it exports as a whole. */
export interface Origin {
  from: string;
  whole?: boolean;
}

/** One file of JavaScript: what is used in it and known elsewhere is imported. */
export class Module {
  private readonly lines: string[] = [];
  private readonly exported: { name: string; whole: boolean }[] = [];

  constructor(
    readonly path: string,
    private readonly style: ModuleStyle,
    private readonly origins: ReadonlyMap<string, Origin>,
  ) {}

  add(...lines: readonly string[]): void {
    this.lines.push(...lines);
  }

  export(name: string, whole = false): void {
    this.exported.push({ name, whole });
  }

  text(): string {
    const body = [...this.lines, ...(this.style === 'cjs' ? this.cjsExports() : this.esmExports())].join('\n');
    return setIn([...this.imports(body), '', body].join('\n'));
  }

  private imports(body: string): string[] {
    const used = [...this.origins].filter(
      ([name, { from }]) =>
        from !== this.path &&
        !this.exported.some((one) => one.name === name) &&
        new RegExp(`(?<![\\w.'"/])${name}\\b(?!['":])`).test(body),
    );
    const files = [...new Set(used.map(([, { from }]) => from))];
    return files.flatMap((from) => {
      const of = used.filter(([, origin]) => origin.from === from);
      const whole = of.filter(([, origin]) => origin.whole === true).map(([name]) => name);
      const parts = of.filter(([, origin]) => origin.whole !== true).map(([name]) => name);
      const target = /\.[jt]s$/.test(from) ? relative(this.path, from) : from;
      const names = parts.length > 0 ? [`{ ${parts.join(', ')} }`] : [];
      return [...whole, ...names].map((what) =>
        this.style === 'cjs' ? `const ${what} = require('${target}');` : `import ${what} from '${target}';`,
      );
    });
  }

  private cjsExports(): string[] {
    const whole = this.exported.find((one) => one.whole);
    if (whole) return [`module.exports = ${whole.name};`];
    const names = this.exported.map(({ name }) => name);
    return names.length > 0 ? [`module.exports = { ${names.join(', ')} };`] : [];
  }

  private esmExports(): string[] {
    const whole = this.exported.find((one) => one.whole);
    if (whole) return [`export default ${whole.name};`];
    const names = this.exported.map(({ name }) => name);
    return names.length > 0 ? [`export { ${names.join(', ')} };`] : [];
  }
}

/** How one file names another: `./x.js`, `../lib/x.js`. */
function relative(from: string, to: string): string {
  const up = from.split('/').length - 1;
  return up === 0 ? `./${to}` : `${'../'.repeat(up)}${to}`;
}
