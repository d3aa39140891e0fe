import type { Framework, ListenerRule } from '../framework';

const queue = (id: string, rule: Omit<ListenerRule, 'kind'>): Framework => ({
  id,
  language: 'javascript',
  listeners: [{ kind: 'messageQueue', ...rule }],
});

export const AMQPLIB = queue('amqplib', {
  names: 'consume',
  callee: /^amqplib(\/callback_api)?\.connect\(\)\.create(Confirm)?Channel\(\)\.consume$/,
  name: 0,
});
export const BULL = queue('bull', { names: 'process', callee: /^bull\(\)\.process$/ });
export const BULLMQ = queue('bullmq', { names: 'Worker', callee: /^bullmq\.Worker$/, name: 0 });
export const KAFKAJS = queue('kafkajs', { names: 'run', callee: /^kafkajs\.Kafka\(\)\.consumer\(\)\.run$/ });
export const MQTT = queue('mqtt', { names: 'on', callee: /^mqtt\.connect\(\)\.on$/, name: 0, events: /^message$/ });
export const REDIS = queue('redis', {
  names: 'subscribe pSubscribe',
  callee: /^(redis\.createClient|ioredis(\.Redis)?)\(\)(\.duplicate\(\))?\.(subscribe|pSubscribe)$/,
  name: 0,
});
