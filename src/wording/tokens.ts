/** Tokens of a text, as a rule of thumb: four characters each. */
export const tokensOf = (value: string): number => Math.ceil(value.length / 4);
