/** Stands for a secret that was in a text. */
export const REDACTED = '[redacted]';
