import type { Component } from '../artifacts/phase3';

/** What the files of a component do for the product, told by what was found in them. */
export interface Role {
  /** Also the name of the component where the product has but one of the kind. */
  id: string;
  type: Component['type'];
  /** What such a part does, for people. */
  responsibility: string;
}

export const ROLES = {
  server: { id: 'web-server', type: 'backend', responsibility: 'Receives requests and decides what happens' },
  auth: { id: 'auth', type: 'authentication', responsibility: 'Establishes who the user is and what they may do' },
  data: { id: 'data', type: 'database', responsibility: 'Says what is stored, and reads and writes it' },
  jobs: { id: 'jobs', type: 'background', responsibility: 'Works in the background' },
  cli: { id: 'cli', type: 'cli', responsibility: 'Is started from a terminal' },
  core: { id: 'core', type: 'shared', responsibility: 'Holds the rules of the application, for the other parts' },
  client: { id: 'web-client', type: 'frontend', responsibility: 'Is shown or runs in the browser' },
  scripts: { id: 'scripts', type: 'cli', responsibility: 'Builds, checks and operates the product' },
  config: { id: 'config', type: 'infrastructure', responsibility: 'Holds configuration and deployment' },
} as const satisfies Readonly<Record<string, Role>>;

export type RoleName = keyof typeof ROLES;

/** Folders in which code says how stored data is laid out, by habit of the tools that make them. */
export const SCHEMA_FOLDERS: ReadonlySet<string> = new Set(['migrations', 'alembic', 'prisma', 'schemas', 'models']);
