import type { Weakness } from '../weakness';

/** Input that is stored, trusted or worked on as it comes. */
export const ACCEPTED_INPUT = {
  'mass-assignment': {
    id: 'mass-assignment',
    title: 'Mass assignment',
    cwe: [915, 284],
    owasp: 'A04:2021 Insecure Design',
    category: 'input-validation',
    secondary: ['authorization'],
    stride: ['ElevationOfPrivilege', 'Tampering'],
    severity: 'high',
    impact: {
      confidentiality: 'L',
      integrity: 'H',
      availability: 'N',
      beyondSystem: false,
      victimActs: false,
      needsLuck: false,
    },
    description:
      'All fields of {source} are copied into a stored object by {sink} at {where}, without a list of the ' +
      'fields that may be set.',
    attack: 'The attacker adds fields such as `isAdmin`, `role` or `ownerId` to an ordinary request.',
    consequence:
      "Fields that only the application should set are changed, up to the role of the attacker's own account.",
    remedy: {
      action: 'Copy named fields only.',
      guidance:
        'Validate with a schema that strips or refuses unknown fields (zod, Joi `stripUnknown`, Pydantic ' +
        '`extra="forbid"`, DRF serializer `fields`), and assign each permitted field explicitly. Never use ' +
        '`fields = "__all__"` on models with privileged columns.',
      effort: 'low',
    },
    testFamily: 'PRIVESC',
    payloads: ['{"isAdmin": true}', '{"role": "admin"}', '{"userId": 1}', '{"balance": 1000000}'],
  },
  'unrestricted-upload': {
    id: 'unrestricted-upload',
    title: 'Unrestricted file upload',
    cwe: [434, 400, 646],
    owasp: 'A04:2021 Insecure Design',
    category: 'input-validation',
    secondary: ['rate-limiting', 'authorization'],
    stride: ['Tampering', 'ElevationOfPrivilege', 'DoS'],
    severity: 'high',
    impact: {
      confidentiality: 'L',
      integrity: 'H',
      availability: 'L',
      beyondSystem: false,
      victimActs: false,
      needsLuck: false,
    },
    description: 'A file from {source} is stored by {sink} at {where} without limits on its type, name or size.',
    attack: 'The attacker uploads a page with script, an executable file or a file large enough to fill the disk.',
    consequence:
      "Files served from the same site run script in visitors' sessions or are executed by the server, and " +
      'storage can be exhausted.',
    remedy: {
      action: 'Check type, size and name, and store uploads outside the served folders.',
      guidance:
        'Set size and count limits in the upload middleware (`limits` in multer, `MAX_CONTENT_LENGTH` in ' +
        'Flask), check the content and not only the extension against an allow-list, generate the stored ' +
        'name, and serve with `Content-Disposition: attachment` and `X-Content-Type-Options: nosniff` from ' +
        'another origin.',
      effort: 'medium',
    },
    testFamily: 'FILE',
    payloads: [
      'test.html containing <script>alert(1)</script>',
      'test.svg with onload',
      '../../test.txt as file name',
      'a file of 1 GB',
    ],
  },
  'trust-boundary-violation': {
    id: 'trust-boundary-violation',
    title: 'Untrusted data stored as trusted',
    cwe: [501, 20],
    owasp: 'A04:2021 Insecure Design',
    category: 'input-validation',
    secondary: ['authorization'],
    stride: ['Tampering', 'ElevationOfPrivilege'],
    severity: 'medium',
    impact: {
      confidentiality: 'L',
      integrity: 'L',
      availability: 'N',
      beyondSystem: false,
      victimActs: false,
      needsLuck: true,
    },
    description: 'Data from {source} is put into {sink} at {where}, which later code trusts, without validation.',
    attack:
      'The attacker sets the value in one request and profits in a later one, where it is taken for a value ' +
      'the server established.',
    consequence: 'Decisions that rest on session or context values can be steered by the attacker.',
    remedy: {
      action: 'Validate before storing, and keep established values apart from received ones.',
      guidance:
        'Store only values that were looked up or checked on the server, under names that received data ' +
        'cannot reach. Validate received values with a schema before they enter session, request context or ' +
        'cache.',
      effort: 'medium',
    },
    testFamily: 'PRIVESC',
    payloads: ['userId=1', 'role=admin', 'tenant=other'],
  },
  'missing-input-validation': {
    id: 'missing-input-validation',
    title: 'Input is not validated',
    cwe: [20, 1284, 1287],
    owasp: 'A03:2021 Injection',
    category: 'input-validation',
    secondary: ['output-encoding'],
    stride: ['Tampering', 'DoS'],
    severity: 'medium',
    impact: {
      confidentiality: 'L',
      integrity: 'L',
      availability: 'N',
      beyondSystem: false,
      victimActs: false,
      needsLuck: false,
    },
    description: 'Input of {where} from {source} is used by {sink} without a check of its type, length or format.',
    attack: 'The attacker sends values of another type, of extreme length or outside the expected range.',
    consequence:
      'Later code works on values it was not written for: wrong records, inconsistent data, errors that ' +
      'reveal internals, or a path to an injection.',
    remedy: {
      action: 'Validate the input with a schema at the entry point.',
      guidance:
        'Describe body, query and path parameters in a schema (zod, Joi, celebrate, class-validator; ' +
        'Pydantic, marshmallow, DRF serializers, Django forms), refuse what does not match with status 400, ' +
        'and use only the validated object afterwards. State type, length, range and allowed values.',
      effort: 'medium',
    },
    testFamily: 'INJ',
    payloads: ['{"value": {"$gt": ""}}', '-1', '99999999999999999999', 'a string of 100,000 characters', '[]'],
  },
  'resource-exhaustion': {
    id: 'resource-exhaustion',
    title: 'Unbounded use of resources',
    cwe: [400, 770, 834, 1050],
    owasp: 'A04:2021 Insecure Design',
    category: 'rate-limiting',
    secondary: ['input-validation'],
    stride: ['DoS'],
    severity: 'medium',
    impact: {
      confidentiality: 'N',
      integrity: 'N',
      availability: 'H',
      beyondSystem: false,
      victimActs: false,
      needsLuck: false,
    },
    description: 'Data from {source} decides how much work or memory {sink} uses at {where}, without an upper limit.',
    attack: 'The attacker sends a very large number, size or list and repeats it.',
    consequence: 'A few requests use up memory, processor time or storage, and the service stops answering others.',
    remedy: {
      action: 'Set an upper limit before the work begins.',
      guidance:
        'Clamp counts, sizes and page lengths (`Math.min(value, 100)`), limit body sizes in the framework, ' +
        'stream instead of collecting, set time limits, and rate limit the route.',
      effort: 'low',
    },
    testFamily: 'RATE',
    payloads: ['limit=100000000', 'size=2147483647', 'a JSON body nested 10,000 levels deep'],
  },
} as const satisfies Record<string, Weakness>;
