import type { FolderMessage } from './messages';

/** Items of a list that cross threads at once: some milliseconds of work for the receiver. */
const ITEMS = 200;

type Part = Extract<FolderMessage, { kind: 'items' | 'value' }>;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Takes a result apart: lists in pieces, objects of lists one level down as well. */
export function* partsOf(result: Readonly<Record<string, unknown>>, path: string[] = []): Generator<Part> {
  for (const [key, value] of Object.entries(result)) {
    const here = [...path, key];
    if (Array.isArray(value)) {
      yield { kind: 'value', path: here, value: [] };
      for (let at = 0; at < value.length; at += ITEMS)
        yield { kind: 'items', path: here, items: value.slice(at, at + ITEMS) };
    } else if (isRecord(value) && path.length === 0) {
      yield { kind: 'value', path: here, value: {} };
      yield* partsOf(value, here);
    } else yield { kind: 'value', path: here, value };
  }
}

/** Puts a result together again. */
export class PartCollector {
  private readonly result: Record<string, unknown> = {};

  add(part: Part): void {
    const [last = '', ...above] = [...part.path].reverse();
    let target = this.result;
    for (const key of above.reverse()) {
      const inner = target[key];
      if (!isRecord(inner)) return;
      target = inner;
    }
    const list = target[last];
    if (part.kind === 'value') target[last] = part.value;
    else if (Array.isArray(list)) list.push(...part.items);
  }

  whole(): Readonly<Record<string, unknown>> {
    return this.result;
  }
}
