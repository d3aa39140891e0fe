/** `Omit` that keeps the known keys of types with an index signature, such as those of loose objects. */
export type Without<T, K extends PropertyKey> = { [P in keyof T as P extends K ? never : P]: T[P] };
