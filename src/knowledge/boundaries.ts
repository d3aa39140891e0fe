import type { ControlCategory } from '../artifacts/enums';
import type { TrustBoundary } from '../artifacts/phase3';

/** A control that a trust boundary needs, and how evidence of it is recognised among the controls seen in code. */
export interface BoundaryControl {
  name: string;
  category: ControlCategory;
  /** Parts of the name or kind of a control that make it count. Empty: any control of the category counts. */
  signs: readonly string[];
  /** Often provided outside the repository or in ways that leave no trace: absence in code is weak evidence. */
  elusive: boolean;
}

export type BoundaryKind =
  | 'internet-application'
  | 'user-backend'
  | 'backend-database'
  | 'service-service'
  | 'application-external'
  | 'unprivileged-privileged';

export interface BoundaryTemplate {
  kind: BoundaryKind;
  name: string;
  type: TrustBoundary['type'];
  from: { trustLevel: string; description: string };
  to: { trustLevel: string; description: string };
  required: readonly BoundaryControl[];
}

const needs = (
  name: string,
  category: ControlCategory,
  signs: readonly string[] = [],
  elusive = false,
): BoundaryControl => ({ name, category, signs, elusive });

/** What must stand at each kind of boundary of a data flow diagram. */
export const BOUNDARIES: Readonly<Record<BoundaryKind, BoundaryTemplate>> = {
  'internet-application': {
    kind: 'internet-application',
    name: 'Internet to application',
    type: 'network',
    from: { trustLevel: 'untrusted', description: 'Anyone who can reach the service over the network' },
    to: { trustLevel: 'application', description: 'Code that answers requests' },
    required: [
      needs('TLS', 'cryptography', ['tls', 'https', 'ssl', 'hsts'], true),
      needs('WAF', 'input-validation', ['waf', 'firewall', 'modsecurity'], true),
      needs('rate limiting', 'rate-limiting'),
    ],
  },
  'user-backend': {
    kind: 'user-backend',
    name: 'User to authenticated functions',
    type: 'authentication',
    from: { trustLevel: 'anonymous', description: 'A request whose sender is not known yet' },
    to: { trustLevel: 'authenticated', description: 'Functions meant for signed-in users' },
    required: [needs('authentication', 'authentication'), needs('session management', 'authentication')],
  },
  'backend-database': {
    kind: 'backend-database',
    name: 'Application to data store',
    type: 'data',
    from: { trustLevel: 'application', description: 'Code that answers requests' },
    to: { trustLevel: 'data', description: 'Stored data' },
    required: [
      needs('authorization', 'authorization', [], true),
      needs(
        'parameterised queries',
        'input-validation',
        ['parameter', 'prepared', 'bound', 'orm', 'query builder', 'odm', 'placeholder'],
        true,
      ),
      needs('encryption at rest', 'cryptography', ['encrypt', 'aes', 'cipher', 'kms', 'fernet', 'secretbox'], true),
    ],
  },
  'service-service': {
    kind: 'service-service',
    name: 'Service to service',
    type: 'service',
    from: { trustLevel: 'internal', description: 'Another service or a queue' },
    to: { trustLevel: 'application', description: 'Code that handles messages and calls of other services' },
    required: [
      needs('service authentication', 'authentication', [
        'service',
        'signature',
        'hmac',
        'mtls',
        'api key',
        'apikey',
        'token',
        'webhook',
      ]),
    ],
  },
  'application-external': {
    kind: 'application-external',
    name: 'Application to external service',
    type: 'external',
    from: { trustLevel: 'application', description: 'Code that calls out' },
    to: { trustLevel: 'external', description: 'A service run by someone else' },
    required: [
      needs('secret management', 'secrets-management', [], true),
      needs('validation', 'input-validation', ['schema', 'url', 'allow', 'host', 'response', 'validat'], true),
    ],
  },
  'unprivileged-privileged': {
    kind: 'unprivileged-privileged',
    name: 'User to administrative functions',
    type: 'authorization',
    from: { trustLevel: 'authenticated', description: 'Any signed-in user' },
    to: { trustLevel: 'privileged', description: 'Functions meant for administrators or operators' },
    required: [
      needs('RBAC', 'authorization', [
        'role',
        'admin',
        'permission',
        'staff',
        'superuser',
        'scope',
        'privilege',
        'rbac',
        'acl',
        'policy',
      ]),
      needs('audit logging', 'logging-audit', ['audit', 'log']),
    ],
  },
};
