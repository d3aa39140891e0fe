import { sink, type Row } from './model';
import { PYTHON_ANSWERS } from './python-answers';
import { PATTERN_CALLS } from './pattern-calls';
import { TAKES_OPTIONS } from './option-programs';
import { PYTHON_TEMPLATES } from './python-templates';

const SHELL = /^(?:\/bin\/|\/usr\/bin\/)?(?:sh|bash|zsh|dash|ksh|cmd|cmd\.exe|powershell)$/;
const RUN = 'run call check_call check_output Popen getoutput getstatusoutput';
const DATABASES =
  'sqlite3 psycopg2 psycopg MySQLdb pymysql mysql mysql.connector cx_Oracle oracledb pymssql pyodbc ' +
  'django.db asyncpg aiomysql aiosqlite aiopg duckdb peewee flask_mysqldb flaskext.mysql pg8000 phoenixdb ' +
  'clickhouse_driver snowflake trino cassandra hdbcli mariadb databases';
const HTTP = 'requests httpx aiohttp urllib3 pycurl treq requests_html libtaxii urllib.request urllib2 urllib';
const PATHS = 'rename renames replace link symlink';

export const PYTHON_SINKS: readonly Row[] = [
  sink('code-injection', '', 'eval exec compile', '0 source'),
  sink('code-injection', '', 'execfile', '0'),
  sink(
    'code-injection',
    'code',
    'InteractiveInterpreter().runcode InteractiveInterpreter().runsource InteractiveConsole().push',
    '0',
  ),
  sink('code-injection', 'importlib', 'import_module', '0', undefined, 'medium'),
  sink('code-injection', '', '__import__', '0', undefined, 'medium'),
  sink('code-injection', 'asteval pandas numexpr', 'eval query evaluate', '0', undefined, 'medium'),

  sink('command-injection', 'os', 'system popen popen2 popen3 popen4', '0 cmd'),
  sink('command-injection', 'os', 'execl execle execlp execlpe execv execve execvp execvpe', '0 1+'),
  sink(
    'command-injection',
    'os',
    'spawnl spawnle spawnlp spawnlpe spawnv spawnve spawnvp spawnvpe posix_spawn posix_spawnp',
    '1 2+',
  ),
  sink('command-injection', 'subprocess', RUN, '0 args', [{ arg: 'shell', is: true }]),
  sink('command-injection', 'subprocess', 'getoutput getstatusoutput', '0 cmd'),
  sink('command-injection', 'subprocess', RUN, '0.@text 0.@first args.@text args.@first'),
  sink('command-injection', 'subprocess', RUN, '0', [{ arg: '0.@first', matches: SHELL }]),
  sink(
    'command-injection',
    'subprocess',
    RUN,
    '0.@options args.@options',
    [{ arg: '0.@first args.@first', matches: TAKES_OPTIONS }],
    'medium',
  ),
  sink('command-injection', 'asyncio asyncio.subprocess anyio', 'create_subprocess_shell run_process', '0 cmd'),
  sink('command-injection', 'asyncio asyncio.subprocess', 'create_subprocess_exec', '0'),
  sink('command-injection', 'asyncio asyncio.subprocess', 'create_subprocess_exec', '0+', [
    { arg: '0', matches: SHELL },
  ]),
  sink('command-injection', 'platform commands popen2 pty', 'popen getoutput getstatusoutput popen2 popen3 spawn', '0'),
  sink('command-injection', 'paramiko fabric invoke', 'exec_command run sudo local', '0 command'),
  sink('command-injection', 'pexpect', 'run spawn runu', '0 command'),

  sink(
    'sql-injection',
    DATABASES,
    'execute executemany executescript raw execute_sql mogrify fetch fetchrow fetchval iterate fetch_one ' +
      'fetch_all copy',
    '0 query sql operation',
  ),
  sink('sql-injection', 'django', 'raw extra RawSQL', '0 select where tables order_by sql'),
  sink('sql-injection', '*', 'raw', '0 raw_query', undefined, 'medium'),
  sink('sql-injection', '*', 'extra', '0 0.** select where tables order_by select.** where.**', undefined, 'medium'),
  sink('sql-injection', '*', 'executescript', '0'),
  sink(
    'sql-injection',
    'sqlalchemy flask_sqlalchemy sqlmodel databases',
    'text execute scalar scalars literal_column exec_driver_sql from_statement TextClause',
    '0 statement text',
  ),
  sink('sql-injection', 'sqlalchemy flask_sqlalchemy', 'TextClause', '0'),
  sink('sql-injection', '*', 'execute', '0', undefined, 'medium'),
  sink('sql-injection', 'pandas', 'read_sql read_sql_query', '0'),

  sink(
    'nosql-injection',
    'pymongo flask_pymongo motor mongoengine',
    'find find_one find_one_and_update find_one_and_delete find_one_and_replace update_one update_many ' +
      'delete_one delete_many count_documents aggregate replace_one',
    '0 0.** filter filter.** pipeline.**',
  ),
  sink('code-injection', 'pymongo flask_pymongo motor', 'map_reduce inline_map_reduce', '0 1'),
  sink('nosql-injection', 'mongoengine', 'objects', '__raw__ 0'),

  sink('path-traversal', '', 'open', '0 file'),
  sink('path-traversal', 'io codecs os.path', 'open FileIO open_code', '0'),
  sink(
    'path-traversal',
    'os',
    'open remove unlink rmdir removedirs mkdir makedirs listdir scandir walk chmod chown truncate readlink ' +
      'mkfifo utime',
    '0 path name',
  ),
  sink('path-traversal', 'os', PATHS, '0 1'),
  sink('path-traversal', 'os', 'stat lstat access', '0 path', undefined, 'slight'),
  sink('path-traversal', 'os.path', 'exists isfile isdir getsize getmtime lexists', '0', undefined, 'slight'),
  sink(
    'path-traversal',
    'shutil',
    'rmtree copy copy2 copyfile copytree move copymode copystat make_archive unpack_archive',
    '0 1',
  ),
  sink('path-traversal', 'flask quart', 'send_file', '0 path_or_file filename_or_fp'),
  sink('path-traversal', 'flask quart', 'send_from_directory', '0 directory'),
  sink('path-traversal', 'flask.current_app', 'open_resource', '0'),
  sink(
    'path-traversal',
    'pathlib',
    'Path().open Path().read_text Path().read_bytes Path().write_text Path().write_bytes Path().unlink ' +
      'Path().mkdir Path().rmdir Path().iterdir Path().touch Path().rename Path().glob',
    'this',
  ),
  sink('path-traversal', 'pathlib', 'Path().exists Path().is_file Path().is_dir', 'this', undefined, 'slight'),
  sink('path-traversal', 'fastapi.responses starlette.responses', 'FileResponse', '0 path'),
  sink('path-traversal', 'fastapi starlette django.http aiohttp.web', 'FileResponse responses.FileResponse', '0 path'),
  sink(
    'path-traversal',
    'aiofile aiofiles aiofiles.os anyio baize.asgi',
    'open open_file remove FileResponse unlink rename async_open AIOFile',
    '0',
  ),
  sink(
    'path-traversal',
    'django.core.files.storage.default_storage django.core.files.storage',
    'open save delete',
    '0',
  ),
  sink('path-traversal', 'cherrypy.lib.static', 'serve_file serve_fileobj serve_download', '0 path'),
  sink('path-traversal', 'bottle', 'static_file', '1', undefined, 'slight'),
  sink('path-traversal', 'tempfile', 'mkstemp NamedTemporaryFile mkdtemp', '1 0 prefix suffix dir'),
  sink('path-traversal', 'zipfile.ZipFile tarfile.open tarfile.TarFile tarfile.TarFile.open', '', '0 name file'),
  sink('path-traversal', 'jinja2 fileinput linecache logging', 'FileSystemLoader FileInput getline FileHandler', '0'),

  sink(
    'ssrf',
    HTTP,
    'get post put patch delete head options request urlopen Request urlretrieve stream send ws_connect',
    '0 url',
  ),
  sink('code-injection', 'PIL', 'ImageMath.eval ImageMath.unsafe_eval', '0'),
  sink('ssrf', 'requests httpx aiohttp urllib3', 'request stream', '1'),
  sink('ssrf', 'httpx requests aiohttp', 'Client AsyncClient ClientSession', 'base_url'),
  sink('ssrf', 'http.client httplib', 'HTTPConnection HTTPSConnection', '0 host'),
  sink(
    'ssrf',
    'http.client httplib',
    'HTTPConnection().request HTTPSConnection().request',
    '1 url',
    undefined,
    'slight',
  ),
  sink('ssrf', 'websocket websockets socket', 'create_connection connect', '0 0[]', undefined, 'medium'),
  sink('ssrf', 'boto3 feedparser', 'parse', '0', undefined, 'medium'),

  sink(
    'open-redirect',
    'flask quart bottle django.shortcuts starlette fastapi sanic.response',
    'redirect',
    '0 location to',
  ),
  sink('open-redirect', 'django.http', 'HttpResponseRedirect HttpResponsePermanentRedirect', '0 redirect_to'),
  sink('open-redirect', 'starlette.responses fastapi.responses fastapi starlette', 'RedirectResponse', '0 url'),
  sink(
    'open-redirect',
    'aiohttp.web pyramid.httpexceptions',
    'HTTPFound HTTPMovedPermanently HTTPSeeOther HTTPTemporaryRedirect HTTPPermanentRedirect ' +
      'HTTPMultipleChoices HTTPUseProxy',
    '0 location',
  ),
  sink('open-redirect', 'werkzeug.utils cherrypy', 'redirect HTTPRedirect', '0'),
  sink('open-redirect', 'tornado.web', 'RequestHandler().redirect', '0 url'),

  ...PYTHON_ANSWERS,

  ...PYTHON_TEMPLATES,
  sink(
    'insecure-deserialization',
    'pickle cPickle _pickle dill cloudpickle marshal jsonpickle joblib shelve pandas numpy torch',
    'load loads Unpickler decode read_pickle open',
    '0',
  ),
  sink('insecure-deserialization', 'yaml', 'load load_all', '0 stream', [
    { arg: 'Loader', not: /^$/ },
    { arg: '1', absent: true },
    { arg: 'Loader', matches: /(?:^|\.)(?:C?Loader|C?UnsafeLoader|C?FullLoader)$/ },
  ]),
  sink('insecure-deserialization', 'yaml', 'load load_all', '0 stream', [
    { arg: '1', matches: /(?:^|\.)(?:C?Loader|C?UnsafeLoader|C?FullLoader)$/ },
  ]),
  sink('insecure-deserialization', 'yaml', 'load load_all', '0 stream', [
    { arg: '1', absent: true },
    { arg: 'Loader', absent: true },
  ]),
  sink('insecure-deserialization', 'yaml', 'unsafe_load unsafe_load_all full_load full_load_all', '0 stream'),

  sink(
    'xml-external-entities',
    'lxml.etree lxml',
    'fromstring parse XML iterparse fromstringlist XMLID etree.fromstring etree.parse',
    '0 source text',
    [{ arg: '1', matches: /^@unsafe-xml/ }],
  ),
  sink('xml-external-entities', 'lxml.etree', 'fromstring parse XML', '0 source text', [
    { arg: 'parser', matches: /^@unsafe-xml/ },
  ]),
  sink('xml-external-entities', 'lxml.etree', 'fromstring parse XML fromstringlist XMLID', '0 source text', [
    { arg: 'parser', absent: true },
    { arg: '1', absent: true },
    { arg: '', below: { package: 'lxml', major: 5 } },
  ]),
  sink('xml-external-entities', '@unsafe-xml', 'feed parse', '0 source'),
  sink('xml-external-entities', '@sax', 'parse feed', '0', [{ arg: 'this.external', is: true }]),
  sink('xml-external-entities', 'xml.sax', 'parse parseString', '0', [{ arg: '2.external', is: true }]),
  sink('xml-external-entities', 'xml.dom.minidom xml.dom.pulldom', 'parse parseString', '0', [
    { arg: 'parser.external', is: true },
  ]),
  sink('xml-external-entities', 'xml.dom.minidom xml.dom.pulldom', 'parse parseString', '0', [
    { arg: '1.external', is: true },
  ]),

  sink('xpath-injection', 'lxml.etree lxml', 'XPath ETXPath XPathEvaluator xpath', '0 path'),
  sink('xpath-injection', 'lxml.etree', 'XPathEvaluator()', '0'),
  sink('xpath-injection', 'libxml2', 'xpathEval', '0'),
  sink('xpath-injection', 'xml.etree elementpath', 'find findall iterfind findtext select iter_select Selector', '0 1'),
  sink('xpath-injection', '*', 'xpath', '0', undefined, 'medium'),
  sink(
    'ldap-injection',
    'ldap ldap3',
    'search search_s search_st search_ext search_ext_s search_as_iterator',
    '0 1 2 base search_base search_filter filterstr',
  ),
  // Of the module alone: what `compile` gives is handed texts, no patterns.
  sink('regex-injection', '', PATTERN_CALLS, '0 pattern'),
  sink(
    'sensitive-data-in-logs',
    'logging flask.current_app.logger flask.Flask() flask.current_app structlog loguru.logger',
    'debug info warning warn error critical exception log',
    '0+',
    undefined,
    'medium',
  ),
  sink(
    'log-injection',
    'logging flask.current_app.logger flask.Flask() flask.current_app structlog loguru.logger',
    'debug info warning warn error critical exception log',
    '0+',
    undefined,
    'medium',
  ),
  sink('header-injection', 'http.server', 'send_header', '1', undefined, 'medium'),
  sink('trust-boundary-violation', 'flask.session', '__setitem__', '0 1'),
];
