/** Functions that read and set an attribute by its name. */
export const READS_ATTRIBUTE = /^getattr$/;
export const SETS_ATTRIBUTE = /^setattr$/;
/** Functions that ask how a text begins, ends or looks. */
export const ASKS_OF_TEXT = /^(?:startswith|endswith|match|search|fullmatch)$/;
