import { JAVASCRIPT_ANSWERS } from './javascript-answers';
import { JAVASCRIPT_REQUESTS } from './javascript-requests';
import { sink, type Row } from './model';
import { TAKES_OPTIONS } from './option-programs';

const SHELL = /^(?:\/bin\/|\/usr\/bin\/)?(?:sh|bash|zsh|dash|cmd|cmd\.exe|powershell|powershell\.exe|pwsh)$/;
const FS = 'fs fs-extra graceful-fs original-fs mz/fs fs/promises node-fs';
const FS_ONE =
  'readFile readFileSync writeFile writeFileSync appendFile appendFileSync createReadStream ' +
  'createWriteStream open openSync openAsBlob unlink unlinkSync rmdir rmdirSync rm rmSync mkdir mkdirSync ' +
  'mkdirp readdir readdirSync opendir opendirSync truncate truncateSync chmod chmodSync chown chownSync ' +
  'lchown watch watchFile utimes outputFile outputFileSync outputJson writeJson writeJsonSync readJson ' +
  'readJsonSync remove removeSync ensureDir ensureDirSync ensureFile emptyDir mkdtemp';
/** Tell whether something is there, and nothing of what is in it. */
const FS_ASKED = 'access accessSync exists existsSync stat statSync lstat lstatSync pathExists';
const FS_TWO =
  'rename renameSync copyFile copyFileSync copy copySync move moveSync link linkSync symlink symlinkSync cp cpSync';
const SQL_DRIVERS =
  'mysql mysql2 promise-mysql mariadb pg pg-promise postgres sqlite3 sqlite better-sqlite3 mssql tedious ' +
  'oracledb @databases/pg sqlstring slonik massive';
const MONGO = 'mongodb mongoose mongojs monk mongoist marsdb minimongo nedb @seald-io/nedb';
const FILTERED =
  'find findOne findById findOneAndUpdate findOneAndDelete findOneAndRemove findOneAndReplace findAndModify ' +
  'findAndRemove findAsCursor count countDocuments deleteOne deleteMany distinct remove replaceOne update ' +
  'updateOne updateMany aggregate where exists mapReduce group match';

export const JAVASCRIPT_SINKS: readonly Row[] = [
  // Code.
  sink('code-injection', '', 'eval execScript', '0'),
  sink('code-injection', '', 'Function GeneratorFunction AsyncFunction', '0+'),
  // What is no text is called, not run as code. Source: HTML, "Timers".
  sink('code-injection', '', 'setTimeout setInterval', '0.@code'),
  sink(
    'code-injection',
    'vm vm2 node:vm',
    'runInContext runInNewContext runInThisContext compileFunction Script run SourceTextModule',
    '0',
  ),
  sink('code-injection', 'module', '_compile', '0'),
  sink('code-injection', '*', '_compile', '0', undefined, 'medium'),
  sink('code-injection', 'mathjs expr-eval jexl static-eval safe-eval notevil eval node-eval', 'eval evaluate', '0'),
  sink('code-injection', 'safe-eval notevil eval static-eval node-eval', '', '0'),
  sink(
    'code-injection',
    'webdriverio puppeteer playwright chrome-remote-interface',
    'evaluate evaluateOnNewDocument executeScript',
    '0',
  ),
  // Shells.
  sink(
    'command-injection',
    'child_process child-process-promise mz/child_process promisify-child-process',
    'exec execSync execAsync',
    '0',
  ),
  sink(
    'command-injection',
    'child_process child-process-promise mz/child_process cross-spawn promisify-child-process',
    'spawn spawnSync execFile execFileSync fork sync async',
    '0',
  ),
  sink(
    'command-injection',
    'child_process child-process-promise mz/child_process cross-spawn',
    'spawn spawnSync execFile execFileSync',
    '1',
    [{ arg: '0', matches: SHELL }],
  ),
  sink(
    'command-injection',
    'child_process child-process-promise mz/child_process cross-spawn',
    'spawn spawnSync execFile execFileSync',
    '1',
    [{ arg: '2.shell', is: true }],
  ),
  sink(
    'command-injection',
    'child_process child-process-promise mz/child_process cross-spawn promisify-child-process execa',
    'spawn spawnSync execFile execFileSync execa execaSync sync',
    '1.@options',
    [{ arg: '0', matches: TAKES_OPTIONS }],
    'medium',
  ),
  sink('command-injection', 'execa cross-spawn', '', '1.@options', [{ arg: '0', matches: TAKES_OPTIONS }], 'medium'),
  sink('command-injection', 'cross-spawn exec exec-async foreground-child spawn-please', '', '0'),
  sink('command-injection', 'shelljs', 'exec', '0'),
  sink('command-injection', 'execa', 'command commandSync shell shellSync execaCommand execaCommandSync', '0'),
  sink('command-injection', 'execa', 'execa execaSync sync', '0'),
  sink('command-injection', 'execa', '', '0'),
  sink('command-injection', 'execa', 'stdout stderr node', '0'),
  sink('command-injection', 'cross-spawn-async', '', '0'),
  sink('command-injection', 'cross-spawn-async', 'sync', '0'),
  sink('command-injection', 'opener', '', '1.command'),
  sink('command-injection', 'remote-exec', '', '1'),
  sink('command-injection', 'ssh2 node-ssh', 'exec execCommand', '0'),
  // Databases.
  sink(
    'sql-injection',
    SQL_DRIVERS,
    'query execute exec prepare run all get each any one none many oneOrNone manyOrNone multi result unsafe ' +
      'batch queryRaw stream',
    '0 0.sql 0.text',
  ),
  sink('sql-injection', 'pg-promise', 'map each multiResult one none many any oneOrNone manyOrNone task', '0 0.text'),
  sink('sql-injection', 'sequelize @nestjs/sequelize sequelize-typescript', 'query literal asIs', '0 0.query'),
  sink('sql-injection', 'knex', 'raw whereRaw havingRaw orderByRaw groupByRaw joinRaw fromRaw selectRaw', '0'),
  sink('sql-injection', '*', 'whereRaw havingRaw orderByRaw groupByRaw joinRaw', '0', undefined, 'medium'),
  sink(
    'sql-injection',
    'typeorm @nestjs/typeorm',
    'query where andWhere orWhere having andHaving orHaving orderBy addOrderBy groupBy select addSelect',
    '0',
  ),
  sink('sql-injection', '*', '$queryRawUnsafe $executeRawUnsafe', '0'),
  // Inside a tag that binds its values these put in text as it comes.
  sink(
    'sql-injection',
    'kysely drizzle-orm drizzle-orm/sql @databases/sql sql-template-tag @prisma/client',
    'raw sql.raw Prisma.raw',
    '0',
  ),
  sink('sql-injection', 'postgres', 'unsafe', '0'),
  sink(
    'sql-injection',
    '@google-cloud/spanner @google-cloud/bigquery snowflake-sdk',
    'run runStream query createQueryJob execute',
    '0 0.sql 0.query 0.sqlText',
  ),
  sink('nosql-injection', MONGO, FILTERED, '0 0.**'),
  sink('nosql-injection', 'mongodb mongoose mongojs', 'eval $where', '0'),
  // Files.
  sink('path-traversal', FS, FS_ONE, '0'),
  sink('path-traversal', FS, FS_ASKED, '0', undefined, 'slight'),
  sink('path-traversal', FS, FS_TWO, '0 1'),
  sink('path-traversal', '@res', 'sendFile sendfile', '0', [{ arg: '1.root', absent: true }]),
  sink('path-traversal', '@res', 'download', '0', [
    { arg: '1.root', absent: true },
    { arg: '2.root', absent: true },
  ]),
  sink('path-traversal', '@res', 'sendFile sendfile download', '1.root 2.root'),
  // Both keep below their root; without one, below the folder that the program was started in, or nowhere.
  sink('path-traversal', 'send koa-send', '', '1', [{ arg: '2.root', absent: true }], 'medium'),
  sink('path-traversal', 'send koa-send', '', '2.root'),
  sink('path-traversal', '', 'require', '0'),
  sink(
    'path-traversal',
    'child_process execa cross-spawn',
    'exec execSync execFile execFileSync spawn spawnSync',
    '1.cwd 2.cwd',
  ),
  sink('path-traversal', 'read-pkg read-pkg-up', 'readPackageSync readPackageAsync readPackage', '0.cwd'),
  sink(
    'path-traversal',
    'rimraf del mkdirp glob write-file-atomic recursive-readdir walkdir node-dir fs-walk',
    '',
    '0',
  ),
  sink(
    'path-traversal',
    'rimraf mkdirp glob fast-glob globby',
    'sync rimraf rimrafSync mkdirp mkdirpSync globSync',
    '0',
  ),
  sink('path-traversal', '@nestjs/common', 'StreamableFile', '0'),
  sink('path-traversal', 'prettier', 'resolveConfig', '0'),
  sink('path-traversal', '@res', 'render', '0', undefined, 'medium'),
  // A whole body as template data also chooses the layout file.
  sink('path-traversal', '@res', 'render', '1', undefined, 'slight'),
  sink('path-traversal', '@hapi/inert', 'file', '0'),
  ...JAVASCRIPT_REQUESTS,
  ...JAVASCRIPT_ANSWERS,
  // Parsers that build or run things.
  sink(
    'insecure-deserialization',
    'node-serialize serialize-to-js funcster cryo',
    'unserialize deserialize deepDeserialize parse',
    '0',
  ),
  sink('insecure-deserialization', 'js-yaml', 'load loadAll', '0', [{ arg: '1.schema', absent: true }], 'slight'),
  sink('insecure-deserialization', 'js-yaml', 'load loadAll', '0', [
    { arg: '1.schema', matches: /DEFAULT_FULL_SCHEMA/ },
  ]),
  sink('insecure-deserialization', 'v8', 'deserialize', '0'),
  sink('xml-external-entities', 'libxmljs libxmljs2', 'parseXml parseXmlString', '0', [{ arg: '1.noent', is: true }]),
  sink('xml-external-entities', 'libxml', 'parseXml', '0'),
  sink('xpath-injection', 'xpath', 'select select1 parse evaluate', '0'),
  sink('xpath-injection', 'xpath.js', '', '1'),
  sink('xpath-injection', 'document', 'evaluate', '0'),
  sink('xpath-injection', 'libxmljs libxmljs2', 'find get', '0'),
  sink('ldap-injection', 'ldapjs ldapts activedirectory', 'search', '0 1.filter'),
  sink('ldap-injection', 'ldapjs', 'parseFilter parseDN', '0'),
  sink('regex-injection', '', 'RegExp', '0'),
  // Objects.
  sink(
    'prototype-pollution',
    'lodash lodash.merge lodash.mergewith lodash.defaultsdeep deepmerge merge extend deep-extend ' +
      'just-extend node.extend merge-deep defaults-deep assign-deep mixin-deep jquery $ jQuery',
    'merge mergeWith defaultsDeep recursive all extend',
    '1+',
    undefined,
    'medium',
  ),
  sink(
    'prototype-pollution',
    'lodash.merge lodash.mergewith lodash.defaultsdeep deepmerge merge extend deep-extend merge-deep ' +
      'defaults-deep mixin-deep just-extend node.extend',
    '',
    '1+',
    undefined,
    'medium',
  ),
  sink(
    'prototype-pollution',
    'lodash lodash.set set-value dot-prop object-path dottie',
    'set setWith zipObjectDeep put',
    '1',
  ),
  sink('prototype-pollution', 'lodash.set set-value', '', '1'),
  // Headers and logs.
  sink('log-injection', 'console', 'log info warn error debug trace', '0+', undefined, 'slight'),
  sink('sensitive-data-in-logs', 'console', 'log info warn error debug trace', '0+', undefined, 'medium'),
  sink(
    'sensitive-data-in-logs',
    'winston bunyan pino log4js loglevel npmlog signale consola fancy-log debug',
    'log info warn error debug trace verbose silly fatal',
    '0+',
    undefined,
    'medium',
  ),
  sink(
    'log-injection',
    'winston bunyan pino log4js loglevel npmlog signale consola fancy-log debug',
    'log info warn error debug trace verbose silly fatal',
    '0+',
    undefined,
    'medium',
  ),
];
