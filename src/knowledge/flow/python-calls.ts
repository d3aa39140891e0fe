import { ALL, bits, STRUCTURED } from './families';
import { check, compares, confines, result, type Row } from './model';

const NUMBER = { kind: 'through', args: '0', clears: ALL, scalar: 'number' } as const;
const SAME = { kind: 'through', args: '0', clears: 0 } as const;
const TEXT = { kind: 'through', args: '0', clears: STRUCTURED, scalar: 'string' } as const;
const HTML_SAFE = { kind: 'through', args: '0+', clears: bits('cross-site-scripting'), scalar: 'string' } as const;
const URL_SAFE = {
  kind: 'through',
  args: '0',
  clears: bits('open-redirect', 'ssrf', 'cross-site-scripting') | STRUCTURED,
  scalar: 'string',
} as const;
const PARSED = { kind: 'through', args: '0', clears: 0, restores: STRUCTURED } as const;
const CLEAN = { kind: 'clean' } as const;

/** What library functions make of the data handed to them. */
export const PYTHON_RESULTS: readonly Row[] = [
  result('', 'int float bool complex ord round abs hash id range', NUMBER),
  result('uuid', 'UUID', NUMBER),
  result('decimal datetime', 'Decimal datetime.strptime datetime.fromisoformat date.fromisoformat', NUMBER),
  result('', 'bytes bytearray ascii memoryview format', TEXT),
  result('', 'print type callable issubclass', CLEAN),
  result(
    'html markupsafe flask jinja2 cgi django.utils.html xml.sax.saxutils bleach werkzeug.utils ' +
      'django.utils.safestring tornado.escape nh3',
    'escape escape_silent clean conditional_escape xhtml_escape quoteattr strip_tags format_html',
    HTML_SAFE,
  ),
  result('shlex pipes', 'quote', { kind: 'through', args: '0', clears: bits('command-injection'), scalar: 'string' }),
  result(
    'urllib.parse urllib werkzeug.urls django.utils.http six.moves.urllib.parse',
    'quote quote_plus urlencode url_quote urlquote',
    URL_SAFE,
  ),
  result('urllib.parse urllib six.moves.urllib.parse', 'unquote unquote_plus unquote_to_bytes urljoin', {
    kind: 'through',
    args: '0+',
    clears: 0,
    scalar: 'string',
  }),
  result('urllib.parse urlparse six.moves.urllib.parse urllib', 'urlparse urlsplit', {
    kind: 'through',
    args: '0',
    clears: STRUCTURED,
    wraps: true,
  }),
  result('urllib.parse urlparse six.moves.urllib.parse', 'parse_qs', {
    ...SAME,
    record: { from: 'url', source: 'text-query' },
  }),
  result('urllib.parse', 'parse_qsl urlunparse urlunsplit', SAME),
  result('re regex', 'escape', { kind: 'through', args: '0', clears: bits('regex-injection'), scalar: 'string' }),
  result('werkzeug.utils werkzeug.security werkzeug', 'secure_filename utils.secure_filename', {
    kind: 'through',
    args: '0',
    clears: bits('path-traversal', 'unrestricted-upload'),
    scalar: 'string',
  }),
  result('werkzeug.utils werkzeug.security werkzeug', 'safe_join utils.safe_join', {
    kind: 'through',
    args: '0+',
    clears: bits('path-traversal'),
    scalar: 'string',
  }),
  result('flask', 'safe_join', { kind: 'through', args: '0+', clears: bits('path-traversal'), scalar: 'string' }),
  result('django.utils.text slugify', 'slugify get_valid_filename', {
    kind: 'through',
    args: '0',
    clears: ALL,
    scalar: 'string',
  }),
  result('django.utils._os', 'safe_join', {
    kind: 'through',
    args: '0+',
    clears: bits('path-traversal'),
    scalar: 'string',
  }),
  result('os.path ntpath posixpath', 'basename', {
    kind: 'through',
    args: '0',
    clears: bits('path-traversal'),
    scalar: 'string',
    part: true,
  }),
  result('os.path ntpath posixpath', 'join', {
    kind: 'through',
    args: '0+',
    clears: 0,
    scalar: 'string',
    joined: true,
    restarts: true,
  }),
  result('os.path ntpath posixpath', 'normpath abspath realpath', {
    kind: 'through',
    args: '0',
    clears: 0,
    scalar: 'string',
    normalized: true,
  }),
  result('os.path', 'relpath', {
    kind: 'through',
    args: '0',
    clears: 0,
    scalar: 'string',
    normalized: true,
    relative: true,
  }),
  result('os.path', 'dirname expanduser expandvars', TEXT),
  result('os.path', 'commonpath commonprefix', { kind: 'through', args: '0', clears: 0, normalized: true }),
  result('os.path', 'exists isfile isdir getsize splitext split', CLEAN),
  result('os.path', 'splitext split', SAME),
  result('pathlib', 'Path PurePath', { kind: 'through', args: '0+', clears: 0, wraps: true }),
  result('pathlib', 'Path().resolve Path().absolute', { kind: 'through', args: 'this', clears: 0, normalized: true }),
  result('pathlib', 'Path().joinpath PurePath().joinpath', {
    kind: 'through',
    args: 'this 0+',
    clears: 0,
    joined: true,
    sameType: true,
  }),
  // Both refuse what would lead to another folder. Source: Python, pathlib, "PurePath.with_name".
  result('pathlib', 'Path().with_name Path().with_suffix Path().with_stem Path().expanduser', {
    kind: 'through',
    args: 'this',
    clears: 0,
  }),
  result(
    'ldap ldap3',
    'escape_filter_chars escape_dn_chars filter.escape_filter_chars dn.escape_dn_chars ' +
      'utils.conv.escape_filter_chars utils.dn.escape_rdn',
    { kind: 'through', args: '0', clears: bits('ldap-injection'), scalar: 'string' },
  ),
  result(
    'ldap.filter ldap.dn ldap3.utils.conv ldap3.utils.dn',
    'escape_filter_chars escape_dn_chars escape_rdn filter_format',
    { kind: 'through', args: '0', clears: bits('ldap-injection'), scalar: 'string' },
  ),
  result(
    'base64 binascii codecs',
    'b64decode b64encode urlsafe_b64decode urlsafe_b64encode decodebytes encodebytes hexlify unhexlify ' +
      'b32decode standard_b64decode a2b_base64 decode encode',
    TEXT,
  ),
  result(
    'itsdangerous itsdangerous.encoding django.utils.http django.utils.encoding zlib gzip bz2 lzma brotli ' +
      'zstandard quopri uu html email.header',
    'base64_decode base64_encode urlsafe_base64_decode urlsafe_base64_encode force_str force_bytes ' +
      'smart_str smart_bytes decompress decodestring encodestring unescape decode_header want_bytes',
    TEXT,
  ),
  result(
    'json ujson simplejson orjson bson.json_util msgpack cbor2 cbor bson rapidjson toml tomllib',
    'loads load unpackb decode',
    PARSED,
  ),
  result('mongosanitizer.sanitizer', 'sanitize', { kind: 'through', args: '0', clears: bits('nosql-injection') }),
  result('jinja2 mako django.template', 'render render_async generate', CLEAN),
  result('json ujson simplejson orjson', 'dumps', TEXT),
  result('ast', 'literal_eval', { kind: 'through', args: '0', clears: bits('code-injection') }),
  result('io', 'StringIO BytesIO', SAME),
  result('hmac', 'new HMAC digest', { kind: 'digest', key: '0 key', data: '1 msg' }),
  result('hashlib hmac secrets', 'md5 sha1 sha256 sha512 token_hex sha224 sha384 blake2b', CLEAN),
  result('bson bson.objectid', 'ObjectId objectid.ObjectId', NUMBER),
  result('flask quart', 'url_for render_template jsonify flash get_flashed_messages', CLEAN),
  result('flask quart', 'make_response Response', SAME),
  result('flask_themes flask_themes2', 'render_theme_template', CLEAN),
  result('django.template', 'render_to_string', CLEAN),
  result('django.shortcuts', 'render get_object_or_404 get_list_or_404', CLEAN),
  result('django.urls', 'reverse reverse_lazy', CLEAN),
  result('traceback', 'format_exc format_exception format_tb format_stack', { kind: 'source', source: 'error' }),
  result('', 'input raw_input', { kind: 'source', source: 'cli' }),
];

/** Library functions that tell whether data is harmless. */
export const PYTHON_CHECKS: readonly Row[] = [
  check('os.path posixpath ntpath', 'isabs', '0', bits('absolute-path'), false),
  check('django.utils.http', 'url_has_allowed_host_and_scheme is_safe_url', '0 url', bits('open-redirect', 'ssrf')),
  check('*', 'url_has_allowed_host_and_scheme', '0 url', bits('open-redirect', 'ssrf')),
  compares('hmac secrets django.utils.crypto', 'compare_digest constant_time_compare'),
  check('zoneinfo pytz', 'ZoneInfo timezone', '0', ALL, 'returns'),
  confines('*', 'is_relative_to', 'this'),
  confines('*', 'relative_to', 'this', 'returns'),
];
