import { ALL, bits, STRUCTURED } from './families';
import { check, compares, result, type Row } from './model';

const NUMBER = { kind: 'through', args: '0', clears: ALL, scalar: 'number' } as const;
const HTML_SAFE = { kind: 'through', args: '0', clears: bits('cross-site-scripting'), scalar: 'string' } as const;
const URL_SAFE = {
  kind: 'through',
  args: '0',
  clears:
    bits(
      'cross-site-scripting',
      'open-redirect',
      'ssrf',
      'path-traversal',
      'header-injection',
      'log-injection',
      'ldap-injection',
    ) | STRUCTURED,
  scalar: 'string',
} as const;

const TEXT = { kind: 'through', args: '0', clears: STRUCTURED, scalar: 'string' } as const;
const SAME = { kind: 'through', args: '0', clears: 0 } as const;
const PARAMETER = { kind: 'through', args: 'this', clears: STRUCTURED, scalar: 'string', part: true } as const;
const ESCAPED = {
  kind: 'through',
  args: '0',
  clears: bits('sql-injection', 'cross-site-scripting', 'regex-injection', 'ldap-injection', 'xpath-injection'),
  scalar: 'string',
} as const;

const CLEAN = { kind: 'clean' } as const;

/** What library functions make of the data handed to them. */
export const JAVASCRIPT_RESULTS: readonly Row[] = [
  result('', 'parseInt parseFloat Number Boolean BigInt Number.parseInt Number.parseFloat Date Symbol', NUMBER),
  result('', 'String', TEXT),
  // Gives back the function; what it depends on is no part of it. Source: React, "useCallback".
  result('react React preact/hooks', 'useCallback useEffectEvent', { kind: 'through', args: '0', clears: 0 }),
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
  result(
    'escape-html html-escaper entities he html-entities lodash underscore validator xss sanitize-html ' +
      'dompurify isomorphic-dompurify escape-goat lodash.escape xss-filters striptags',
    'escape encode encodeXML sanitize escapeHTML escapeUTF8 filterXSS process htmlEscape inHTMLData escapeHtml',
    HTML_SAFE,
  ),
  result(
    'entities he html-entities lodash underscore html-escaper',
    'decode decodeHTML decodeHTML4 decodeHTML5 decodeXML decodeStrict decodeHTMLStrict unescape',
    TEXT,
  ),
  result('escape-html lodash.escape sanitize-html xss striptags dompurify', '', HTML_SAFE),
  result('', 'DOMPurify.sanitize _.escape', HTML_SAFE),
  result('shell-quote shell-escape', 'quote', { kind: 'through', args: '0', clears: bits('command-injection') }),
  result('shell-escape any-shell-escape shell-escape-tag', '', {
    kind: 'through',
    args: '0',
    clears: bits('command-injection'),
  }),
  result(
    'mysql mysql2 sqlstring pg-format pg-escape pg',
    'escape escapeId format escapeLiteral escapeIdentifier literal ident',
    { kind: 'through', args: '0+', clears: bits('sql-injection') },
  ),
  result('pg-escape pg-format', '', { kind: 'through', args: '0+', clears: bits('sql-injection') }),
  result('lodash lodash.escaperegexp escape-string-regexp', 'escapeRegExp default', {
    kind: 'through',
    args: '0',
    clears: bits('regex-injection'),
  }),
  result('escape-string-regexp lodash.escaperegexp', '', {
    kind: 'through',
    args: '0',
    clears: bits('regex-injection'),
  }),
  result('sanitize-filename filenamify', '', { kind: 'through', args: '0', clears: bits('path-traversal') }),
  result('mongo-sanitize express-mongo-sanitize', ' sanitize', {
    kind: 'through',
    args: '0',
    clears: bits('nosql-injection'),
  }),
  result('mongodb mongoose bson mongojs mongodb-core', 'ObjectId ObjectID Types.ObjectId createFromHexString', {
    kind: 'through',
    args: '0',
    clears: ALL,
  }),
  result('path upath', 'basename', {
    kind: 'through',
    args: '0',
    clears: bits('path-traversal'),
    scalar: 'string',
    part: true,
  }),
  result('path upath', 'extname', {
    kind: 'through',
    args: '0',
    clears: bits('path-traversal'),
    scalar: 'string',
    part: true,
  }),
  result('path upath', 'normalize', { kind: 'through', args: '0', clears: 0, scalar: 'string', normalized: true }),
  result('path upath', 'resolve', {
    kind: 'through',
    args: '0+',
    clears: 0,
    scalar: 'string',
    normalized: true,
    joined: true,
    restarts: true,
  }),
  result('path upath', 'join', {
    kind: 'through',
    args: '0+',
    clears: 0,
    scalar: 'string',
    normalized: true,
    joined: true,
  }),
  result('path upath', 'relative', {
    kind: 'through',
    args: '1',
    clears: 0,
    scalar: 'string',
    normalized: true,
    relative: true,
  }),
  result('path upath', 'dirname parse format toNamespacedPath', { kind: 'through', args: '0', clears: 0 }),
  result('fs fs-extra graceful-fs', 'realpath realpathSync', {
    kind: 'through',
    args: '0',
    clears: 0,
    scalar: 'string',
    normalized: true,
  }),
  result('url whatwg-url url-parse', 'parse resolve URL format fileURLToPath', {
    kind: 'through',
    args: '0+',
    clears: STRUCTURED,
  }),
  result('url-parse whatwg-url', '', { kind: 'through', args: '0', clears: STRUCTURED }),
  result('', 'URL', { kind: 'through', args: '0+', clears: STRUCTURED, wraps: true }),
  result('', 'URLSearchParams', { ...SAME, record: { from: 'url', source: 'text-query' } }),
  result('', 'URL().searchParams.get URL().searchParams.getAll', PARAMETER),
  result('url', 'URL().searchParams.get URL().searchParams.getAll', PARAMETER),
  result('querystring qs query-string', 'parse', { ...SAME, record: { from: 'url', source: 'query' } }),
  result('querystring qs query-string', 'stringify escape', URL_SAFE),
  result('crypto', 'createHmac', { kind: 'digest', key: '1', data: '9' }),
  result(
    'crypto bcrypt bcryptjs argon2 jsonwebtoken uuid nanoid node-forge crypto-js',
    'createHash hash hashSync compare compareSync verify sign decode v4 v1 nanoid update digest randomBytes',
    CLEAN,
  ),
  result(
    'lodash underscore',
    'get pick omit cloneDeep clone trim toLower toUpper defaults extend assign merge map filter first last ' +
      'head values keys toString template camelCase',
    { kind: 'through', args: '0+', clears: 0 },
  ),
  result('util', 'format inspect promisify', { kind: 'through', args: '0+', clears: 0 }),
  result('util bluebird pify es6-promisify', 'promisify promisifyAll', SAME),
  result('file-type', 'fileTypeFromBuffer fileTypeFromFile fileTypeFromStream fromBuffer fromFile fromStream', CLEAN),
  // The name of a type says nothing of the value.
  result('kind-of precise-typeof type-detect component-type', '', CLEAN),
  result('lodash underscore', 'isArray isObject isPlainObject isObjectLike isFunction isArguments', CLEAN),
  result('isobject is-plain-object is-plain-obj is-extendable isarray', 'isPlainObject isObject default', CLEAN),
  result('isobject is-plain-object is-plain-obj is-extendable isarray', '', CLEAN),
  // Whoever asks something unknown to escape a text has it escaped for what it is put into.
  result('*', 'escape', ESCAPED),
];

/** Library functions that tell whether data is harmless. */
export const JAVASCRIPT_CHECKS: readonly Row[] = [
  check('', 'Number.isInteger Number.isSafeInteger Number.isFinite isFinite', '0', ALL),
  check('', 'isNaN Number.isNaN', '0', ALL, false),
  // Throws for a time zone that is none.
  check('', 'Intl.DateTimeFormat', '1.timeZone', ALL, 'returns'),
  check(
    'validator express-validator',
    'isInt isNumeric isUUID isMongoId isAlphanumeric isAlpha isDecimal isFloat isHexadecimal isIn isBoolean ' +
      'isDate isISO8601 isPort isSlug isMD5 isHash isObjectId',
    '0',
    ALL,
  ),
  check('validator', 'isEmail isIP isFQDN', '0', bits('sql-injection', 'path-traversal', 'nosql-injection')),
  check('mongoose mongodb bson', 'isValid isValidObjectId', '0', ALL),
  check('uuid is-uuid', 'validate', '0', ALL),
  check('lodash underscore', 'isNumber isInteger isBoolean isFinite', '0', ALL),
  check('lodash underscore', 'isString', '0', STRUCTURED),
  check('path path-is-absolute upath', 'isAbsolute', '0', bits('absolute-path'), false),
  check('path-is-absolute is-absolute', '', '0', bits('absolute-path'), false),
  compares('crypto', 'timingSafeEqual'),
  compares('tsscmp secure-compare scmp safe-compare', ''),
  check('is-path-inside', '', '0', bits('path-traversal')),
];
