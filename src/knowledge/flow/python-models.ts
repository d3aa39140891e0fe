import { PYTHON_ANSWERS } from './error-details';
import { ALL, bits, STRUCTURED } from './families';
import { PYTHON_RECORDS } from './mass-assignment';
import { PYTHON_SINKS } from './python-sinks';
import { PYTHON_FILES } from './uploads';
import { check, result, type LanguageModels, type MemberRow, type Row } from './model';

const NUMBER = { kind: 'through', args: '0', clears: ALL, scalar: 'number' } as const;
const SAME = { kind: 'through', args: '0', clears: 0 } as const;
const TEXT = { kind: 'through', args: '0', clears: STRUCTURED, scalar: 'string' } as const;
const HTML_SAFE = { kind: 'through', args: '0+', clears: bits('cross-site-scripting'), scalar: 'string' } as const;
const URL_SAFE = { kind: 'through', args: '0', clears: bits('open-redirect', 'ssrf', 'cross-site-scripting') | STRUCTURED, scalar: 'string' } as const;
const PARSED = { kind: 'through', args: '0', clears: 0, restores: STRUCTURED } as const;
const CLEAN = { kind: 'clean' } as const;

const RESULTS: readonly Row[] = [
  result('', 'int float bool complex ord round abs hash id range', NUMBER),
  result('uuid', 'UUID', NUMBER),
  result('decimal datetime', 'Decimal datetime.strptime datetime.fromisoformat date.fromisoformat', NUMBER),
  result('', 'bytes bytearray ascii memoryview format', TEXT),
  result('', 'print type callable issubclass', CLEAN),
  result('html markupsafe flask jinja2 cgi django.utils.html xml.sax.saxutils bleach werkzeug.utils django.utils.safestring tornado.escape nh3', 'escape escape_silent clean conditional_escape xhtml_escape quoteattr strip_tags format_html', HTML_SAFE),
  result('shlex pipes', 'quote', { kind: 'through', args: '0', clears: bits('command-injection'), scalar: 'string' }),
  result('urllib.parse urllib werkzeug.urls django.utils.http six.moves.urllib.parse', 'quote quote_plus urlencode url_quote urlquote', URL_SAFE),
  result('urllib.parse urllib six.moves.urllib.parse', 'unquote unquote_plus unquote_to_bytes urljoin', { kind: 'through', args: '0+', clears: 0, scalar: 'string' }),
  result('urllib.parse urlparse six.moves.urllib.parse urllib', 'urlparse urlsplit', { kind: 'through', args: '0', clears: STRUCTURED, wraps: true }),
  result('urllib.parse', 'parse_qs parse_qsl urlunparse urlunsplit', SAME),
  result('re regex', 'escape', { kind: 'through', args: '0', clears: bits('regex-injection'), scalar: 'string' }),
  result('werkzeug.utils werkzeug.security werkzeug', 'secure_filename utils.secure_filename', { kind: 'through', args: '0', clears: bits('path-traversal', 'unrestricted-upload'), scalar: 'string' }),
  result('werkzeug.utils werkzeug.security werkzeug', 'safe_join utils.safe_join', { kind: 'through', args: '0+', clears: bits('path-traversal'), scalar: 'string' }),
  result('flask', 'safe_join', { kind: 'through', args: '0+', clears: bits('path-traversal'), scalar: 'string' }),
  result('django.utils.text slugify', 'slugify get_valid_filename', { kind: 'through', args: '0', clears: ALL, scalar: 'string' }),
  result('django.utils._os', 'safe_join', { kind: 'through', args: '0+', clears: bits('path-traversal'), scalar: 'string' }),
  result('os.path ntpath posixpath', 'basename', { kind: 'through', args: '0', clears: bits('path-traversal'), scalar: 'string', part: true }),
  result('os.path ntpath posixpath', 'join', { kind: 'through', args: '0+', clears: 0, scalar: 'string', joined: true, restarts: true }),
  result('os.path ntpath posixpath', 'normpath abspath realpath', { kind: 'through', args: '0', clears: 0, scalar: 'string', normalized: true }),
  result('os.path', 'relpath', { kind: 'through', args: '0', clears: 0, scalar: 'string', normalized: true, relative: true }),
  result('os.path', 'dirname expanduser expandvars', TEXT),
  result('os.path', 'commonpath commonprefix', { kind: 'through', args: '0', clears: 0, normalized: true }),
  result('os.path', 'exists isfile isdir getsize splitext split', CLEAN),
  result('os.path', 'splitext split', SAME),
  result('pathlib', 'Path PurePath', { kind: 'through', args: '0+', clears: 0, wraps: true }),
  result('pathlib', 'Path().resolve Path().absolute', { kind: 'through', args: 'this', clears: 0, normalized: true }),
  result('pathlib', 'Path().joinpath', { kind: 'through', args: 'this 0+', clears: 0 }),
  result('ldap ldap3', 'escape_filter_chars escape_dn_chars filter.escape_filter_chars dn.escape_dn_chars utils.conv.escape_filter_chars utils.dn.escape_rdn', { kind: 'through', args: '0', clears: bits('ldap-injection'), scalar: 'string' }),
  result('ldap.filter ldap.dn ldap3.utils.conv ldap3.utils.dn', 'escape_filter_chars escape_dn_chars escape_rdn filter_format', { kind: 'through', args: '0', clears: bits('ldap-injection'), scalar: 'string' }),
  result('base64 binascii codecs', 'b64decode b64encode urlsafe_b64decode urlsafe_b64encode decodebytes encodebytes hexlify unhexlify b32decode standard_b64decode a2b_base64 decode encode', TEXT),
  result('json ujson simplejson orjson bson.json_util', 'loads load', PARSED),
  result('mongosanitizer.sanitizer', 'sanitize', { kind: 'through', args: '0', clears: bits('nosql-injection') }),
  result('jinja2 mako django.template', 'render render_async generate', CLEAN),
  result('json ujson simplejson orjson', 'dumps', TEXT),
  result('ast', 'literal_eval', { kind: 'through', args: '0', clears: bits('code-injection') }),
  result('io', 'StringIO BytesIO', SAME),
  result('hashlib hmac secrets', 'md5 sha1 sha256 sha512 new token_hex compare_digest sha224 sha384 blake2b', CLEAN),
  result('bson bson.objectid', 'ObjectId objectid.ObjectId', NUMBER),
  result('flask quart', 'url_for render_template jsonify flash get_flashed_messages', CLEAN),
  result('flask quart', 'make_response Response', SAME),
  result('django.shortcuts', 'render get_object_or_404 get_list_or_404', CLEAN),
  result('django.urls', 'reverse reverse_lazy', CLEAN),
  result('traceback', 'format_exc format_exception format_tb format_stack', { kind: 'source', source: 'error' }),
  result('', 'input raw_input', { kind: 'source', source: 'cli' }),
];

const CHECKS: readonly Row[] = [
  check('os.path posixpath ntpath', 'isabs', '0', bits('absolute-path'), false),
  check('django.utils.http', 'url_has_allowed_host_and_scheme is_safe_url', '0 url', bits('open-redirect', 'ssrf')),
  check('*', 'url_has_allowed_host_and_scheme', '0 url', bits('open-redirect', 'ssrf')),
];

const CALL_SOURCES: readonly Row[] = [
  result('flask.request quart.request', 'get_json get_data', { kind: 'source', source: 'body' }),
  result('@pyreq', 'json text body form post read multipart get_json data', { kind: 'source', source: 'body' }),
  result('@pyreq', 'get_full_path build_absolute_uri get_raw_uri', { kind: 'source', source: 'url' }),
  result('tornado.web', 'RequestHandler().get_argument RequestHandler().get_arguments RequestHandler().get_query_argument RequestHandler().get_query_arguments RequestHandler().get_body_argument RequestHandler().get_body_arguments', { kind: 'source', source: 'text-query' }),
  result('tornado.web', 'RequestHandler().get_cookie', { kind: 'source', source: 'cookie' }),
  result('argparse', 'ArgumentParser().parse_args parse_args parse_known_args', { kind: 'source', source: 'cli' }),
  result('optparse', 'parse_args', { kind: 'source', source: 'cli' }),
  result('os', 'getenv', { kind: 'source', source: 'env' }),
  result('fastapi', 'UploadFile().read', { kind: 'source', source: 'file' }),
];

const MEMBERS: readonly MemberRow[] = [
  { of: 'flask.request quart.request', members: 'args values', source: 'text-query' },
  { of: 'flask.request quart.request', members: 'form', source: 'form' },
  { of: 'flask.request quart.request', members: 'json data stream get_json_body', source: 'body' },
  { of: 'flask.request quart.request', members: 'files', source: 'file' },
  { of: 'flask.request quart.request', members: 'cookies', source: 'cookie' },
  { of: 'flask.request quart.request', members: 'headers authorization user_agent accept_languages environ host origin', source: 'header' },
  { of: 'flask.request quart.request', members: 'referrer', source: 'referrer' },
  { of: 'flask.request quart.request', members: 'path full_path url base_url query_string url_root view_args', source: 'url' },
  { of: '@pyreq', members: 'GET args query query_params match_info matchdict path_params rel_url', source: 'text-query' },
  { of: '@pyreq', members: 'POST form', source: 'form' },
  { of: '@pyreq', members: 'body data json content json_body params raw_body stream', source: 'body' },
  { of: '@pyreq', members: 'FILES files', source: 'file' },
  { of: '@pyreq', members: 'COOKIES cookies', source: 'cookie' },
  { of: '@pyreq', members: 'headers META', source: 'header' },
  { of: '@pyreq', members: 'path path_info url full_path query_string raw_path path_qs', source: 'url' },
  { of: 'bottle.request', members: 'query params forms GET POST json body cookies headers url path files', source: 'text-query' },
  { of: 'sys', members: 'argv', source: 'cli' },
  { of: 'os', members: 'environ', source: 'env' },
  { of: 'tornado.web.RequestHandler()', members: 'path_args path_kwargs', source: 'path' },
  { of: 'tornado.web.RequestHandler().request', members: 'arguments body query query_arguments body_arguments path uri headers cookies files', source: 'text-query' },
  { of: 'http.server.BaseHTTPRequestHandler() http.server.SimpleHTTPRequestHandler()', members: 'path headers rfile requestline', source: 'url' },
  { of: 'rest_framework.views.APIView() django.views.View() django.views.generic.View()', members: 'request', path: '@pyreq' },
  { of: 'rest_framework.views.APIView() django.views.View() django.views.generic.View()', members: 'kwargs', source: 'path' },
];

export const PYTHON_MODELS: LanguageModels = {
  rows: [...PYTHON_SINKS, ...PYTHON_RECORDS, ...PYTHON_ANSWERS, ...PYTHON_FILES, ...RESULTS, ...CHECKS, ...CALL_SOURCES],
  members: MEMBERS,
  assignments: [],
  opaque: ['sqlite3', 'psycopg2', 'MySQLdb', 'pymysql', 'mysql', 'django.db', 'sqlalchemy', 'flask_sqlalchemy', 'pymongo', 'redis', 'requests', 'httpx', 'aiohttp', 'urllib.request', 'subprocess', 'os', 'shutil', 'logging', 'boto3', 'smtplib', 'flask_login', 'django.contrib', 'django.core', 'rest_framework', 'jwt', 'passlib', 'bcrypt', 'celery', 'open', 'ldap', 'ldap3', 'peewee', 'time', 'random', 'werkzeug.security', 'flask.session', 'flask_wtf', 'wtforms'],
  opaqueMethods: new Set(['execute', 'fetchone', 'fetchall', 'fetchmany', 'commit', 'query', 'filter', 'filter_by', 'first', 'all', 'one', 'save', 'delete', 'create', 'get_or_create', 'update_or_create', 'find_one', 'insert_one', 'send', 'publish', 'authenticate', 'check_password', 'verify', 'is_valid', 'exists', 'count', 'index', 'endswith', 'startswith', 'isdigit', 'info', 'warning', 'error', 'debug', 'exception', 'seek', 'close', 'write', 'refresh', 'add', 'scalar', 'flush']),
};
