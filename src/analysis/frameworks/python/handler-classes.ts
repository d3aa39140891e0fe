import { baseNames } from '../../engine/link/base-names';
import type { ClassNode, Program } from '../../engine/link/definitions';
import { asLinkScope } from '../../engine/link/scopes';
import { handlerOfFunction } from '../../engine/entries/handlers';
import type { Registration } from '../../engine/entries/registration';
import type { Framework, HandlerClass } from '../framework';

type Server = HandlerClass & { framework: string };

/** Classes whose methods answer requests without a route in the code. */
export function handlerClasses(program: Program, frameworks: readonly Framework[]): Registration[] {
  const servers = frameworks.flatMap(({ id, handlerClasses: classes = [] }) =>
    classes.map((one): Server => ({ ...one, framework: id })),
  );
  return [...program.classes.values()].flatMap((cls): Registration[] => {
    if (asLinkScope(cls.scope).dialect.id !== 'python' || cls.cls.bases.length === 0) return [];
    const bases = baseNames(program, cls);
    const server = servers.find((one) => bases.some((base) => one.base.test(base)));
    return server ? methodRegistrations(program, cls, server) : [];
  });
}

function methodRegistrations(program: Program, cls: ClassNode, server: Server): Registration[] {
  const { kind = 'http' } = server;
  return cls.cls.members.flatMap((member): Registration[] => {
    const match = server.methods.exec(member.name);
    const fn = member.fn && program.nodeOf(member.fn, cls.file);
    if (!match || !fn) return [];
    const at = { file: cls.file, span: { ...fn.fn.span, line: fn.fn.signature.line, column: fn.fn.signature.column } };
    const name = nameOf(cls, server, kind, match);
    return [
      {
        kind,
        framework: server.framework,
        at,
        scope: cls.scope,
        handler: handlerOfFunction(fn),
        before: [],
        cls,
        ...(kind === 'http' && { method: methodOf(server, match) }),
        ...(name !== undefined && { route: name }),
      },
    ];
  });
}

function methodOf({ namedBy }: Server, match: RegExpExecArray): string {
  return namedBy ? 'ALL' : (match[1] ?? 'ALL');
}

/** What a caller calls: a command by its file, else the class, the method or what its name says. */
function nameOf(cls: ClassNode, { namedBy }: Server, kind: string, match: RegExpExecArray): string | undefined {
  if (kind === 'cli') return cls.file.replace(/^.*\/([^/]+)\.py$/, '$1');
  if (namedBy) return namedBy === 'class' ? cls.cls.name : match[0];
  return kind === 'http' ? undefined : match[1];
}
