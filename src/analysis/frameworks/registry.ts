import { AIOHTTP } from './descriptors/aiohttp';
import { ASTRO } from './descriptors/astro';
import { BOTTLE } from './descriptors/bottle';
import { CELERY } from './descriptors/celery';
import { CHALICE } from './descriptors/chalice';
import { CHERRYPY } from './descriptors/cherrypy';
import { FIREBASE, GOOGLE_FUNCTIONS, MICRO } from './descriptors/cloud-functions';
import {
  AZURE_FUNCTIONS_PYTHON,
  GOOGLE_FUNCTIONS_PYTHON,
  LAMBDA_PYTHON,
  POWERTOOLS,
} from './descriptors/cloud-functions-python';
import { ARGPARSE, CLICK, COMMANDER, YARGS } from './descriptors/commands';
import { CONNECT } from './descriptors/connect';
import { CHANNELS, DJANGO, DJANGO_COMMAND } from './descriptors/django';
import { DJANGO_NINJA } from './descriptors/django-ninja';
import { DJANGO_REST_FRAMEWORK } from './descriptors/django-rest-framework';
import { ELYSIA } from './descriptors/elysia';
import { EXPRESS } from './descriptors/express';
import { FALCON } from './descriptors/falcon';
import { FASTAPI } from './descriptors/fastapi';
import { FASTIFY } from './descriptors/fastify';
import { FINALE } from './descriptors/finale';
import { FLASK } from './descriptors/flask';
import {
  FLASK_ADMIN,
  FLASK_APPBUILDER,
  FLASK_RESTFUL,
  FLASK_RESTX,
  FLASK_SOCKETIO,
} from './descriptors/flask-extensions';
import { GRAPHQL } from './descriptors/graphql';
import { ARIADNE, GRAPHENE } from './descriptors/graphql-python';
import { GRPC_JAVASCRIPT, GRPC_PYTHON } from './descriptors/grpc';
import { H3 } from './descriptors/h3';
import { HAPI } from './descriptors/hapi';
import { HONO } from './descriptors/hono';
import { ITTY_ROUTER } from './descriptors/itty-router';
import { KOA } from './descriptors/koa';
import { LITESTAR } from './descriptors/litestar';
import { MCP_JAVASCRIPT, MCP_PYTHON } from './descriptors/mcp';
import { NEST } from './descriptors/nest';
import { NEXT } from './descriptors/next';
import { NITRO } from './descriptors/nitro';
import { CUSTOM_ROUTER, NODE } from './descriptors/node';
import { POLKA } from './descriptors/polka';
import { POTHOS } from './descriptors/pothos';
import { PYRAMID } from './descriptors/pyramid';
import { HTTP_SERVER, SOCKET_SERVER, WSGI } from './descriptors/python-servers';
import { AMQPLIB, BULL, BULLMQ, KAFKAJS, MQTT, REDIS } from './descriptors/queues';
import { REACT_ROUTER } from './descriptors/react-router';
import { RESTIFY } from './descriptors/restify';
import { SANIC } from './descriptors/sanic';
import { SERVERLESS } from './descriptors/serverless';
import { SOCKETIO_PYTHON } from './descriptors/socketio-python';
import { EXPRESS_WS, SOCKET_IO, WS } from './descriptors/sockets';
import { STARLETTE } from './descriptors/starlette';
import { STRAWBERRY } from './descriptors/strawberry';
import { SVELTEKIT } from './descriptors/sveltekit';
import { AGENDA, APSCHEDULER, NODE_CRON } from './descriptors/timers';
import { TORNADO } from './descriptors/tornado';
import { NEXT_SAFE_ACTION } from './descriptors/next-safe-action';
import { TRPC } from './descriptors/trpc';
import { TS_REST } from './descriptors/ts-rest';
import { TWISTED } from './descriptors/twisted';
import { WORKERS } from './descriptors/workers';
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
  ELYSIA,
  H3,
  ITTY_ROUTER,
  NODE,
  WORKERS,
  CUSTOM_ROUTER,
  NEST,
  NEXT,
  SVELTEKIT,
  NITRO,
  ASTRO,
  REACT_ROUTER,
  TRPC,
  NEXT_SAFE_ACTION,
  TS_REST,
  POTHOS,
  FINALE,
  GRPC_JAVASCRIPT,
  MCP_JAVASCRIPT,
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
  SANIC,
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
  DJANGO_NINJA,
  FALCON,
  LITESTAR,
  CHERRYPY,
  CHALICE,
  POWERTOOLS,
  AZURE_FUNCTIONS_PYTHON,
  GOOGLE_FUNCTIONS_PYTHON,
  LAMBDA_PYTHON,
  MCP_PYTHON,
  GRPC_PYTHON,
  GRAPHENE,
  ARIADNE,
  TORNADO,
  STRAWBERRY,
  FLASK_SOCKETIO,
  SOCKETIO_PYTHON,
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
