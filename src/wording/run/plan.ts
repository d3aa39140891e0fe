/** What a plan says beside its numbers. */

export const expectedTime = (poolSize: number): string =>
  `Expected time: measured on two cores with built-in agents, ${poolSize} at once, without the time you ` +
  `take at checkpoints.`;

export const expectedConcerns = (concerns: number, lines: number): string =>
  `About ${concerns} concerns are expected in ${lines} lines; the number is known after mapping.`;

export const notRead = (files: number): string =>
  `${files} files will not be read (binary, minified, too large or unreadable). The report lists them.`;
