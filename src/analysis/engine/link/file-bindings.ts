import type { Pattern } from '../../read/ir';
import type { Dialect } from '../dialect';
import type { ProgramIndex } from './index-data';
import { assignPlace, type PendingPlace } from './places';
import { aliasValue, bindPattern, type Target } from './patterns';
import type { LinkScope } from './scopes';

/** What the names and places of a file are given. */
export class FileBindings {
  readonly pending: PendingPlace[] = [];
  private readonly assigned: { name: string; scope: LinkScope; target: Target }[] = [];

  constructor(
    private readonly index: ProgramIndex,
    private readonly file: string,
    private readonly dialect: Dialect,
  ) {}

  /**
   * `declares`: the names belong to this scope; otherwise the language says whether an assignment declares them here
   * or goes to whoever did.
   */
  bind(pattern: Pattern, target: Target, scope: LinkScope, declares = false): void {
    bindPattern(pattern, target, {
      name: (name, value) => {
        if (declares || (this.dialect.assignmentDeclares && !scope.outer.has(name))) this.give(name, scope, value);
        else this.assigned.push({ name, scope, target: value });
      },
      place: (expr, value) => this.pending.push({ place: expr, target: value, scope, file: this.file }),
    });
  }

  /** Once all names are known: whose they are that were assigned without being declared. */
  settle(): void {
    for (const { name, scope, target } of this.assigned)
      this.give(name, scope.declaring(name) ?? scope.module(), target);
    for (const place of this.pending) assignPlace(this.index, place);
  }

  private give(name: string, scope: LinkScope, { expr, scope: within, steps }: Target): void {
    scope.bind(name, { kind: 'value', expr, scope: within, steps });
    if (steps.length === 0) aliasValue(this.index, expr, { scope, name, path: [] });
  }
}
