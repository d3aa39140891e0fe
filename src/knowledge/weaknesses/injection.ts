import type { Weakness } from '../weakness';

/** Input that becomes part of code, a command or a query. */
export const INJECTION = {
  'code-injection': {
    id: 'code-injection',
    title: 'Code injection',
    cwe: [94, 95, 913, 116],
    owasp: 'A03:2021 Injection',
    category: 'input-validation',
    secondary: ['authorization', 'logging-audit'],
    stride: ['ElevationOfPrivilege', 'Tampering', 'InfoDisclosure'],
    severity: 'critical',
    impact: {
      confidentiality: 'H',
      integrity: 'H',
      availability: 'H',
      beyondSystem: false,
      victimActs: false,
      needsLuck: false,
    },
    description: 'Data from {source} is evaluated as program code by {sink} at {where}.',
    attack:
      'The attacker sends an expression instead of a value; the server evaluates it with all rights of the ' +
      'application process.',
    consequence:
      'The attacker runs code of their choice in the server process: they read every secret and record it ' +
      'can reach, change data, and use the host for further attacks.',
    remedy: {
      action: 'Parse the value as data instead of evaluating it.',
      guidance:
        'Replace the evaluation by a parser for the format you expect (`JSON.parse`, EJSON, ' +
        "`ast.literal_eval`, `Number`) or by a lookup table from allowed names to functions. Node's `vm` " +
        'module and restricted Python namespaces are not a security boundary; if user code must run, run it ' +
        'in a separate, unprivileged and time-limited process or container.',
      effort: 'medium',
    },
    testFamily: 'INJ',
    payloads: ['7*7', 'this.constructor.constructor("return process.version")()', '__import__("os").getcwd()'],
  },
  'unsafe-reflection': {
    id: 'unsafe-reflection',
    title: 'Method chosen by the caller',
    cwe: [470, 913, 749],
    owasp: 'A03:2021 Injection',
    category: 'input-validation',
    secondary: ['authorization'],
    stride: ['ElevationOfPrivilege', 'Tampering', 'DoS'],
    severity: 'medium',
    impact: {
      confidentiality: 'L',
      integrity: 'L',
      availability: 'L',
      beyondSystem: false,
      victimActs: false,
      needsLuck: false,
    },
    description: 'Data from {source} names the method that is called at {where}.',
    attack:
      'The attacker sends the name of another method of the object, one that was never meant to be called ' +
      'from outside.',
    consequence:
      'Every method of the object can be called, internal ones included, past the checks that usually stand ' +
      'before them.',
    remedy: {
      action: 'Look the name up in a table of the methods that may be called.',
      guidance:
        'Keep a dictionary from allowed names to functions and refuse every other name; or compare the name ' +
        'with a fixed list before `getattr`. A fixed prefix such as `do_` keeps other methods out of reach, ' +
        'a leading underscore alone protects nothing.',
      effort: 'low',
    },
    testFamily: 'INJ',
    payloads: ['__init__', '__class__', '_internal', 'delete'],
  },
  'command-injection': {
    id: 'command-injection',
    title: 'Operating-system command injection',
    cwe: [78, 77, 88],
    owasp: 'A03:2021 Injection',
    category: 'input-validation',
    secondary: ['authorization', 'logging-audit'],
    stride: ['ElevationOfPrivilege', 'Tampering', 'InfoDisclosure'],
    severity: 'critical',
    impact: {
      confidentiality: 'H',
      integrity: 'H',
      availability: 'H',
      beyondSystem: false,
      victimActs: false,
      needsLuck: false,
    },
    description: 'Data from {source} becomes part of an operating-system command run by {sink} at {where}.',
    attack:
      'The attacker adds shell metacharacters or an extra option to the value, so that the host runs a ' +
      'second command or the intended program does something else.',
    consequence:
      'The attacker runs commands on the host with the rights of the application, which exposes its files, ' +
      'environment secrets and every system it can reach.',
    remedy: {
      action: 'Run the program without a shell and pass the value as one argument.',
      guidance:
        'Use `execFile`/`spawn` with an argument array, or `subprocess.run([...], shell=False)`, and a ' +
        'fixed program path. Match the value against an allow-list, and put `--` before it so that it cannot ' +
        'become an option. Prefer a library call to an external program where one exists.',
      effort: 'low',
    },
    testFamily: 'INJ',
    payloads: ['; id', '$(sleep 5)', '`sleep 5`', '| sleep 5', '--help'],
  },
  'sql-injection': {
    id: 'sql-injection',
    title: 'SQL injection',
    cwe: [89, 943, 564],
    owasp: 'A03:2021 Injection',
    category: 'input-validation',
    secondary: ['authorization', 'logging-audit'],
    stride: ['Tampering', 'InfoDisclosure', 'ElevationOfPrivilege'],
    severity: 'high',
    impact: {
      confidentiality: 'H',
      integrity: 'H',
      availability: 'H',
      beyondSystem: false,
      victimActs: false,
      needsLuck: false,
    },
    description: 'Data from {source} is built into the text of an SQL statement that {sink} executes at {where}.',
    attack:
      'The attacker closes the literal the value stands in and adds their own SQL: a condition that is ' +
      'always true, a UNION over other tables, or a delay that reveals data bit by bit.',
    consequence:
      'The attacker reads and changes rows beyond their own, bypasses logins that rest on the query, and ' +
      'can delete data.',
    remedy: {
      action: 'Pass the value as a bound parameter of the statement.',
      guidance:
        'Write the statement with placeholders (`?`, `$1`, `%s`) and hand the values to the driver ' +
        'separately, or use the query builder of the ORM. Names of tables and columns and sort directions ' +
        'cannot be bound: take them from a fixed allow-list. Give the database account only the rights the ' +
        'application needs.',
      effort: 'low',
    },
    testFamily: 'INJ',
    payloads: ["' OR '1'='1", "1' AND SLEEP(5)-- -", '1 UNION SELECT NULL,NULL-- -', "'"],
  },
  'nosql-injection': {
    id: 'nosql-injection',
    title: 'NoSQL injection',
    cwe: [943, 89, 74, 1286],
    owasp: 'A03:2021 Injection',
    category: 'input-validation',
    secondary: ['authentication', 'authorization'],
    stride: ['Tampering', 'InfoDisclosure', 'ElevationOfPrivilege'],
    severity: 'high',
    impact: {
      confidentiality: 'H',
      integrity: 'L',
      availability: 'L',
      beyondSystem: false,
      victimActs: false,
      needsLuck: false,
    },
    description:
      'Data from {source} shapes a database query at {where}: {sink} receives it as a query object or as ' +
      'query code instead of as a plain value.',
    attack:
      'The attacker sends an object with query operators such as `{"$ne": null}` where a string is ' +
      'expected, or script text where the query evaluates JavaScript.',
    consequence:
      "The query matches records it should not: logins without a password, other users' documents, or a " +
      'database kept busy by injected script.',
    remedy: {
      action: 'Force the value to the expected primitive type before it enters the query.',
      guidance:
        'Convert with `String(value)` or validate with a schema that rejects objects, use `$eq` explicitly, ' +
        'and strip keys that begin with `$` from bodies and query strings. Never build `$where`, `mapReduce` ' +
        'or `$function` code from input; express the condition with ordinary operators and disable ' +
        'server-side JavaScript in the database.',
      effort: 'low',
    },
    testFamily: 'INJ',
    payloads: ['{"$ne": null}', '{"$gt": ""}', "1'; return 1 == '1"],
  },
  'template-injection': {
    id: 'template-injection',
    title: 'Server-side template injection',
    cwe: [1336, 94, 95, 79],
    owasp: 'A03:2021 Injection',
    category: 'input-validation',
    secondary: ['output-encoding'],
    stride: ['ElevationOfPrivilege', 'InfoDisclosure', 'Tampering'],
    severity: 'critical',
    impact: {
      confidentiality: 'H',
      integrity: 'H',
      availability: 'H',
      beyondSystem: false,
      victimActs: false,
      needsLuck: false,
    },
    description:
      'Data from {source} becomes part of the template text that {sink} compiles at {where}, rather than a ' +
      'value given to a fixed template.',
    attack:
      'The attacker sends template syntax; the engine evaluates it on the server and gives access to ' +
      'objects of the application and its runtime.',
    consequence:
      'The attacker reads configuration and secrets and, with most engines, runs code in the server process.',
    remedy: {
      action: 'Keep templates fixed and pass input only as values.',
      guidance:
        'Load the template from a file of the application and pass user data in the context, where the ' +
        'engine escapes it. If users may write templates, use a logic-less engine or a sandboxed environment ' +
        'in a separate process without secrets.',
      effort: 'medium',
    },
    testFamily: 'INJ',
    payloads: ['{{7*7}}', '${7*7}', '<%= 7*7 %>', '#{7*7}', "{{''.__class__}}"],
  },
} as const satisfies Record<string, Weakness>;
