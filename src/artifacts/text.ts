import * as z from 'zod';

declare const TEXT: unique symbol;

/** The key that only texts have. */
export type TextMark = typeof TEXT;

/**
 * A text for people, as against an id, a path or a name. Any string will do for one; the mark is for whoever reasons,
 * who may put in its place what the text is to say (`src/messages/say.ts`).
 */
export type Text = string & { readonly length: number; readonly [TEXT]?: never };

/** Marks a string of a schema as a text. */
export const textOf = (string: z.ZodString): z.ZodType<Text, Text> => string;

export const Text = textOf(z.string());
