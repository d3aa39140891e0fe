import { PATH_FOLDER } from '../../../knowledge/flow/sink-names';
import type { Identity } from './mark';

/** Names for pieces of outside data, so that a check of a piece holds wherever the piece is read again. */

/** The beginning of a text that is cut off far behind. */
export const OPENING = 'opening';
/** What stands for any item of a list, and for any value and any name of a record of named values. */
/** The folder that a path leads to. */

export const [ITEM, ENTRY, NAME] = ['[]', '{}', '{name}'];
const PARTS: ReadonlyMap<string, Pick<Identity, 'opening' | 'any' | 'folder'>> = new Map([
  [OPENING, { opening: true }],
  [PATH_FOLDER, { folder: true }],
  [ITEM, { any: 'item' }],
  [ENTRY, { any: 'value' }],
  [NAME, { any: 'name' }],
]);
/** The beginning of what something is called that is all of what it was taken from, and has passed a check. */
export const SAME = 'same ';
/** The beginning of what a piece between separators is called. */
export const CUT = 'cut at ';
const placeOf = (part: string): Pick<Identity, 'cut' | 'at' | 'same'> => {
  if (part.startsWith(SAME)) return { same: true };
  if (part.startsWith(CUT)) return { cut: part.slice(CUT.length) };
  return PLACE.test(part) ? { at: Number(part) } : {};
};
const PLACE = /^\d{1,2}$/;

/** A part of a part of … further down counts as what it is taken from: `x = x.next` in a loop has no end. */
const MAX_PARTS = 24;

export class Identities {
  private readonly parts = new Map<number, Map<string, Identity>>();

  constructor(private readonly nextId: () => number) {}

  /** `field`: the part is a field of what was sent. */
  of(parent?: Identity, part?: string, host?: boolean, field?: boolean): Identity {
    if (!parent || part === undefined) return { id: this.nextId(), parent, host };
    const depth = (parent.depth ?? 0) + 1;
    if (depth > MAX_PARTS) return parent;
    const key = field ? part : undefined;
    return this.known(parent, part, () => ({
      id: this.nextId(),
      parent,
      part,
      host,
      depth,
      key,
      ...PARTS.get(part),
      ...placeOf(part),
      ...(PLACE.test(part) && { item: this.of(parent, ITEM) }),
    }));
  }

  wholeOf(parent: Identity, part: string): Identity {
    return this.known(parent, part, () => ({
      id: this.nextId(),
      parent,
      depth: (parent.depth ?? 0) + 1,
      whole: true,
    }));
  }

  /** The piece and all pieces of it that were named. */
  withParts(identity: Identity): Identity[] {
    const parts = [...(this.parts.get(identity.id)?.values() ?? [])];
    return [identity, ...parts.flatMap((part) => this.withParts(part))];
  }

  private known({ id }: Identity, part: string, make: () => Identity): Identity {
    let parts = this.parts.get(id);
    if (!parts) this.parts.set(id, (parts = new Map<string, Identity>()));
    let identity = parts.get(part);
    if (!identity) parts.set(part, (identity = make()));
    return identity;
  }
}
