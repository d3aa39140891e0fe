/** One file of Python: what is used in it and known elsewhere is imported. */
export class PythonModule {
  private readonly lines: string[] = [];
  private readonly own = new Set<string>();

  constructor(
    readonly name: string,
    /** Where a name comes from: `flask`, `lib.common`; a module as a whole is its own origin. */
    private readonly origins: Map<string, string>,
  ) {}

  get path(): string {
    return `${this.name.replaceAll('.', '/')}.py`;
  }

  add(...lines: readonly string[]): void {
    this.lines.push(...lines);
  }

  /** Says that a name is defined here, for others to import. */
  define(name: string): void {
    this.own.add(name);
    this.origins.set(name, this.name);
  }

  text(): string {
    const body = this.lines.join('\n');
    const code = body.replace(/'[^'\n]*'/g, "''");
    const used = [...this.origins].filter(
      ([name, from]) => from !== this.name && !this.own.has(name) && new RegExp(`(?<![\\w.])${name}\\b`).test(code),
    );
    const froms = [...new Set(used.map(([, from]) => from))];
    const imports = froms.flatMap((from) => {
      const names = used.filter(([, origin]) => origin === from).map(([name]) => name);
      const whole = names.filter((name) => name === from).map((name) => `import ${name}`);
      const parts = names.filter((name) => name !== from);
      return [...whole, ...(parts.length > 0 ? [`from ${from} import ${parts.join(', ')}`] : [])];
    });
    return `${[...imports, '', '', body].join('\n')}\n`;
  }
}
