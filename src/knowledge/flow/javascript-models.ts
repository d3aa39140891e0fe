import { ALL, bits, STRUCTURED } from './families';
import { JAVASCRIPT_SINKS } from './javascript-sinks';
import { JAVASCRIPT_RECORDS } from './mass-assignment';
import { JAVASCRIPT_FILES } from './uploads';
import { check, result, type AssignmentSink, type LanguageModels, type MemberRow, type Row } from './model';

const NUMBER = { kind: 'through', args: '0', clears: ALL, scalar: 'number' } as const;
const HTML_SAFE = { kind: 'through', args: '0', clears: bits('cross-site-scripting'), scalar: 'string' } as const;
const URL_SAFE = { kind: 'through', args: '0', clears: bits('cross-site-scripting', 'open-redirect', 'ssrf', 'path-traversal', 'header-injection', 'log-injection', 'ldap-injection') | STRUCTURED, scalar: 'string' } as const;
const TEXT = { kind: 'through', args: '0', clears: STRUCTURED, scalar: 'string' } as const;
const SAME = { kind: 'through', args: '0', clears: 0 } as const;
const CLEAN = { kind: 'clean' } as const;

const RESULTS: readonly Row[] = [
  result('', 'parseInt parseFloat Number Boolean BigInt Number.parseInt Number.parseFloat Date Symbol', NUMBER),
  result('', 'String', TEXT),
  result('', 'encodeURIComponent escape', URL_SAFE),
  result('', 'encodeURI', { kind: 'through', args: '0', clears: STRUCTURED, scalar: 'string' }),
  result('', 'decodeURIComponent decodeURI unescape atob btoa', TEXT),
  result('', 'JSON.parse', { kind: 'through', args: '0', clears: 0, restores: STRUCTURED }),
  result('', 'structuredClone Object.freeze Object.create Promise.resolve Array.from Array.of', SAME),
  result('', 'JSON.stringify', TEXT),
  result('', 'Object.assign', { kind: 'through', args: '0+', clears: 0 }),
  result('', 'Promise.all Promise.race Promise.allSettled Promise.any', SAME),
  result('', 'Buffer.from Buffer Buffer.concat Uint8Array TextEncoder().encode TextDecoder().decode', TEXT),
  result('', 'Math.random Math.floor Math.round Math.abs Math.max Math.min Math.ceil Date.now isNaN isFinite', CLEAN),
  result('', 'Error TypeError RangeError', SAME),
  result('escape-html html-escaper entities he html-entities lodash underscore validator xss sanitize-html dompurify isomorphic-dompurify escape-goat lodash.escape xss-filters striptags', 'escape encode encodeXML sanitize escapeHTML escapeUTF8 filterXSS process htmlEscape inHTMLData escapeHtml', HTML_SAFE),
  result('escape-html lodash.escape sanitize-html xss striptags dompurify', '', HTML_SAFE),
  result('', 'DOMPurify.sanitize _.escape', HTML_SAFE),
  result('shell-quote shell-escape', 'quote', { kind: 'through', args: '0', clears: bits('command-injection') }),
  result('shell-escape any-shell-escape shell-escape-tag', '', { kind: 'through', args: '0', clears: bits('command-injection') }),
  result('mysql mysql2 sqlstring pg-format pg-escape pg', 'escape escapeId format escapeLiteral escapeIdentifier literal ident', { kind: 'through', args: '0+', clears: bits('sql-injection') }),
  result('pg-escape pg-format', '', { kind: 'through', args: '0+', clears: bits('sql-injection') }),
  result('lodash lodash.escaperegexp escape-string-regexp', 'escapeRegExp default', { kind: 'through', args: '0', clears: bits('regex-injection') }),
  result('escape-string-regexp lodash.escaperegexp', '', { kind: 'through', args: '0', clears: bits('regex-injection') }),
  result('sanitize-filename filenamify', '', { kind: 'through', args: '0', clears: bits('path-traversal') }),
  result('mongo-sanitize express-mongo-sanitize', ' sanitize', { kind: 'through', args: '0', clears: bits('nosql-injection') }),
  result('mongodb mongoose bson mongojs mongodb-core', 'ObjectId ObjectID Types.ObjectId createFromHexString', { kind: 'through', args: '0', clears: ALL }),
  result('path upath', 'basename', { kind: 'through', args: '0', clears: bits('path-traversal'), scalar: 'string', part: true }),
  result('path upath', 'extname', { kind: 'through', args: '0', clears: bits('path-traversal'), scalar: 'string', part: true }),
  result('path upath', 'normalize', { kind: 'through', args: '0', clears: 0, scalar: 'string', normalized: true }),
  result('path upath', 'resolve', { kind: 'through', args: '0+', clears: 0, scalar: 'string', normalized: true, joined: true, restarts: true }),
  result('path upath', 'join', { kind: 'through', args: '0+', clears: 0, scalar: 'string', normalized: true, joined: true }),
  result('path upath', 'relative', { kind: 'through', args: '1', clears: 0, scalar: 'string', normalized: true, relative: true }),
  result('path upath', 'dirname parse format toNamespacedPath', { kind: 'through', args: '0', clears: 0 }),
  result('fs fs-extra graceful-fs', 'realpath realpathSync', { kind: 'through', args: '0', clears: 0, scalar: 'string', normalized: true }),
  result('url whatwg-url url-parse', 'parse resolve URL format fileURLToPath', { kind: 'through', args: '0+', clears: STRUCTURED }),
  result('url-parse whatwg-url', '', { kind: 'through', args: '0', clears: STRUCTURED }),
  result('', 'URL', { kind: 'through', args: '0+', clears: STRUCTURED, wraps: true }),
  result('', 'URLSearchParams', SAME),
  result('querystring qs query-string', 'parse', SAME),
  result('querystring qs query-string', 'stringify escape', URL_SAFE),
  result('crypto bcrypt bcryptjs argon2 jsonwebtoken uuid nanoid node-forge crypto-js', 'createHash createHmac hash hashSync compare compareSync verify sign decode v4 v1 nanoid update digest randomBytes', CLEAN),
  result('lodash underscore', 'get pick omit cloneDeep clone trim toLower toUpper defaults extend assign merge map filter first last head values keys toString template camelCase', { kind: 'through', args: '0+', clears: 0 }),
  result('util', 'format inspect promisify', { kind: 'through', args: '0+', clears: 0 }),
  result('util bluebird pify es6-promisify', 'promisify promisifyAll', SAME),
  result('formidable multiparty busboy', 'parse', CLEAN),
  result('file-type', 'fileTypeFromBuffer fileTypeFromFile fileTypeFromStream fromBuffer fromFile fromStream', CLEAN),
];

const CHECKS: readonly Row[] = [
  check('', 'Number.isInteger Number.isSafeInteger Number.isFinite isFinite', '0', ALL),
  check('', 'isNaN Number.isNaN', '0', ALL, false),
  check('validator express-validator', 'isInt isNumeric isUUID isMongoId isAlphanumeric isAlpha isDecimal isFloat isHexadecimal isIn isBoolean isDate isISO8601 isPort isSlug isMD5 isHash isObjectId', '0', ALL),
  check('validator', 'isEmail isIP isFQDN', '0', bits('sql-injection', 'path-traversal', 'nosql-injection')),
  check('mongoose mongodb bson', 'isValid isValidObjectId', '0', ALL),
  check('uuid is-uuid', 'validate', '0', ALL),
  check('lodash underscore', 'isNumber isInteger isBoolean isFinite', '0', ALL),
  check('lodash underscore', 'isString', '0', STRUCTURED),
  check('path path-is-absolute upath', 'isAbsolute', '0', bits('absolute-path'), false),
  check('path-is-absolute is-absolute', '', '0', bits('absolute-path'), false),
  check('is-path-inside', '', '0', bits('path-traversal')),
];

const MEMBERS: readonly MemberRow[] = [
  { of: '@req', members: 'body payload rawBody fields', source: 'body' },
  { of: '@req', members: 'query', source: 'query' },
  { of: '@req', members: 'params', source: 'path' },
  { of: '@req', members: 'headers rawHeaders hostname host header', source: 'header' },
  { of: '@req', members: 'cookies', source: 'cookie' },
  { of: '@req', members: 'files file', source: 'file' },
  { of: '@req', members: 'url originalUrl path href querystring search nextUrl _parsedUrl', source: 'url' },
  { of: '@req', members: 'request req raw', path: '@req' },
  { of: '@req', members: 'res response', path: '@res' },
  { of: '@req.nextUrl', members: 'searchParams', source: 'text-query' },
  { of: '@ctx', members: 'request req', path: '@req' },
  { of: '@ctx', members: 'response res', path: '@res' },
  { of: '@ctx', members: 'query', source: 'query' },
  { of: '@ctx', members: 'params', source: 'path' },
  { of: '@ctx', members: 'url originalUrl path href querystring search', source: 'url' },
  { of: '@ctx', members: 'headers header host hostname', source: 'header' },
  { of: 'jszip().loadAsync() jszip.loadAsync()', members: 'files', source: 'archive-entry' },
  { of: 'process', members: 'argv', source: 'cli' },
  { of: 'process', members: 'env', source: 'env' },
  { of: 'yargs commander minimist yargs() commander.program', members: 'argv args opts', source: 'cli' },
  { of: 'location document.location window.location document', members: 'hash search href URL documentURI baseURI', source: 'page-url' },
  { of: 'document window self top parent', members: 'location', source: 'page-url', path: 'location' },
  { of: '', members: 'location', source: 'page-url' },
  { of: '@angular/router.ActivatedRoute() @angular/router.ActivatedRoute().snapshot @angular/router.ActivatedRouteSnapshot()', members: 'queryParams params queryParamMap paramMap fragment url', source: 'page-url' },
  { of: '@angular/router.Router()', members: 'url', source: 'page-url' },
  ...['body', 'query', 'params', 'headers', 'cookies'].map((constant): MemberRow => ({ of: 'celebrate.Segments celebrate.celebrate.Segments', members: constant.toUpperCase(), constant })),
  { of: '@message', members: 'data', source: 'page-message' },
  { of: '@error', members: 'stack stacktrace', source: 'error' },
  { of: 'document', members: 'referrer', source: 'page-url' },
  { of: 'window', members: 'name', source: 'page-url' },
];

const CALL_SOURCES: readonly Row[] = [
  result('@req', 'param', { kind: 'source', source: 'query' }),
  result('@req', 'get header', { kind: 'source', source: 'header' }),
  result('@req', 'json text formData arrayBuffer blob', { kind: 'source', source: 'body' }),
  result('@ctx', 'get', { kind: 'source', source: 'header' }),
  result('@ctx', 'cookies.get', { kind: 'source', source: 'cookie' }),
  result('@req', 'cookies.get', { kind: 'source', source: 'cookie' }),
  result('@req', 'headers.get', { kind: 'source', source: 'header' }),
  result('minimist yargs-parser arg meow command-line-args', ' opts parse', { kind: 'source', source: 'cli' }),
  result('commander yargs', 'opts parse', { kind: 'source', source: 'cli' }),
  result('next/headers', 'cookies headers', { kind: 'source', source: 'header' }),
  result('next/navigation', 'useSearchParams useParams usePathname', { kind: 'source', source: 'page-url' }),
  result('react-router react-router-dom', 'useParams useLocation useSearchParams', { kind: 'source', source: 'page-url' }),
];

const ASSIGNMENTS: readonly AssignmentSink[] = [
  { family: 'cross-site-scripting', of: '*', members: 'innerHTML outerHTML srcdoc dangerouslySetInnerHTML' },
  { family: 'open-redirect', of: 'location window.location document.location document window self top', members: 'href location' },
  { family: 'cross-site-scripting', of: '@ctx', members: 'body' },
  { family: 'open-redirect', of: '', members: 'location' },
];

export const JAVASCRIPT_MODELS: LanguageModels = {
  rows: [...JAVASCRIPT_SINKS, ...JAVASCRIPT_RECORDS, ...JAVASCRIPT_FILES, ...RESULTS, ...CHECKS, ...CALL_SOURCES],
  members: MEMBERS,
  assignments: ASSIGNMENTS,
  opaque: ['mysql', 'mysql2', 'pg', 'pg-promise', 'sqlite3', 'better-sqlite3', 'mssql', 'sequelize', 'knex', 'typeorm', 'mongodb', 'mongoose', 'redis', 'ioredis', 'fs', 'fs-extra', 'http', 'https', 'axios', 'got', 'needle', 'request', 'node-fetch', 'fetch', 'child_process', 'nodemailer', 'aws-sdk', '@prisma/client', 'crypto', 'console', 'winston', 'bunyan', 'pino', '@res', 'express', 'passport', 'mongojs', 'jsonwebtoken', 'stripe', 'kafkajs', 'amqplib', 'socket.io'],
  opaqueMethods: new Set(['find', 'findOne', 'findById', 'findAll', 'findByPk', 'findMany', 'findFirst', 'findUnique', 'findOneAndUpdate', 'findOrCreate', 'query', 'execute', 'exec', 'save', 'create', 'update', 'updateOne', 'insert', 'insertOne', 'insertMany', 'updateMany', 'deleteMany', 'replaceOne', 'bulkWrite', 'estimatedDocumentCount', 'distinct', 'delete', 'deleteOne', 'remove', 'count', 'countDocuments', 'aggregate', 'fetch', 'request', 'send', 'emit', 'publish', 'log', 'info', 'warn', 'error', 'debug', 'getRepository', 'findOneBy', 'findBy', 'has', 'test', 'startsWith', 'endsWith', 'includes', 'indexOf', 'lastIndexOf', 'some', 'every', 'localeCompare', 'search', 'charCodeAt', 'codePointAt', 'hasOwnProperty', 'equals', 'compare', 'verify', 'authenticate', 'login', 'isValid', 'read', 'readFile', 'write', 'set', 'setHeader', 'status', 'json', 'render']),
};
