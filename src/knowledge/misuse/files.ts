/** Calls that give the name of a temporary file which is not made yet. */
export const TEMPORARY_NAMES = /^(?:tempfile\.mktemp|os\.tempnam|os\.tmpnam|tmp\.tmpNameSync|tmp\.tmpName|temp\.path)$/;

/** Calls that write the file named first. */
export const FILE_WRITES =
  /^(?:fs|fs-extra|graceful-fs)(?:\.promises|\/promises)?\.(?:writeFile|writeFileSync|appendFile|appendFileSync|createWriteStream|open|openSync)$/;

/** The folder that everybody can write to. */
export const TEMPORARY_FOLDER = /^os\.(?:tmpdir|tmpDir)$/;

/** Calls that put a path together. */
export const PATH_JOINS = /^path\.(?:join|resolve)$/;

/** Calls that set who may do what with a file. */
export const FILE_MODES =
  /^(?:(?:fs|fs-extra|graceful-fs)(?:\.promises|\/promises)?\.(?:chmod|chmodSync|fchmod|fchmodSync|lchmod)|os\.(?:chmod|fchmod|lchmod))$/;

/** How the folder is named in findings. */
export const TEMPORARY_FOLDER_NAME = 'os.tmpdir';
