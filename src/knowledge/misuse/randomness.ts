/** Calls whose results can be predicted. */
export const PREDICTABLE =
  /^(?:Math\.random|random\.(?:random|randint|randrange|choice|choices|sample|uniform|getrandbits|shuffle|randbytes|normalvariate|gauss|betavariate|triangular|expovariate)|random\.Random\(\)\.\w+|numpy\.random\.\w+|chance\.\w+|lodash\.random|underscore\.random|crypto\.pseudoRandomBytes|random-number|random-js\.\w+)$/;
