import { setFlagsFromString } from 'node:v8';

/**
 * Sixteen times the defaults: up to version 11 V8 counts the code that was run, from 13 on the calls. A version that
 * does not know a setting prints so; what 12 knows was not seen.
 */
function settings(version: number): readonly string[] {
  if (version <= 11) return ['--interrupt-budget=1081344'];
  if (version < 13) return [];
  return ['--invocation-count-for-turbofan=48000', '--invocation-count-for-maglev=6400'];
}

/**
 * Has the JavaScript engine compile code for speed only after it has run much longer than by default. An analysis runs
 * thousands of functions, few of them for long: compiling them soon, and again each time a guess about types was wrong,
 * took up to a sixth of the processor time. For the whole process: the extension, which is a guest in that of the
 * editor, keeps the defaults.
 */
export function compileLate(): void {
  for (const setting of settings(Number.parseInt(process.versions.v8, 10))) setFlagsFromString(setting);
}
