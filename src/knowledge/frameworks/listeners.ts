import type { EntryPointFact } from '../../artifacts/facts';

/** Calls that hand a function to something that gets input: sockets, queues, timers, commands. */
export interface Listener {
  framework: string;
  kind: EntryPointFact['kind'];
  callee: RegExp;
  /** Position of the name (event, queue, schedule, command). */
  name?: number;
  /** Events that bring input; others are about the connection. */
  events?: RegExp;
}

export const LISTENERS: readonly Listener[] = [
  {
    framework: 'socket.io',
    kind: 'websocket',
    callee: /^socket\.io\.Socket\(\)\.(on|once)$/,
    name: 0,
    events: /^(?!(disconnect|disconnecting|error|connect)$)/,
  },
  {
    framework: 'ws',
    kind: 'websocket',
    callee: /^ws\.WebSocket\(\)\.(on|once|addEventListener)$/,
    name: 0,
    events: /^message$/,
  },
  { framework: 'express-ws', kind: 'websocket', callee: /^(express-ws\(\)\.app|express(\.Router)?\(\))\.ws$/, name: 0 },
  {
    framework: 'amqplib',
    kind: 'messageQueue',
    callee: /^amqplib(\/callback_api)?\.connect\(\)\.create(Confirm)?Channel\(\)\.consume$/,
    name: 0,
  },
  { framework: 'bull', kind: 'messageQueue', callee: /^bull\(\)\.process$/ },
  { framework: 'bullmq', kind: 'messageQueue', callee: /^bullmq\.Worker$/, name: 0 },
  { framework: 'kafkajs', kind: 'messageQueue', callee: /^kafkajs\.Kafka\(\)\.consumer\(\)\.run$/ },
  { framework: 'mqtt', kind: 'messageQueue', callee: /^mqtt\.connect\(\)\.on$/, name: 0, events: /^message$/ },
  {
    framework: 'redis',
    kind: 'messageQueue',
    callee: /^(redis\.createClient|ioredis(\.Redis)?)\(\)(\.duplicate\(\))?\.(subscribe|pSubscribe)$/,
    name: 0,
  },
  {
    framework: 'node-cron',
    kind: 'scheduled',
    callee: /^(node-cron\.schedule|cron\.CronJob|cron\.job|node-schedule\.scheduleJob)$/,
    name: 0,
  },
  { framework: 'agenda', kind: 'scheduled', callee: /^agenda(\.Agenda)?\(\)\.define$/, name: 0 },
  { framework: 'commander', kind: 'cli', callee: /^commander(\.program|\.Command\(\))?(\.\w+\(\))*\.action$/ },
  { framework: 'yargs', kind: 'cli', callee: /^yargs(\(\))?(\.\w+\(\))*\.command$/, name: 0 },
  {
    framework: 'firebase',
    kind: 'http',
    callee:
      /^firebase-functions(\/v2)?(\/https)?(\.https|\.runWith\(\)\.https|\.region\(\)\.https)?\.(onRequest|onCall)$/,
  },
  { framework: 'micro', kind: 'http', callee: /^micro$/ },
  { framework: 'google-functions', kind: 'http', callee: /^@google-cloud\/functions-framework\.http$/, name: 0 },
];

/** Python: command lines without decorators. */
export const ARGUMENT_PARSERS = /^(argparse\.ArgumentParser|optparse\.OptionParser)\(\)\.parse_args$/;

/** Objects given to these hold resolvers by type and field. */
export const GRAPHQL_SERVERS =
  /^(apollo-server(-\w+)?\.ApolloServer|@apollo\/server\.ApolloServer|graphql-tools\.makeExecutableSchema|@graphql-tools\/schema\.makeExecutableSchema|graphql-yoga\.(createSchema|GraphQLServer|createServer)|mercurius|apollo-server\.makeExecutableSchema)$/;
