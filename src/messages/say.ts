import type { Text, TextMark } from '../artifacts/text';
import type { Witness, WitnessStep } from '../artifacts/witness';
import type { Messages } from './messages';

/** What there is to say, by the file and the function of src/wording that says it: `test-plan/steps.signIn`. */
type Kind = { [File in keyof Messages]: `${File}.${keyof Messages[File] & string}` }[keyof Messages];

/** What has to be known to say it. */
type About<K extends Kind> = K extends `${infer File extends keyof Messages}.${infer Name}`
  ? Messages[File][Name & keyof Messages[File]]
  : never;

/** A text that is not made yet: what it says, and what about. `src/wording/render.ts` makes it. */
export interface Said {
  readonly said: Kind;
  readonly about: readonly unknown[];
}

/** An artifact as it is reasoned about: wherever it holds a text, what is said may stand instead. */
export type Draft<T> = unknown extends T ? T : T extends unknown ? DraftOf<T> : never;

type DraftOf<T> = TextMark extends keyof T ? T | Said : T extends Wordless ? T : { [Key in keyof T]: Draft<T[Key]> };

/** What holds no text. */
export type Wordless =
  string | number | boolean | null | undefined | Witness | WitnessStep | ((...args: never[]) => unknown);

/** A text, or what it is to say. */
export type Sayable = Draft<Text>;

type Drafts<A> = A extends readonly unknown[] ? { [Index in keyof A]: Draft<A[Index]> } : never;

/** Says something: `src/messages` lists what it takes, the function of that name in `src/wording` makes the text. */
export const say = <K extends Kind>(said: K, ...about: Drafts<About<K>>): Said => ({ said, about });
