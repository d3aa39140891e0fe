/** Outside data that an object holds copies of, name by name. */
export const COPIED = '#copied';
