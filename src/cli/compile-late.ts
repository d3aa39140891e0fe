import { setFlagsFromString } from 'node:v8';

/** Sixteen times the defaults. Engines with two optimising compilers count calls, older ones the code that was run. */
const BY_CODE = ['--interrupt-budget=1081344'] as const;
const BY_CALLS = ['--invocation-count-for-turbofan=48000', '--invocation-count-for-maglev=6400'] as const;
/** The first version of V8 that counts calls; an older one would print that it does not know the settings. */
const COUNTS_CALLS = 12;

/**
 * Has the JavaScript engine compile code for speed only after it has run much longer than by default. An analysis runs
 * thousands of functions, few of them for long: compiling them soon, and again each time a guess about types was wrong, took
 * a quarter of the processor time of a monorepo. For the whole process: the extension, which is a guest in that of the
 * editor, keeps the defaults.
 */
export function compileLate(): void {
  const counts = Number.parseInt(process.versions.v8, 10) >= COUNTS_CALLS;
  for (const setting of counts ? [...BY_CODE, ...BY_CALLS] : BY_CODE) setFlagsFromString(setting);
}
