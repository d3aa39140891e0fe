import { Reader, type Node, Unreadable } from './pattern-reader';

const MOST_STEPS = 20_000;
const MOST_SAMPLED = 64;

/** A regular expression that was read. */
export interface Pattern {
  /** Undefined when it takes too many steps. */
  matches(text: string): boolean | undefined;
  /** A text that it matches, where one is easily found. */
  sample(): string | undefined;
}

/** Undefined when it holds something that is not read here: look-arounds, references to groups. */
export function readPattern(source: string, flags: string, anchors: 'none' | 'start' | 'both'): Pattern | undefined {
  try {
    const reader = new Reader(source, flags.includes('i'));
    const of = reader.alternatives();
    if (reader.at < source.length) return undefined;
    const whole: Node[] = [
      ...(anchors === 'none' ? [] : [{ kind: 'start' as const }]),
      { kind: 'group', of },
      ...(anchors === 'both' ? [{ kind: 'end' as const }] : []),
    ];
    return {
      matches: (text) => search(whole, text),
      sample: () => sampleOf(whole, search),
    };
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

function sampleOf(whole: readonly Node[], check: typeof search): string | undefined {
  const text = spelled(whole);
  return text.length <= MOST_SAMPLED && check(whole, text) === true ? text : undefined;
}

/** Each part at its shortest, but not nothing where something may stand. */
function spelled(nodes: readonly Node[]): string {
  return nodes
    .map((node) => {
      switch (node.kind) {
        case 'set':
          return node.sample;
        case 'group':
          return spelled(node.of[0] ?? []);
        case 'repeat':
          return spelled([node.of]).repeat(Math.min(Math.max(node.min, node.max > 1 ? 1 : node.min), MOST_SAMPLED));
        default:
          return '';
      }
    })
    .join('');
}

function search(whole: readonly Node[], text: string): boolean | undefined {
  const walk = { steps: 0 };
  for (let from = 0; from <= text.length; from++) {
    if (follow(whole, 0, text, from, walk, () => true)) return true;
    if (walk.steps > MOST_STEPS) return undefined;
  }
  return false;
}

type Then = (at: number) => boolean;

function follow(
  nodes: readonly Node[],
  index: number,
  text: string,
  at: number,
  walk: { steps: number },
  then: Then,
): boolean {
  if (++walk.steps > MOST_STEPS) return false;
  const node = nodes[index];
  if (!node) return then(at);
  const next: Then = (to) => follow(nodes, index + 1, text, to, walk, then);
  switch (node.kind) {
    case 'set':
      return at < text.length && node.holds(text[at] ?? '') && next(at + 1);
    case 'start':
      return at === 0 && next(at);
    case 'end':
      return at === text.length && next(at);
    case 'group':
      return node.of.some((branch) => follow(branch, 0, text, at, walk, next));
    case 'repeat':
      return again(node, 0, text, at, walk, next);
  }
}

function again(
  node: Extract<Node, { kind: 'repeat' }>,
  count: number,
  text: string,
  at: number,
  walk: { steps: number },
  then: Then,
): boolean {
  if (++walk.steps > MOST_STEPS) return false;
  const more =
    count < node.max &&
    follow([node.of], 0, text, at, walk, (to) => to > at && again(node, count + 1, text, to, walk, then));
  return more || (count >= node.min && then(at));
}
