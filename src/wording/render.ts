import type { TextMark } from '../artifacts/text';
import type { Said, Wordless } from '../messages/say';
import { CATALOGUE } from './catalogue';

/** A draft with its texts made. */
export type Rendered<D> = unknown extends D ? D : D extends unknown ? RenderedOf<D> : never;

type RenderedOf<D> = D extends Said
  ? string
  : TextMark extends keyof D
    ? D
    : D extends Wordless
      ? D
      : { [Key in keyof D]: Rendered<D[Key]> };

const isSaid = (value: unknown): value is Said =>
  typeof value === 'object' && value !== null && 'said' in value && 'about' in value;

const isPlain = (value: object): boolean => Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;

/** Makes the texts of one draft. What is shared within it is made once. */
class Rendering {
  private readonly made = new Map<object, unknown>();

  of(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value;
    if (!this.made.has(value)) this.made.set(value, this.make(value));
    return this.made.get(value);
  }

  private make(value: object): unknown {
    if (isSaid(value)) return this.text(value);
    if (!isPlain(value)) return value;
    if (Array.isArray(value)) return this.list(value);
    const parts = Object.entries(value).map(([key, part]) => [key, part, this.of(part)] as const);
    // What says nothing stays the object that it is.
    if (parts.every(([, part, made]) => part === made)) return value;
    return Object.fromEntries(parts.map(([key, , made]) => [key, made]));
  }

  private list(items: readonly unknown[]): unknown {
    const made = items.map((item) => this.of(item));
    // A list of texts says nothing twice.
    if (items.some(isSaid)) return [...new Set(made)];
    return made.every((item, index) => item === items[index]) ? items : made;
  }

  private text({ said, about }: Said): string {
    const at = said.indexOf('.');
    const sentence = (CATALOGUE as unknown as Sentences)[said.slice(0, at)]?.[said.slice(at + 1)];
    if (typeof sentence === 'string') return sentence;
    if (!sentence) throw new Error(`nobody says ${said}`);
    return sentence(...about.map((one) => this.of(one)));
  }
}

type Sentences = Readonly<Record<string, Readonly<Record<string, string | ((...about: unknown[]) => string)>>>>;

/** Puts the text in the place of everything that a draft says. */
export const render = <D>(draft: D): Rendered<D> => new Rendering().of(draft) as Rendered<D>;

/** What makes a draft, as what makes the artifact itself. */
export const worded =
  <A extends readonly unknown[], D>(draft: (...given: A) => D) =>
  (...given: A): Rendered<D> =>
    render(draft(...given));
