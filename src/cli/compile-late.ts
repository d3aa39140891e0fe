import { setFlagsFromString } from 'node:v8';

/** Sixteen times the defaults. Engines with two optimising compilers count calls, older ones the code that was run. */
const LATE = [
  '--interrupt-budget=1081344',
  '--invocation-count-for-turbofan=48000',
  '--invocation-count-for-maglev=6400',
] as const;

/**
 * Has the JavaScript engine compile code for speed only after it has run much longer than by default. An analysis runs
 * thousands of functions, few of them for long: compiling them soon, and again each time a guess about types was wrong, took
 * a quarter of the processor time of a monorepo. For the whole process: the extension, which is a guest in that of the
 * editor, keeps the defaults. An engine that does not know a setting passes over it.
 */
export function compileLate(): void {
  for (const setting of LATE) setFlagsFromString(setting);
}
