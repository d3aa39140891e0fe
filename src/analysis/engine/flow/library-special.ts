import type { Span } from '../../read/ir';
import { objectsOf } from './collections';
import { callBack } from './callbacks';
import type { Arguments } from './arguments';
import type { Machine } from './machine';
import { entry } from './files';
import { ONE_SERVER } from './aimed-values';
import { pick } from './pick';
import { noteFamily } from './sinks';
import { argumentAt, isError } from './special-values';
import { connectsVetted, VETTED } from './vetted-clients';
import { validationCall } from './validation-calls';
import { MAKES_AGENT, MAKES_CLIENT } from '../../../knowledge/flow/clients';
import { GIVES_INSTANCE } from '../../../knowledge/transparent-calls';
import { instanceOf } from './names';
import { external, marked, singleString, UNDEFINED, UNKNOWN, type Value } from './value';

const at = argumentAt;

/** Library calls whose meaning is more than a row in a table. */
export function specialCall(
  m: Machine,
  path: string,
  args: Arguments,
  span: Span,
  self: Value | undefined,
): Value | undefined {
  if (path === '@next') return handOn(m, args);
  const validation = validationCall(m, path, args, span, self);
  if (validation) return validation;
  const given = GIVES_INSTANCE.has(path) ? instanceAsked(m, args) : undefined;
  if (given) return given;
  const client = confinedClient(m, path, args);
  if (client) return client;
  const exact = m.specialCalls.get(m.at.dialect.id)?.get(path);
  if (exact) return exact(m, args, span, self);
  if (path.startsWith('@res.')) return response(m, path.slice(5), args, span);
  if (/\.(?:on|once|addListener|addEventListener)$/.test(path)) return listener(m, path, args, span, self);
  return undefined;
}

/** `inject(Router)`: an instance of what is asked for. */
function instanceAsked(m: Machine, args: Arguments): Value | undefined {
  for (const ref of args.positional[0]?.value.refs ?? []) {
    if (ref.kind === 'external') return external(`${ref.path}()`);
    if (ref.kind === 'class') return instanceOf(m, { kind: 'instance', cls: ref.cls });
  }
  return undefined;
}

const BASES = '0.baseURL 0.baseUrl 0.prefixUrl 0.prefix 0.base_url base_url 0';
const FIXED_SERVER = /^https?:\/\/[\w.-]+(?::\d+)?(?:\/|$)/i;

/**
 * `axios.create({ baseURL: 'https://api.example.com' })`: what it is asked for is a path there; and one that connects
 * by what looks at every address.
 */
function confinedClient(m: Machine, path: string, args: Arguments): Value | undefined {
  const client = MAKES_CLIENT.test(path);
  if ((client || MAKES_AGENT.test(path)) && connectsVetted(m, args, undefined)) return external(`${path}.${VETTED}()`);
  if (!client) return undefined;
  const fixed = pick(m, BASES, args, undefined).some(
    ({ value }) => value.marks.length === 0 && FIXED_SERVER.test(value.text ?? ''),
  );
  return fixed ? external(`${path}.${ONE_SERVER}()`) : undefined;
}

/** `next()` goes on to the handler, `next(error)` does not. */
function handOn(m: Machine, args: Arguments): Value {
  m.traces++;
  const [first] = args.positional;
  if (!first || (first.value.consts?.[0] === undefined && first.value.consts?.length === 1)) m.root.passed?.(m.state);
  return UNDEFINED;
}

function response(m: Machine, method: string, args: Arguments, span: Span): Value | undefined {
  const name = method.split('.').at(-1) ?? method;
  for (const type of typesSet(m, name, args)) m.state.set(m.root.contentType, type);
  if (/^(?:send|json|jsonp|end|write)$/.test(name))
    for (const arg of args.positional) noteErrors(m, arg.value, arg.span, span, `res.${name}`);
  return external('@res');
}

/** What a call says the answer is. */
function typesSet(m: Machine, name: string, args: Arguments): Value[] {
  if (name === 'type' || name === 'contentType') return [at(args, 0)];
  const header = singleString(at(args, 0))?.toLowerCase();
  if (/^(?:set|setHeader|header|append)$/.test(name) && header === 'content-type') return [at(args, 1)];
  return name === 'writeHead' || name === 'set' ? typesIn(m, args) : [];
}

function typesIn(m: Machine, args: Arguments): Value[] {
  return args.positional
    .flatMap(({ value }) => objectsOf(value))
    .flatMap(({ cells }) => [...cells])
    .flatMap(([key, cell]) => (key.toLowerCase() === 'content-type' ? [m.state.get(cell) ?? UNKNOWN] : []));
}

function noteErrors(m: Machine, value: Value, span: Span, callSpan: Span, sink: string): void {
  const note = (one: Value): void => {
    noteFamily(m, 'error-details-exposed', one, span, callSpan, sink);
    if (isError(one)) noteFamily(m, 'error-details-exposed', m.source('error', span), span, callSpan, sink, 'slight');
  };
  note(value);
  for (const object of objectsOf(value)) {
    if (!object.ambient) for (const cell of object.cells.values()) note(m.state.get(cell) ?? UNKNOWN);
  }
}

const OF_PAGES = /^(?:window|self|globalThis)?\.?addEventListener$/;

/** What an event brings; undefined when nothing is known of it. */
function broughtBy(m: Machine, path: string, event: string | undefined, span: Span): Value | undefined {
  if (path.startsWith('@req') && (event === 'data' || event === 'readable'))
    return m.source('body', span, undefined, true);
  if (event === 'entry') return entry(m, span);
  if (event !== 'message') return undefined;
  if (OF_PAGES.test(path)) return external('@message');
  return /ws|WebSocket|socket/i.test(path) ? m.source('message', span, undefined, true) : undefined;
}

/** Event listeners: what the event brings depends on who sends it. */
function listener(m: Machine, path: string, args: Arguments, span: Span, self: Value | undefined): Value {
  const event = singleString(at(args, 0));
  const callback = args.positional[1]?.value ?? UNKNOWN;
  callBack(m, callback, [broughtBy(m, path, event, span) ?? marked(self?.marks ?? []), UNKNOWN], span);
  return self ?? UNKNOWN;
}
