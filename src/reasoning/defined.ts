type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The fields that have a value, in their order: what is not known is left out of an artifact. */
export const defined = <T extends object>(fields: T): Defined<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>;
