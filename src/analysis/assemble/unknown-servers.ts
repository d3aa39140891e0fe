import { posix } from 'node:path';
import type { NotUnderstood } from '../../artifacts/coverage';
import type { EntryPointFact } from '../../artifacts/facts';
import type { FileFact } from '../../artifacts/inventory';
import {
  LISTEN_METHODS,
  PLAIN_MODULES,
  PLAIN_SERVERS,
  SERVER_RUNNERS,
  WEB_FRAMEWORKS,
} from '../../knowledge/frameworks/web-frameworks';
import type { Expr } from '../read/ir';
import { lastName } from '../engine/last-name';
import type { CallSite, Program } from '../engine/link/definitions';
import { modulesNamedIn } from '../engine/link/imports-in';
import { asLinkScope } from '../engine/link/scopes';
import { dotted } from '../engine/link/walk';
import type { TextSource } from '../read/text-source';

interface Known {
  program: Program;
  files: readonly FileFact[];
  texts: TextSource;
  entryPoints: readonly EntryPointFact[];
}

const NETWORK: ReadonlySet<EntryPointFact['kind']> = new Set(['http', 'graphql', 'websocket', 'fileUpload', 'webhook']);
const PORT_NAME = /(?:^|_|\b)port$/i;
const MAX_MANIFEST = 256 * 1024;

/** A number that can be a port, or something that is called one. */
function isPort(expr: Expr): boolean {
  if (expr.kind === 'literal')
    return typeof expr.value === 'number' && Number.isInteger(expr.value) && expr.value >= 80 && expr.value < 65_536;
  if (expr.kind === 'binary' || expr.kind === 'conditional')
    return [...(expr.kind === 'binary' ? [expr.left, expr.right] : [expr.then, expr.otherwise])].some(isPort);
  if (expr.kind === 'call') return expr.args.some((arg) => isPort(arg.value));
  if (expr.kind === 'object')
    return expr.properties.some((property) => PORT_NAME.test(property.key ?? '') || isPort(property.value));
  return PORT_NAME.test(dotted(expr)?.split('.').at(-1) ?? '');
}

const opensPort = ({ expr }: CallSite): boolean =>
  expr.args.some((arg) => PORT_NAME.test(arg.name ?? '') || isPort(arg.value));

const packageOf = (path: string): string => /^(?:@[\w.-]+\/)?[\w.-]+?(?=[.(/]|$)/.exec(path)?.[0] ?? path;

interface Found {
  /** Anything at all takes requests from the network. */
  network: boolean;
  /** The files that register something of the kind. */
  files: ReadonlySet<string>;
  /** The packages a file imports. */
  imports(file: string): ReadonlySet<string>;
}

function importedPackages(program: Program): Found['imports'] {
  const known = new Map<string, ReadonlySet<string>>();
  return (file) => {
    const tree = program.files.get(file);
    const found = known.get(file) ?? new Set(tree ? modulesNamedIn(tree).map(({ module }) => packageOf(module)) : []);
    known.set(file, found);
    return found;
  };
}

/** A call that makes something listen, and whose it is; undefined when what listens is known. */
function listening(program: Program, call: CallSite, found: Found): string | undefined {
  const { callee } = call.expr;
  const method = lastName(callee) ?? '';
  if (!LISTEN_METHODS.has(method)) return undefined;
  const paths = program.externalPaths(callee, call.scope);
  if (paths.some((path) => PLAIN_SERVERS.test(path)))
    return found.files.has(call.scope.file) || found.network ? undefined : paths[0];
  if (!opensPort(call)) return undefined;
  if (paths.some((path) => SERVER_RUNNERS.test(path))) return found.network ? undefined : packageOf(paths[0] ?? method);
  const [path] = paths;
  return path === undefined ? unknownReceiver(callee, method, found) : unknownLibrary(path, call, found);
}

/** `server.listen(port)` on something nobody saw being made; `start` and `run` may be anything. */
function unknownReceiver(callee: Expr, method: string, found: Found): string | undefined {
  if (found.network || callee.kind !== 'member' || method === 'start' || method === 'run') return undefined;
  return dotted(callee.object) ?? method;
}

/** A name that is declared nowhere is no library; a plain server was judged where it was made. */
function unknownLibrary(path: string, { scope }: CallSite, found: Found): string | undefined {
  const owner = packageOf(path);
  if (isKnownFramework(path, scope) || PLAIN_MODULES.has(owner)) return undefined;
  return found.imports(scope.file).has(owner) ? owner : undefined;
}

function isKnownFramework(path: string, scope: CallSite['scope']): boolean {
  const language = asLinkScope(scope).dialect.id === 'python' ? 'python' : 'javascript';
  const module = path.replace(/[(.].*$/, '');
  return WEB_FRAMEWORKS.some((one) => one.language === language && one.modules.test(module));
}

/** Ports that deployment files open while nothing in the code is known to listen. */
function openPorts({ files, texts }: Known): NotUnderstood[] {
  const patterns: readonly [RegExp, RegExp][] = [
    [/^(?:dockerfile|containerfile)(?:\..+)?$/i, /^\s*EXPOSE\s+(\d+)/i],
    [/^Procfile$/, /^(web):\s*\S/],
  ];
  return files.flatMap((file): NotUnderstood[] => {
    const pattern = patterns.find(([name]) => name.test(posix.basename(file.path)))?.[1];
    if (!pattern || file.sha256 === '' || file.size > MAX_MANIFEST || file.role === 'test' || file.role === 'docs')
      return [];
    const lines = texts.text(file.path).split('\n');
    const at = lines.findIndex((line) => pattern.test(line));
    const port = pattern.exec(lines[at] ?? '')?.[1];
    return port === undefined
      ? []
      : [
          {
            what: 'server',
            name: port === 'web' ? 'the process "web"' : `port ${port}`,
            file: file.path,
            line: at + 1,
            places: 1,
          },
        ];
  });
}

/**
 * What listens to the network without an entry point that is known. `named` are the frameworks that are named already.
 */
export function serversNotUnderstood(known: Known, named: readonly NotUnderstood[]): NotUnderstood[] {
  const network = known.entryPoints.filter((entry) => NETWORK.has(entry.kind));
  const found: Found = {
    network: network.length > 0,
    imports: importedPackages(known.program),
    files: new Set(network.map((entry) => entry.at.file)),
  };
  const servers = new Map<string, NotUnderstood>();
  for (const call of known.program.calls) {
    const name = listening(known.program, call, found);
    if (name === undefined || named.some((one) => one.name === name)) continue;
    const other = servers.get(name);
    if (other) other.places += 1;
    else servers.set(name, { what: 'server', name, file: call.scope.file, line: call.expr.span.line, places: 1 });
  }
  if (servers.size > 0 || named.length > 0 || found.network) return [...servers.values()];
  return openPorts(known);
}
