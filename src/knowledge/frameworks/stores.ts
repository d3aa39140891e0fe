import type { StoreAccess } from '../../artifacts/facts';
import type * as z from 'zod';

type Operation = z.infer<typeof StoreAccess>['operation'];

/** A library that keeps data, recognised by the library path of what is called. */
export interface StoreLibrary {
  type: string;
  name: string;
  path: RegExp;
  /** Statements are SQL text: tables and operations are read from it. */
  sql?: boolean;
  /** Its collections are known by methods that no other library has. */
  documents?: true;
}

export const STORE_LIBRARIES: readonly StoreLibrary[] = [
  {
    type: 'mongodb',
    name: 'MongoDB',
    documents: true,
    path: /^(mongodb|mongoose|mongojs|monk|mongoist|marsdb|nedb|@seald-io\/nedb|pymongo|motor|mongoengine|flask_pymongo|flask_mongoengine|beanie|@nestjs\/mongoose)\b/,
  },
  {
    type: 'postgresql',
    name: 'PostgreSQL',
    path: /^(pg|pg-promise|postgres|psycopg2?|psycopg|asyncpg|aiopg|pg8000)\b/,
    sql: true,
  },
  {
    type: 'mysql',
    name: 'MySQL',
    path: /^(mysql2?|mysql2\/promise|mariadb|pymysql|MySQLdb|aiomysql|mysql\.connector|flask_mysqldb)\b/,
    sql: true,
  },
  { type: 'sqlite', name: 'SQLite', path: /^(sqlite3?|better-sqlite3|aiosqlite|node:sqlite)\b/, sql: true },
  { type: 'mssql', name: 'SQL Server', path: /^(mssql|tedious|pyodbc|pymssql)\b/, sql: true },
  {
    type: 'sql',
    name: 'SQL database',
    path: /^(sequelize|sequelize-typescript|typeorm|@nestjs\/typeorm|@prisma\/client|knex|objection|bookshelf|drizzle-orm|@mikro-orm\/\w+|sqlalchemy|flask_sqlalchemy|sqlmodel|django\.db(?!\.migrations)|peewee|tortoise|databases|pony|sqlobject|records|dataset|redbean-node)\b/,
    sql: true,
  },
  { type: 'redis', name: 'Redis', path: /^(redis|ioredis|aioredis|flask_redis|django_redis)\b/ },
  {
    type: 'elasticsearch',
    name: 'Elasticsearch',
    path: /^(@elastic\/elasticsearch|elasticsearch|elasticsearch_dsl|@opensearch-project\/opensearch|opensearchpy)\b/,
  },
  {
    type: 'object-storage',
    name: 'Object storage',
    path: /^(@aws-sdk\/client-s3|aws-sdk\.S3|boto3\.(client|resource)\(\)\.(upload|download|put_object|get_object|delete_object|Object|Bucket)|@google-cloud\/storage|google\.cloud\.storage|minio|azure\.storage\.blob|@azure\/storage-blob)\b/,
  },
  {
    type: 'dynamodb',
    name: 'DynamoDB',
    path: /^(@aws-sdk\/(client|lib)-dynamodb|aws-sdk\.DynamoDB|dynamoose|pynamodb)\b/,
  },
  {
    type: 'firestore',
    name: 'Firestore',
    path: /^(firebase-admin|@google-cloud\/firestore|google\.cloud\.firestore|firebase\/firestore)\b.*(firestore|collection|doc)\b/,
  },
  { type: 'cassandra', name: 'Cassandra', path: /^(cassandra-driver|cassandra\.cluster)\b/, sql: true },
  { type: 'ldap', name: 'LDAP directory', path: /^(ldapjs|ldap|ldap3|activedirectory)\b/ },
  {
    type: 'filesystem',
    name: 'File system',
    path: /^(fs|fs-extra|fs\/promises|graceful-fs|node:fs|shutil|aiofiles)\b|^(open|os\.(remove|unlink|rename|mkdir|makedirs|rmdir))$|^pathlib\.Path\(\)/,
  },
];

/** What a method does to a store, by its name. */
export const STORE_METHODS: readonly [Operation, RegExp][] = [
  [
    'delete',
    /^(delete\w*|remove\w*|destroy\w*|drop\w*|unlink\w*|rm|rmdir|rmSync|truncate|findOneAndDelete|findByIdAndDelete|findOneAndRemove|findByIdAndRemove|find_one_and_delete|del|hdel|flushall|flushdb|rmtree|expunge|deleteObject|deleteObjects)$/i,
  ],
  [
    'write',
    /^(insert\w*|update\w*|save\w*|create(?!Client|Connection|Pool|Server|ReadStream|Index|QueryBuilder|QueryRunner|Hash|Hmac|_engine|Engine|_all)\w*|upsert|replace\w*|bulk\w*|set|setex|hset|hmset|lpush|rpush|sadd|zadd|incr|decr|add|add_all|merge|commit|put\w*|write\w*|appendFile\w*|copyFile|rename\w*|mkdir\w*|makedirs|upload\w*|get_or_create|update_or_create|findOneAndUpdate|findByIdAndUpdate|findAndModify|find_one_and_update|increment|decrement|index|touch|move|createWriteStream|modify|transfer_ownership)$/,
  ],
  [
    'read',
    /^(find\w*|get\w*|all|first|last|one|one_or_none|scalar\w*|select\w*|filter\w*|exclude|aggregate\w*|count\w*|distinct|exists|where|read\w*|createReadStream|hget\w*|lrange|smembers|keys|scan|search\w*|query|raw|each|toArray|fetch\w*|values\w*|order_by|paginate|mget|stat|download\w*|send_file|list\w*|iterator|cursor|execute\w*|run|exec)$/,
  ],
];

/** Methods that only document databases have. */
export const DOCUMENT_METHODS =
  /^((insert|update|delete)(One|Many)|findOne(And(Update|Delete|Replace))?|findById(And(Update|Delete|Remove))?|replaceOne|countDocuments|estimatedDocumentCount|bulkWrite|dropDatabase|dropCollection|createCollection|listCollections|(insert|update|delete)_(one|many)|find_one(_and_\w+)?|count_documents)$/;

/** Connects or configures rather than reading or writing. */
export const CONNECTING =
  /(^|\.)(connect|createConnection|createPool|createClient|MongoClient|Sequelize|DataSource|Pool|Client|PrismaClient|knex|create_engine|create_async_engine|SQLAlchemy|Redis|StrictRedis|from_url|PyMongo|Database|initialize|forRoot|forRootAsync|connect_db|AsyncIOMotorClient|pgp)(\(\))?$/;

/** A service outside that the code talks to. */
export interface ServiceLibrary {
  name: string;
  protocol: string;
  path: RegExp;
  direction: 'outbound' | 'inbound' | 'bidirectional';
  authentication: string;
}

const service = (
  name: string,
  path: RegExp,
  protocol = 'HTTPS',
  authentication = 'API key',
  direction: ServiceLibrary['direction'] = 'outbound',
): ServiceLibrary => ({ name, path, protocol, direction, authentication });

export const SERVICE_LIBRARIES: readonly ServiceLibrary[] = [
  service(
    'Mail server',
    /^(nodemailer\.createTransport|smtplib\.SMTP(_SSL)?|flask_mail\.Mail|emails\.Message|fastapi_mail\.FastMail|django\.core\.mail\.\w+|aiosmtplib\.\w+)$/,
    'SMTP',
    'credentials',
  ),
  service('SendGrid', /^(@sendgrid\/mail|sendgrid)\b/),
  service('Mailgun', /^mailgun/),
  service('Stripe', /^stripe\b/),
  service('PayPal', /^(paypal|@paypal)/),
  service('Braintree', /^braintree\b/),
  service('Twilio', /^twilio\b/),
  service('Slack', /^(@slack\/|slack_sdk|slack)/),
  service('Firebase', /^(firebase-admin|firebase_admin)\b/, 'HTTPS', 'service account'),
  service('AWS', /^(aws-sdk|@aws-sdk\/(?!client-s3|client-dynamodb|lib-dynamodb)|boto3)/, 'HTTPS', 'IAM credentials'),
  service('Google Cloud', /^(@google-cloud\/|google\.cloud|googleapis)/, 'HTTPS', 'service account'),
  service('Azure', /^(@azure\/|azure\.)/, 'HTTPS', 'credentials'),
  service('OpenAI', /^openai\b/),
  service('Anthropic', /^(@anthropic-ai\/sdk|anthropic)\b/),
  service('Sentry', /^(@sentry\/|sentry_sdk)/, 'HTTPS', 'DSN'),
  service('Auth0', /^(auth0|express-openid-connect)\b/, 'HTTPS', 'OAuth 2.0', 'bidirectional'),
  service(
    'OAuth provider',
    /^(passport-(google|facebook|github|twitter|linkedin|oauth2|microsoft|apple|openidconnect|azure-ad|auth0|saml)\S*|authlib\.\S*OAuth|requests_oauthlib\.\w+|flask_dance\.\S+|social_core\.\S+|simple-oauth2|openid-client)\b/,
    'HTTPS',
    'OAuth 2.0',
    'bidirectional',
  ),
  service(
    'RabbitMQ',
    /^(amqplib|amqp-connection-manager|pika|aio_pika|kombu)\b/,
    'AMQP',
    'credentials',
    'bidirectional',
  ),
  service('Kafka', /^(kafkajs|kafka-node|kafka|confluent_kafka|aiokafka)\b/, 'Kafka', 'credentials', 'bidirectional'),
  service('Celery broker', /^celery\.Celery$/, 'AMQP', 'broker URL', 'bidirectional'),
  service('MQTT broker', /^(mqtt|paho\.mqtt\S*)\b/, 'MQTT', 'credentials', 'bidirectional'),
  service('SSH host', /^(ssh2|paramiko|asyncssh|fabric)\b/, 'SSH', 'credentials'),
  service('Akismet', /^(pykismet3|akismet)\b/),
  service('Recaptcha', /^(recaptcha|google-recaptcha|django_recaptcha)\b/),
];

/** Calls that send requests to a URL. */
export const HTTP_CALLS =
  /^(axios(\.\w+|\.create\(\)(\.\w+)?)?|fetch|node-fetch|cross-fetch|undici\.(fetch|request)|request(\.\w+)?|request-promise(\.\w+)?|got(\.\w+)?|needle(\.\w+)?|superagent\.\w+|ky(\.\w+)?|https?\.(get|request)|requests\.(get|post|put|patch|delete|head|request|Session\(\)\.\w+)|httpx\.(get|post|put|patch|delete|request|AsyncClient\(\)\.\w+|Client\(\)\.\w+)|urllib\.request\.(urlopen|Request)|urllib2\.urlopen|aiohttp\.ClientSession\(\)\.\w+)$/;

/** Functions whose first argument is the name of what is stored. */
export const NAMING =
  /^(collection|model|define|getRepository|query|from|into|table|knex|get_collection|select|insert|update|delete|getModelToken|InjectRepository|get|add)$/i;

/** Clients whose library paths name the model: its name is the group. */
export const MODEL_IN_PATH = /PrismaClient\(\)\.(\w+)\./;
