import type { Component } from '../artifacts/phase3';

/** What a folder or file is for, told by its name. First match wins; names are compared word by word, lower case. */
export interface Role {
  id: string;
  type: Component['type'];
  names: readonly string[];
  /** What such a part does, for people. */
  responsibility: string;
}

export const ROLES: readonly Role[] = [
  { id: 'auth', type: 'authentication', names: ['auth', 'authentication', 'authorization', 'login', 'session', 'sessions', 'security', 'identity', 'accounts', 'passport', 'permissions', 'oauth', 'sso'], responsibility: 'Establishes who the user is and what they may do' },
  { id: 'routes', type: 'backend', names: ['routes', 'route', 'routers', 'router', 'routing', 'controllers', 'controller', 'handlers', 'handler', 'endpoints', 'resources', 'api', 'urls', 'graphql', 'rest', 'blueprints', 'viewsets'], responsibility: 'Receives requests and decides what happens' },
  { id: 'middleware', type: 'backend', names: ['middleware', 'middlewares', 'guards', 'interceptors', 'filters', 'decorators', 'dependencies', 'deps'], responsibility: 'Runs before and after the handlers of requests' },
  { id: 'data', type: 'database', names: ['data', 'model', 'models', 'dao', 'daos', 'db', 'database', 'schema', 'schemas', 'entities', 'entity', 'repositories', 'repository', 'migrations', 'prisma', 'orm', 'storage', 'store', 'stores', 'crud', 'persistence'], responsibility: 'Reads and writes stored data' },
  { id: 'frontend', type: 'frontend', names: ['frontend', 'client', 'public', 'static', 'assets', 'templates', 'template', 'pages', 'ui', 'www', 'web', 'components', 'browser', 'webapp', 'layouts', 'styles'], responsibility: 'Is shown or runs in the browser' },
  { id: 'integrations', type: 'integration', names: ['integrations', 'integration', 'adapters', 'adapter', 'clients', 'connectors', 'providers', 'webhooks', 'gateways', 'external', 'plugins'], responsibility: 'Talks to other systems' },
  { id: 'jobs', type: 'background', names: ['jobs', 'job', 'tasks', 'task', 'workers', 'worker', 'queue', 'queues', 'cron', 'scheduler', 'schedules', 'celery', 'consumers'], responsibility: 'Works in the background' },
  { id: 'cli', type: 'cli', names: ['cli', 'bin', 'cmd', 'commands', 'command', 'scripts', 'script', 'tools', 'manage', 'management'], responsibility: 'Is started from a terminal' },
  { id: 'config', type: 'infrastructure', names: ['config', 'configs', 'configuration', 'settings', 'deploy', 'deployment', 'docker', 'k8s', 'kubernetes', 'terraform', 'infra', 'infrastructure', 'helm', 'ops', 'environments', 'dockerfile'], responsibility: 'Holds configuration and deployment' },
  { id: 'services', type: 'backend', names: ['services', 'service', 'usecases', 'domain', 'core', 'business', 'logic', 'features', 'modules'], responsibility: 'Holds the rules of the application' },
  { id: 'shared', type: 'shared', names: ['shared', 'common', 'utils', 'util', 'helpers', 'helper', 'lib', 'libs', 'types', 'utilities', 'internal', 'vendor'], responsibility: 'Is used by the other parts' },
];

/** Folders that only hold other parts: looked into, not named. */
export const CONTAINERS: ReadonlySet<string> = new Set(['src', 'app', 'apps', 'lib', 'server', 'backend', 'packages', 'services', 'modules', 'source', 'project', 'dist', 'build', 'cjs', 'esm']);
