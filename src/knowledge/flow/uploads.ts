import { gives, result, sink, type Row } from './model';

const UPLOAD = 'unrestricted-upload';
const PATH = 'path-traversal';
const FS = 'fs fs-extra graceful-fs fs/promises';

const PARSERS = 'formidable multiparty busboy @fastify/busboy dicer';

/** Where uploaded files get their name on the server, and where archives are unpacked. */
export const JAVASCRIPT_FILES: readonly Row[] = [
  sink(
    UPLOAD,
    FS,
    'writeFile writeFileSync createWriteStream outputFile outputFileSync appendFile appendFileSync',
    '0',
    undefined,
    'medium',
  ),
  sink(UPLOAD, FS, 'rename renameSync copyFile copyFileSync move moveSync copy copySync', '1', undefined, 'medium'),
  sink(UPLOAD, '*', 'mv', '0', undefined, 'medium'),
  sink(PATH, '*', 'mv', '0', undefined, 'medium'),
  sink(UPLOAD, '@storage', 'named', '1', undefined, 'medium'),
  // What parsers of uploads hand on: fields are the sender's, files carry the name the sender gave them.
  gives('formidable', 'formidable().parse IncomingForm().parse Formidable().parse', '1', '- form file', {
    answers: true,
  }),
  gives('formidable()', 'parse', '1', '- form file', { answers: true }),
  gives('multiparty', 'Form().parse', '1', '- form file'),
  gives(PARSERS, 'on once', '1', 'form form', { when: [{ arg: '0', matches: /^field$/ }] }),
  gives(PARSERS, 'on once', '1', 'form file file', { when: [{ arg: '0', matches: /^file(?:Begin)?$/ }] }),
  gives(PARSERS, 'on once', '1', 'file', { when: [{ arg: '0', matches: /^part$/ }] }),
  result('adm-zip', 'getEntries', { kind: 'source', source: 'archive-entry' }),
  // What is in an entry is no name of one.
  result('adm-zip', 'readFile readAsText getData', { kind: 'clean' }),
];

export const PYTHON_FILES: readonly Row[] = [
  sink(UPLOAD, '*', 'save', '0 dst', undefined, 'medium'),
  sink(PATH, '*', 'save', '0 dst', undefined, 'medium'),
  sink(UPLOAD, '', 'open', '0 file', [{ arg: '1', matches: /[wax+]/ }], 'medium'),
  sink(UPLOAD, '', 'open', '0 file', [{ arg: 'mode', matches: /[wax+]/ }], 'medium'),
  sink(UPLOAD, 'aiofiles anyio', 'open open_file', '0', [{ arg: '1', matches: /[wax+]/ }], 'medium'),
  sink(UPLOAD, 'pathlib', 'Path().write_bytes Path().write_text', 'this', undefined, 'medium'),
  sink(UPLOAD, 'pathlib', 'Path().open', 'this', [{ arg: '0 mode', matches: /[wax+]/ }], 'medium'),
  sink(UPLOAD, 'django.core.files.storage', 'save', '0', undefined, 'medium'),
  sink(
    PATH,
    'tarfile',
    'extractall',
    'this',
    [
      { arg: 'filter', absent: true },
      { arg: 'members', absent: true },
      { arg: '1', absent: true },
    ],
    'medium',
  ),
  sink(PATH, 'tarfile', 'extractall', 'members 1', [{ arg: 'filter', absent: true }], 'medium'),
  sink(PATH, 'tarfile', 'extract', '0 member', [{ arg: 'filter', absent: true }], 'medium'),
  sink(PATH, 'tarfile', 'extractall extract', 'this', [{ arg: 'filter', matches: /^fully_trusted$/ }], 'medium'),
  // What is in an entry is no name of one.
  result('zipfile', 'ZipFile().open ZipFile().read', { kind: 'clean' }),
  result('tarfile', 'open().extractfile TarFile().extractfile', { kind: 'clean' }),
  result('zipfile', 'ZipFile().namelist ZipFile().infolist', { kind: 'source', source: 'archive-entry' }),
];
/** Library paths of what holds a file's content: where it is handed over in the place of a path, no path is chosen. */
export const OPEN_FILES =
  /^(?:io\.(?:BytesIO|StringIO)|tempfile\.\w+|open|aiofiles\.open|zipfile\.ZipFile\(\)\.open)\(\)$/;

/** Facts about an uploaded file that the server has made itself. */
export const SERVER_MADE: ReadonlySet<string> = new Set([
  'path',
  'filepath',
  'tempFilePath',
  'destination',
  'filename',
  'newFilename',
  'size',
  'md5',
  'truncated',
  'bytes',
]);
