import type { CodeSpan } from '../../../artifacts/code-span';
import type { ExternalServiceFact } from '../../../artifacts/facts';
import type { Expr } from '../../read/ir';
import type { CallSite, Program } from '../link/definitions';
import { compareByPlace } from '../../read/order';
import type { TextSource } from '../../read/text-source';
import { HTTP_CALLS, SERVICE_LIBRARIES } from '../../../knowledge/frameworks/stores';
import { pathsOfCall } from './call-paths';
import { PathTable } from './path-table';

const MAX_PLACES = 40;

type Service = Omit<ExternalServiceFact, 'id' | 'at'>;

/** Services outside: by the library that talks to them, or by the host that requests are sent to. */
export function findServices(program: Program, texts: TextSource): ExternalServiceFact[] {
  const found = new Map<string, { service: Service; at: CodeSpan[] }>();
  const note = (service: Service, call: CallSite): void => {
    const entry = found.get(service.name) ?? { service, at: [] };
    found.set(service.name, entry);
    if (entry.at.length < MAX_PLACES) entry.at.push(texts.span(call.scope.file, call.expr.span));
  };
  const libraries = new PathTable(SERVICE_LIBRARIES);
  for (const call of program.calls) {
    const paths = pathsOfCall(program, call);
    const library = libraries.firstFor(paths);
    if (library)
      note(
        {
          name: library.name,
          protocol: library.protocol,
          direction: library.direction,
          authentication: library.authentication,
        },
        call,
      );
    else if (paths.some((path) => HTTP_CALLS.test(path)))
      for (const service of requested(program, call)) note(service, call);
  }
  return [...found.values()]
    .map(({ service, at }): ExternalServiceFact => ({
      ...service,
      id: `svc-${service.name
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-|-$/g, '')}`,
      at: at.sort(compareByPlace),
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** What stands at the beginning of a text that is put together. */
function leadingPart(expr: Expr): Expr | undefined {
  if (expr.kind === 'template') return expr.parts[0];
  return expr.kind === 'binary' ? expr.left : expr;
}

/** The host of a constant address. Own addresses are no service. */
function requested(program: Program, { expr, scope }: CallSite): Service[] {
  const first = expr.args[0]?.value;
  if (!first) return [];
  const leading = leadingPart(first);
  const texts = [...program.strings(first, scope), ...(leading ? program.strings(leading, scope) : [])];
  return [
    ...new Set(texts.flatMap((text) => /^(https?|wss?):\/\/([^/:?#@\s]+)/i.exec(text)?.slice(1, 3).join(' ') ?? [])),
  ].flatMap((found) => {
    const [scheme = '', host = ''] = found.split(' ');
    if (host === '' || /^(localhost|127\.|0\.0\.0\.0|\[?::1)/.test(host)) return [];
    const authorized = expr.args.some(
      (arg) =>
        arg.value.kind === 'object' &&
        JSON.stringify(arg.value.properties.map((property) => property.key)).includes('headers'),
    );
    return [
      {
        name: host.toLowerCase(),
        protocol: scheme.toUpperCase(),
        direction: 'outbound' as const,
        authentication: authorized ? 'headers' : 'none seen',
      },
    ];
  });
}
