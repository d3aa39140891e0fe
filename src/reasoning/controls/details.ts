import type { ControlCategory } from '../../artifacts/enums';
import type { ConsolidatedControl, ConsolidatedGap } from '../../artifacts/phase4';
import { canonicalTerm } from '../../knowledge/terms';
import type { Draft, Sayable } from '../../messages/say';

type Details = Record<string, unknown>;
type Build = (controls: readonly Draft<ConsolidatedControl>[], gaps: readonly Draft<ConsolidatedGap>[]) => Details;

const at = (control: Draft<ConsolidatedControl>): string => `${control.file_location}:${control.line_range.start}`;

/** Details that name what a control is. */
const TELLING = ['kind', 'establishes', 'symbol', 'mechanism', 'engine', 'algorithm'] as const;

/** Whether a control is of such a kind; what an agent found without saying its kind has a name alone. */
function says({ details, control_name }: Draft<ConsolidatedControl>, pattern: RegExp): boolean {
  const told = details?.['kind'] === undefined ? [control_name] : TELLING.map((key) => details[key]);
  return told.some((name) => typeof name === 'string' && pattern.test(name));
}
const weaknessOf = (gap: Draft<ConsolidatedGap>): string =>
  typeof gap['weakness'] === 'string' ? gap['weakness'] : '';
const placesOf = (gaps: readonly Draft<ConsolidatedGap>[]): string[] => [
  ...new Set(gaps.flatMap((gap) => gap.locations.map((place) => `${place.file_path}:${place.line_range.start}`))),
];

/** Entry points named by gaps of these kinds: the context of a location is the route. */
function routesOf(gaps: readonly Draft<ConsolidatedGap>[], ...weaknesses: string[]): Sayable[] {
  return [
    ...new Set(
      gaps
        .filter((gap) => weaknesses.includes(weaknessOf(gap)))
        .flatMap((gap) => gap.locations.flatMap((place) => place.context ?? [])),
    ),
  ];
}

const of = (gaps: readonly Draft<ConsolidatedGap>[], ...weaknesses: string[]): Draft<ConsolidatedGap>[] =>
  gaps.filter((gap) => weaknesses.includes(weaknessOf(gap)));
/** The first kind that the control is called by, or is of. */
const kindOf = (control: Draft<ConsolidatedControl>, kinds: Readonly<Record<string, RegExp>>, other: string): string =>
  Object.keys(kinds).find((kind) => says(control, kinds[kind] ?? NOTHING)) ?? other;
const NOTHING = /$^/;

const MECHANISMS = {
  jwt: /jwt|bearer|^token-verification$/i,
  oauth: /oauth|oidc/i,
  saml: /saml/i,
  api_key: /api.?key/i,
  session: /session|cookie|login|passport/i,
};

const SECRET_STORES = { env_var: /env/i, Vault: /vault/i };

const BUILD: Readonly<Record<ControlCategory, Build>> = {
  authentication: (controls, gaps) => ({
    mechanisms: controls.map((control) => ({
      id: control.control_id,
      name: control.control_name,
      type: kindOf(control, MECHANISMS, 'custom'),
      implementation: { location: at(control) },
      limitations: control.strength === 'strong' ? [] : [control.effectiveness],
    })),
    coverage: { unprotected_endpoints: routesOf(gaps, 'missing-authentication') },
  }),
  authorization: (controls, gaps) => ({
    model: controls.some((control) => says(control, /role|admin|rbac/i)) ? 'RBAC' : 'custom',
    policies: controls.map((control) => ({
      id: control.control_id,
      name: control.control_name,
      type: 'allow',
      enforcement_point: at(control),
    })),
    tenant_isolation: {
      enabled: controls.some(
        ({ control_name }) => typeof control_name === 'string' && canonicalTerm(control_name) === 'tenant isolation',
      ),
      enforcement_points: controls.filter((control) => says(control, /tenant|caller|owner/i)).map(at),
    },
    unprotected_endpoints: routesOf(gaps, 'missing-authorization', 'insecure-direct-object-reference'),
  }),
  'input-validation': (controls, gaps) => ({
    validation_points: controls.map((control) => ({
      id: control.control_id,
      location: at(control),
      validation_type: says(control, /schema|joi|zod|pydantic|serializer|form/i) ? 'schema' : 'custom',
    })),
    injection_prevention: {
      sql: { raw_query_locations: placesOf(of(gaps, 'sql-injection')) },
      nosql: { raw_query_locations: placesOf(of(gaps, 'nosql-injection')) },
      command: { shell_execution: placesOf(of(gaps, 'command-injection', 'code-injection')) },
    },
    coverage: { unvalidated_inputs: routesOf(gaps, 'missing-input-validation', 'unrestricted-upload') },
  }),
  'output-encoding': (controls, gaps) => ({
    encoders: controls.map((control) => ({ context: 'html', mechanism: control.control_name, location: at(control) })),
    unsafe_sinks: placesOf(gaps).map((location) => ({ location })),
    template_auto_escape: controls.some((control) => says(control, /auto.?escap/i)),
  }),
  cryptography: (controls, gaps) => ({
    hashing: controls
      .filter((control) => says(control, /hash|bcrypt|argon|scrypt|pbkdf/i))
      .map((control) => ({ algorithm: control.control_name, location: at(control) })),
    encryption_at_rest: controls
      .filter((control) => says(control, /encrypt|aes|cipher|fernet/i))
      .map((control) => ({ id: control.control_id, algorithm: control.control_name, location: at(control) })),
    weak_algorithms: placesOf(of(gaps, 'weak-hash', 'weak-cipher', 'weak-password-storage', 'insecure-random')).map(
      (location) => ({ location }),
    ),
  }),
  'secrets-management': (controls, gaps) => ({
    storage_mechanisms: controls.map((control) => ({
      id: control.control_id,
      type: kindOf(control, SECRET_STORES, 'config_file'),
      location: at(control),
    })),
    hardcoded_secrets: {
      detected: of(gaps, 'hardcoded-secret').length > 0,
      locations: placesOf(of(gaps, 'hardcoded-secret')),
    },
    exposure_risks: gaps.map((gap) => ({ risk: gap.gap_id, severity: gap.severity })),
  }),
  'logging-audit': (controls, gaps) => ({
    events_logged: controls.map((control) => ({ event: control.control_name, location: at(control) })),
    events_missing: routesOf(gaps, 'missing-audit-log'),
    sensitive_data_in_logs: placesOf(of(gaps, 'sensitive-data-in-logs')).map((location) => ({ location })),
  }),
  'rate-limiting': (controls, gaps) => ({
    limits: controls.map((control) => ({
      name: control.control_name,
      location: at(control),
      scope: control.details?.['scope'] === 'app' ? 'global' : 'per_endpoint',
    })),
    unprotected_endpoints: routesOf(gaps, 'missing-rate-limiting'),
  }),
  'cors-csp': (controls, gaps) => ({
    headers: { set_by: controls.filter((control) => says(control, /header|helmet|csp|talisman|hsts/i)).map(at) },
    cookies: controls
      .filter((control) => says(control, /cookie/i))
      .map((control) => ({ name: control.control_name, location: at(control) })),
    unprotected_endpoints: routesOf(gaps, 'missing-csrf-protection'),
    weak_settings: placesOf(of(gaps, 'insecure-cookie', 'cors-misconfiguration')),
  }),
  'dependency-security': (controls, gaps) => ({
    lockfiles: controls.flatMap((control) =>
      typeof control.details?.['lockfile'] === 'string' ? [control.details['lockfile']] : [],
    ),
    scanners: controls
      .filter((control) => typeof control.details?.['tool'] === 'string')
      .map((control) => ({
        tool: control.details?.['tool'],
        location: at(control),
        ci: control.details?.['ci'] === true,
      })),
    pinned: of(gaps, 'missing-lockfile', 'unpinned-dependency').length === 0,
  }),
};

function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (typeof value === 'object' && value !== null) return Object.values(value).every(isEmpty);
  return value === undefined || value === false || value === '';
}

/** The block of a category, from its controls and gaps. Fields without content are left out. */
export function detailsOf(
  category: ControlCategory,
  controls: readonly Draft<ConsolidatedControl>[],
  gaps: readonly Draft<ConsolidatedGap>[],
): Details {
  if (controls.length === 0 && gaps.length === 0) return {};
  return Object.fromEntries(Object.entries(BUILD[category](controls, gaps)).filter(([, value]) => !isEmpty(value)));
}
