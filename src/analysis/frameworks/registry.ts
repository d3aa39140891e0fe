import { AIOHTTP } from './descriptors/aiohttp';
import { BOTTLE } from './descriptors/bottle';
import { CELERY } from './descriptors/celery';
import { FIREBASE, GOOGLE_FUNCTIONS, MICRO } from './descriptors/cloud-functions';
import { ARGPARSE, CLICK, COMMANDER, YARGS } from './descriptors/commands';
import { CONNECT } from './descriptors/connect';
import { CHANNELS, DJANGO, DJANGO_COMMAND } from './descriptors/django';
import { DJANGO_REST_FRAMEWORK } from './descriptors/django-rest-framework';
import { EXPRESS } from './descriptors/express';
import { FASTAPI } from './descriptors/fastapi';
import { FASTIFY } from './descriptors/fastify';
import { FLASK } from './descriptors/flask';
import {
  FLASK_ADMIN,
  FLASK_APPBUILDER,
  FLASK_RESTFUL,
  FLASK_RESTX,
  FLASK_SOCKETIO,
} from './descriptors/flask-extensions';
import { GRAPHQL } from './descriptors/graphql';
import { HAPI } from './descriptors/hapi';
import { HONO } from './descriptors/hono';
import { ITTY_ROUTER } from './descriptors/itty-router';
import { KOA } from './descriptors/koa';
import { NEST } from './descriptors/nest';
import { NEXT } from './descriptors/next';
import { CUSTOM_ROUTER, NODE } from './descriptors/node';
import { POLKA } from './descriptors/polka';
import { PYRAMID } from './descriptors/pyramid';
import { HTTP_SERVER, SOCKET_SERVER, WSGI } from './descriptors/python-servers';
import { AMQPLIB, BULL, BULLMQ, KAFKAJS, MQTT, REDIS } from './descriptors/queues';
import { RESTIFY } from './descriptors/restify';
import { SERVERLESS } from './descriptors/serverless';
import { EXPRESS_WS, SOCKET_IO, WS } from './descriptors/sockets';
import { STARLETTE } from './descriptors/starlette';
import { STRAWBERRY } from './descriptors/strawberry';
import { SVELTEKIT } from './descriptors/sveltekit';
import { AGENDA, APSCHEDULER, NODE_CRON } from './descriptors/timers';
import { TORNADO } from './descriptors/tornado';
import { TWISTED } from './descriptors/twisted';
import type { Framework } from './framework';

/** All frameworks the analysis knows. Where several fit, the first one counts. */
export const FRAMEWORKS: readonly Framework[] = [
  // Servers of JavaScript.
  EXPRESS,
  CONNECT,
  POLKA,
  RESTIFY,
  KOA,
  FASTIFY,
  HAPI,
  HONO,
  ITTY_ROUTER,
  NODE,
  CUSTOM_ROUTER,
  NEST,
  NEXT,
  SVELTEKIT,
  SERVERLESS,
  GRAPHQL,
  // Sockets, queues, timers, commands and clouds of JavaScript.
  SOCKET_IO,
  WS,
  EXPRESS_WS,
  AMQPLIB,
  BULL,
  BULLMQ,
  KAFKAJS,
  MQTT,
  REDIS,
  NODE_CRON,
  AGENDA,
  COMMANDER,
  YARGS,
  FIREBASE,
  MICRO,
  GOOGLE_FUNCTIONS,
  // Servers of Python.
  FLASK,
  FASTAPI,
  BOTTLE,
  AIOHTTP,
  FLASK_RESTX,
  FLASK_RESTFUL,
  FLASK_ADMIN,
  FLASK_APPBUILDER,
  PYRAMID,
  STARLETTE,
  DJANGO,
  DJANGO_REST_FRAMEWORK,
  TORNADO,
  STRAWBERRY,
  FLASK_SOCKETIO,
  WSGI,
  HTTP_SERVER,
  TWISTED,
  SOCKET_SERVER,
  CHANNELS,
  // Queues, timers and commands of Python.
  CELERY,
  CLICK,
  APSCHEDULER,
  DJANGO_COMMAND,
  ARGPARSE,
];
