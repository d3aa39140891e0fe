// The options of a script, the same way for all: `--help` prints how it is used, and what it does not know is refused
// before anything is built or started.
import { parseArgs } from 'node:util';

const HELP = { type: 'boolean', short: 'h', default: false };

function refuse(message, usage) {
  console.error(`${message}\n\n${usage}`);
  process.exit(2);
}

/** Values of options whose name is in `whole` must be whole numbers. */
function assertWhole(values, whole, usage) {
  for (const name of whole) {
    if (values[name] !== undefined && !/^\d+$/.test(values[name]))
      refuse(`--${name} is a whole number, not "${values[name]}".`, usage);
  }
}

/**
 * Reads the arguments of this process: `{ values, positionals }`, as `parseArgs` of Node does. Ends the process when it
 * was asked for help or was given what it does not know.
 * @param options.whole Names of options that take a whole number.
 * @param options.words Whether it takes arguments that are not options.
 */
export function optionsOf(usage, { options = {}, whole = [], words = false } = {}) {
  const numbers = Object.fromEntries(whole.map((name) => [name, { type: 'string' }]));
  let given;
  try {
    given = parseArgs({ allowPositionals: words, options: { ...options, ...numbers, help: HELP } });
  } catch (error) {
    // Node adds advice on arguments that begin with a dash; none of ours does.
    refuse(error.message.split('. ')[0], usage);
  }
  const { values, positionals } = given;
  if (values.help) {
    console.log(usage);
    process.exit(0);
  }
  assertWhole(values, whole, usage);
  return { values, positionals };
}

/** The options that were given, as arguments again: for a program that reads them itself. */
export const asArguments = (values) =>
  Object.entries(values)
    .filter(([name]) => name !== 'help')
    .map(([name, value]) => (value === true ? `--${name}` : `--${name}=${value}`));
