import type { AccessFact } from '../../artifacts/access';
import type { EntryPointFact } from '../../artifacts/facts';
import type { NoWitness, Sender, Sent, Witness, WitnessStep } from '../../artifacts/witness';
import type { CodeIndex } from '../code-index';
import type { Filled } from './placed';
import { requestOf } from './request';
import { senderOf } from './sender';

const NOTHING: ReadonlySet<string> = new Set();

/** An ordinary request to an entry point; undefined where its address was not understood. */
function ordinaryRequest(
  entry: EntryPointFact,
  sender: Sender,
  keys: readonly string[],
  index: CodeIndex,
): Sent | undefined {
  const name = entry.route ?? entry.handler?.name ?? '';
  if (entry.kind === 'websocket') return { kind: 'event', name, value: {} };
  if (entry.kind === 'graphql') return { kind: 'operation', name, arguments: {} };
  if (entry.kind !== 'http' && entry.kind !== 'fileUpload' && entry.kind !== 'webhook') return undefined;
  const filled = keys.flatMap((key): Filled[] => {
    const [source, ...path] = key.split('.');
    const known = entry.params.find((param) => param.name === (path.at(-1) ?? source));
    return known?.source === 'query' || known?.source === 'body'
      ? [{ field: { source: known.source, path: [known.name] }, value: '1' }]
      : [];
  });
  return requestOf({ entry, sender, filled, absent: NOTHING, parsers: index.facts.bodyParsers ?? [] });
}

function step(
  entry: EntryPointFact,
  sender: Sender,
  effect: 'refused' | 'succeeds',
  keys: readonly string[],
  index: CodeIndex,
): WitnessStep | undefined {
  const sent = ordinaryRequest(entry, sender, keys, index);
  return sent && { sender, sent, expects: { effect } };
}

/**
 * Two requests of an account for what belongs to another one: a sibling refuses it, this one answers it. The key of the
 * object is that of a record of the other account.
 */
export function deviationWitness(
  access: readonly AccessFact[],
  lacksRole: boolean,
  index: CodeIndex,
): Witness | NoWitness | undefined {
  const first = access.find((one) => one.deviation?.certain === true) ?? access[0];
  const entry = first && index.entry(first.entryPoint.id);
  if (!first || !entry) return undefined;
  const sender: Sender = { ...senderOf(entry), who: lacksRole ? 'account' : 'another-account' };
  delete sender.role;
  const own = step(entry, sender, 'succeeds', first.keys, index);
  if (!own) return { why: 'no-route', at: entry.at };
  const sibling = siblingOf(first, index);
  const refused = sibling && step(sibling, sender, 'refused', [], index);
  return {
    entryPoint: entry.id,
    steps: refused ? [refused, own] : [own],
    ...(first.keys[0] === undefined ? {} : { field: { source: 'key', path: first.keys[0].split('.') } }),
    meets: [],
    given: first.conditions
      .filter(({ kind }) => kind === 'state' || kind === 'feature')
      .map(({ at }) => ({ at, holds: true })),
  };
}

function siblingOf(access: AccessFact, index: CodeIndex): EntryPointFact | undefined {
  return access.deviation?.siblings
    .flatMap(({ entryPoint, condition }) => (condition ? (index.entry(entryPoint) ?? []) : []))
    .find((entry) => entry.id !== access.entryPoint.id);
}

/** The request without any sign-in, which should have been refused. */
export function anonymousWitness(entry: EntryPointFact, index: CodeIndex): Witness | undefined {
  const only = step(entry, { who: 'anyone' }, 'succeeds', [], index);
  return only && { entryPoint: entry.id, steps: [only], meets: [], given: [] };
}
