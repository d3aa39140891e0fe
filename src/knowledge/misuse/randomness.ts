/** Calls whose results can be predicted. */
export const PREDICTABLE =
  /^(?:Math\.random|random\.(?:random|randint|randrange|choice|choices|sample|uniform|getrandbits|shuffle|randbytes|normalvariate|gauss|betavariate|triangular|expovariate)|random\.Random\(\)\.\w+|numpy\.random\.\w+|chance\.\w+|lodash\.random|underscore\.random|crypto\.pseudoRandomBytes|random-number|random-js\.\w+)$/;

/** Those that take one of several values that are there already. */
export const TAKES_ONE = /^random\.(?:Random\(\)\.)?choice$/;
/** What such a value is taken from when it is made at that moment: numbers of a range. */
export const RANGES = /^(?:range|np\.arange|numpy\.arange)$/;
/** Those that are handed both ends of a range. */
export const BETWEEN = /^random\.(?:Random\(\)\.)?(?:randint|randrange)$/;
/** Fewer outcomes than this make a choice, no secret: codes that people type have a thousand times as many. */
export const FEW_OUTCOMES = 1000;
/** Methods that keep a value under a key. */
export const KEEPS_UNDER_KEY = /^(?:set|setex|put|store|add|set_many)$/;
