/** Functions that read and set an attribute by its name. */
export const READS_ATTRIBUTE = /^getattr$/;
export const SETS_ATTRIBUTE = /^setattr$/;
