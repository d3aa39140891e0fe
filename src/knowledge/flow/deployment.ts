/** Environment variables that say as what a program runs, and what they hold for its users. */
export const RUNS_AS: ReadonlyMap<string, string> = new Map([['NODE_ENV', 'production']]);
