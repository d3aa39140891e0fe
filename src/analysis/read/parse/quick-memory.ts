import { endianness } from 'node:os';

type Read = (address: number, type?: string) => unknown;
type Write = (address: number, value: number, type?: string) => void;

/** What the runtime of the parser puts on its module. */
interface Runtime {
  HEAP32: Int32Array;
  getValue: Read;
  setValue: Write;
}

const WHOLE = 'i32';

/**
 * Every question to a cursor copies it into the parser's memory and back: eight numbers, each by the name of its type.
 * Whole numbers, which are all that cursors have, are read and written here directly. What the runtime does not show
 * stays as it is.
 */
export function withQuickMemory(module: object): void {
  if (!isRuntime(module) || endianness() !== 'LE') return;
  const { getValue, setValue } = module;
  let memory = module.HEAP32;
  // Memory that has grown is another one, and the old is empty.
  const present = (): Int32Array => (memory.length > 0 ? memory : (memory = module.HEAP32));
  module.getValue = (address, type) => (type === WHOLE ? present()[address >> 2] : getValue(address, type));
  module.setValue = (address, value, type) => {
    if (type === WHOLE) present()[address >> 2] = value;
    else setValue(address, value, type);
  };
}

function isRuntime(module: object): module is Runtime {
  const { HEAP32, getValue, setValue } = module as Partial<Runtime>;
  return HEAP32 instanceof Int32Array && typeof getValue === 'function' && typeof setValue === 'function';
}
