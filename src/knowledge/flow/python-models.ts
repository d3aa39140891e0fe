import { PYTHON_ANSWERS } from './error-details';
import { bits } from './families';
import { PYTHON_CHECKS, PYTHON_RESULTS } from './python-calls';
import { PYTHON_RECORDS } from './mass-assignment';
import { PYTHON_SINKS } from './python-sinks';
import { PYTHON_FILES } from './uploads';
import { LOOK_UPS, TELLS_OF_KEPT } from './look-ups';
import { gives, result, type LanguageModels, type MemberRow, type Row } from './model';

const CALL_SOURCES: readonly Row[] = [
  result('flask.request quart.request', 'get_json get_data', { kind: 'source', source: 'body' }),
  result('@pyreq', 'json text body form post read multipart get_json data', { kind: 'source', source: 'body' }),
  result('@pyreq', 'get_full_path build_absolute_uri get_raw_uri', { kind: 'source', source: 'url' }),
  result(
    'tornado.web',
    'RequestHandler().get_argument RequestHandler().get_arguments RequestHandler().get_query_argument ' +
      'RequestHandler().get_query_arguments RequestHandler().get_body_argument RequestHandler().get_body_arguments',
    { kind: 'source', source: 'text-query' },
  ),
  result('tornado.web', 'RequestHandler().get_cookie', { kind: 'source', source: 'cookie' }),
  result('@pysocket', 'receive receive_text receive_json receive_bytes iter_text iter_json iter_bytes', {
    kind: 'source',
    source: 'message',
  }),
  result('requests httpx urllib3 urllib.request urllib2', 'get post put patch request urlopen', {
    kind: 'source',
    source: 'remote-answer',
  }),
  result('argparse', 'ArgumentParser().parse_args parse_args parse_known_args', { kind: 'source', source: 'cli' }),
  result('optparse', 'parse_args', { kind: 'source', source: 'cli' }),
  result('os', 'getenv', { kind: 'source', source: 'env' }),
  result('fastapi', 'UploadFile().read', { kind: 'source', source: 'file' }),
];

const DJANGO_VIEWS =
  'rest_framework.views.APIView() rest_framework.generics.GenericAPIView() ' +
  'rest_framework.viewsets.ViewSet() rest_framework.viewsets.GenericViewSet() ' +
  'rest_framework.viewsets.ModelViewSet() rest_framework.viewsets.ReadOnlyModelViewSet() django.views.View() ' +
  'django.views.generic.View() django.views.generic.base.View() django.views.generic.TemplateView() ' +
  'django.views.generic.DetailView() django.views.generic.ListView() django.views.generic.FormView() ' +
  'django.views.generic.CreateView() django.views.generic.UpdateView() django.views.generic.DeleteView() ' +
  'django.views.generic.RedirectView()';
/** Classes whose methods find the request in `self.request`. */
const CLASS_VIEWS = `${DJANGO_VIEWS} aiohttp.web.View() aiohttp.web_urldispatcher.View()`;

/** Functions that templates call with what they show. */
const TEMPLATE_FUNCTIONS: readonly Row[] = [
  gives('django.template', 'Library().filter Library().simple_tag', '0 1', 'template-value'),
  gives('django.template.Library().filter() django.template.Library().simple_tag()', '', '0', 'template-value'),
  gives('flask', 'Flask().template_filter() Blueprint().app_template_filter()', '0', 'template-value'),
  gives('flask.Flask().template_filter() flask.Blueprint().app_template_filter()', '', '0', 'template-value'),
  gives('flask', 'Flask().add_template_filter Blueprint().add_app_template_filter', '0', 'template-value'),
];

const MEMBERS: readonly MemberRow[] = [
  { of: 'flask.request quart.request', members: 'args values', source: 'text-query' },
  { of: 'flask.request quart.request', members: 'form', source: 'form' },
  { of: 'flask.request quart.request', members: 'json data stream get_json_body', source: 'body' },
  { of: 'flask.request quart.request', members: 'files', source: 'file' },
  { of: 'flask.request quart.request', members: 'cookies', source: 'cookie' },
  {
    of: 'flask.request quart.request',
    members: 'headers authorization user_agent accept_languages environ host origin',
    source: 'header',
  },
  { of: 'flask.request quart.request', members: 'referrer', source: 'referrer' },
  {
    of: 'flask.request quart.request',
    members: 'path full_path url base_url query_string url_root view_args',
    source: 'url',
  },
  {
    of: '@pyreq',
    members: 'GET args query query_params match_info matchdict path_params rel_url',
    source: 'text-query',
  },
  { of: '@pysocket', members: 'query_params path_params', source: 'text-query' },
  { of: '@pysocket', members: 'headers', source: 'header' },
  { of: '@pysocket', members: 'cookies', source: 'cookie' },
  { of: '@pyreq', members: 'POST form', source: 'form' },
  { of: '@pyreq', members: 'body data json content json_body params raw_body stream', source: 'body' },
  { of: '@pyreq', members: 'FILES files', source: 'file' },
  { of: '@pyreq', members: 'COOKIES cookies', source: 'cookie' },
  { of: '@pyreq', members: 'headers META', source: 'header' },
  { of: '@pyreq', members: 'path path_info url full_path query_string raw_path path_qs', source: 'url' },
  {
    of: 'bottle.request',
    members: 'query params forms GET POST json body cookies headers url path files',
    source: 'text-query',
  },
  { of: 'sys', members: 'argv', source: 'cli' },
  { of: 'os', members: 'environ', source: 'env' },
  { of: 'tornado.web.RequestHandler()', members: 'path_args path_kwargs', source: 'path' },
  {
    of: 'tornado.web.RequestHandler().request',
    members: 'arguments body query query_arguments body_arguments path uri headers cookies files',
    source: 'text-query',
  },
  {
    of: 'http.server.BaseHTTPRequestHandler() http.server.SimpleHTTPRequestHandler()',
    members: 'path headers rfile requestline',
    source: 'url',
  },
  { of: CLASS_VIEWS, members: 'request', path: '@pyreq' },
  { of: DJANGO_VIEWS, members: 'kwargs', source: 'path' },
  { of: 'os', members: 'sep', constant: '/' },
  { of: 'os.path', members: 'sep', constant: '/' },
  // Source: Python, pathlib, "Accessing individual parts".
  { of: 'pathlib.Path()', members: 'parent parents', folder: true },
  { of: 'pathlib.Path()', members: 'name stem suffix', clears: bits('path-traversal') },
];

export const PYTHON_MODELS: LanguageModels = {
  rows: [
    ...PYTHON_SINKS,
    ...PYTHON_RECORDS,
    ...PYTHON_ANSWERS,
    ...PYTHON_FILES,
    ...PYTHON_RESULTS,
    ...PYTHON_CHECKS,
    ...CALL_SOURCES,
    ...TEMPLATE_FUNCTIONS,
  ],
  members: MEMBERS,
  assignments: [],
  opaque: [
    'sqlite3',
    'psycopg2',
    'MySQLdb',
    'pymysql',
    'mysql',
    'django.db',
    'sqlalchemy',
    'flask_sqlalchemy',
    'pymongo',
    'redis',
    'requests',
    'httpx',
    'aiohttp',
    'urllib.request',
    'subprocess',
    'os',
    'shutil',
    'logging',
    'boto3',
    'smtplib',
    'flask_login',
    'django.contrib',
    'django.core',
    'rest_framework',
    'jwt',
    'passlib',
    'bcrypt',
    'celery',
    'open',
    'ldap',
    'ldap3',
    'peewee',
    'time',
    'random',
    'werkzeug.security',
    'flask.session',
    'flask_wtf',
    'wtforms',
  ],
  lookUps: LOOK_UPS,
  tellsOfKept: TELLS_OF_KEPT,
  opaqueMethods: new Set([
    'execute',
    'fetchone',
    'fetchall',
    'fetchmany',
    'commit',
    'query',
    'filter',
    'filter_by',
    'first',
    'all',
    'one',
    'save',
    'delete',
    'create',
    'get_or_create',
    'update_or_create',
    'find_one',
    'insert_one',
    'send',
    'publish',
    'authenticate',
    'check_password',
    'verify',
    'is_valid',
    'exists',
    'count',
    'index',
    'endswith',
    'startswith',
    'isdigit',
    'info',
    'warning',
    'error',
    'debug',
    'exception',
    'seek',
    'close',
    'write',
    'refresh',
    'add',
    'scalar',
    'flush',
  ]),
};
