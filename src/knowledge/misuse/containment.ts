/** Gives the characters that paths have in common, not the folders. */
export const COMMON_CHARACTERS = /^(?:os\.path|posixpath|ntpath)\.commonprefix$/;

/** Says which folder paths have in common, going by how they are written. */
export const COMMON_FOLDER = /^(?:os\.path|posixpath|ntpath)\.commonpath$/;

/** Puts paths together as they are written. */
export const PUTS_TOGETHER = /^(?:os\.path|posixpath|ntpath)\.join$|^(?:pathlib|anyio)\.(?:Pure)?(?:Posix)?Path$/;

/** Takes steps to the folder above out of a path. */
export const RESOLVES = /^(?:resolve|realpath|abspath|normpath|normalize|safe_join|secure_filename|absolute)$/;
