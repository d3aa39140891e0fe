/**
 * Code the analysis does not read: what it holds is unknown, and that has to be said. A `language` counts in the share
 * of production code that was read; a `script`, `query`, `notebook` or `template` is named, and `infrastructure` too.
 */
export interface UnreadCode {
  name: string;
  kind: 'language' | 'script' | 'query' | 'notebook' | 'template' | 'infrastructure';
}

type ByName = Readonly<Record<string, string>>;

/** Extensions, lowercase and with the dot, separated by blanks. */
const PROGRAMMING: ByName = {
  Go: '.go',
  Java: '.java',
  Kotlin: '.kt .kts',
  Scala: '.scala .sc',
  Groovy: '.groovy .gvy',
  Clojure: '.clj .cljs .cljc',
  Ruby: '.rb .erb .rake .ru',
  PHP: '.php .phtml .php3 .php4 .php5 .php7 .phps',
  'C#': '.cs .cshtml .razor .aspx .ascx .ashx .asmx',
  'Visual Basic': '.vb .vbs',
  'F#': '.fs .fsx',
  C: '.c .h',
  'C++': '.cc .cpp .cxx .hpp .hh .hxx',
  Rust: '.rs',
  Swift: '.swift',
  'Objective-C': '.m .mm',
  Dart: '.dart',
  Elixir: '.ex .exs .eex .heex .leex',
  Erlang: '.erl .hrl',
  Haskell: '.hs .lhs',
  OCaml: '.ml .mli',
  ReScript: '.resi',
  Elm: '.elm',
  PureScript: '.purs',
  Gleam: '.gleam',
  Nim: '.nim',
  Crystal: '.cr',
  V: '.vsh',
  Lua: '.lua',
  Perl: '.pl .pm .cgi .psgi',
  R: '.r',
  Julia: '.jl',
  Zig: '.zig',
  CoffeeScript: '.coffee .litcoffee',
  Apex: '.cls .trigger',
  COBOL: '.cob .cbl',
  Fortran: '.f90 .f95 .f03',
  Ada: '.adb .ads',
  Pascal: '.pas .dpr',
  Lisp: '.lisp .lsp',
  Scheme: '.scm',
  Racket: '.rkt',
  Tcl: '.tcl',
  Solidity: '.sol',
  Vyper: '.vy',
  Move: '.move',
  Assembly: '.asm',
  ABAP: '.abap',
  ColdFusion: '.cfm .cfc',
  JSP: '.jsp .jspx .jspf',
  Astro: '.astro',
  Marko: '.marko',
  Riot: '.riot',
  MDX: '.mdx',
  Cython: '.pyx .pxd .pxi',
  Mojo: '.mojo',
  Hack: '.hack .hhi',
  XQuery: '.xq .xqy .xquery',
  Processing: '.pde',
  Odin: '.odin',
  Raku: '.raku .rakumod',
};
const SCRIPTS: ByName = {
  Shell: '.sh .bash .zsh .ksh .fish',
  PowerShell: '.ps1 .psm1',
  Batch: '.bat .cmd',
  AWK: '.awk',
  Make: '.mk',
  Starlark: '.bzl .star',
  Nix: '.nix',
  AppleScript: '.applescript',
};
const QUERIES: ByName = { SQL: '.sql .ddl .plsql .pls .psql', GraphQL: '.graphql .gql', Cypher: '.cypher .cql' };
const NOTEBOOKS: ByName = { 'Jupyter notebook': '.ipynb', 'R Markdown': '.rmd .qmd' };
const TEMPLATES: ByName = {
  Haml: '.haml',
  Slim: '.slim',
  Liquid: '.liquid',
  FreeMarker: '.ftl .ftlh',
  Velocity: '.vm',
  Mako: '.mako',
  'Go template': '.gotmpl .gohtml',
  Smarty: '.tpl .smarty',
  Latte: '.latte',
  XSLT: '.xsl .xslt',
  Nunjucks: '.nunjucks',
  Dust: '.dust',
  'Angular template': '.component.html',
};
const INFRASTRUCTURE: ByName = {
  Terraform: '.tf .tofu',
  HCL: '.hcl',
  Bicep: '.bicep',
  Pulumi: 'pulumi.yaml pulumi.yml',
  Puppet: '.pp',
  Rego: '.rego',
  Helm: 'chart.yaml',
};

const table = (kind: UnreadCode['kind'], names: ByName): [string, UnreadCode][] =>
  Object.entries(names).flatMap(([name, ends]) =>
    ends.split(' ').map((end): [string, UnreadCode] => [end, { name, kind }]),
  );

const BY_END: ReadonlyMap<string, UnreadCode> = new Map([
  ...table('language', PROGRAMMING),
  ...table('script', SCRIPTS),
  ...table('query', QUERIES),
  ...table('notebook', NOTEBOOKS),
  ...table('template', TEMPLATES),
  ...table('infrastructure', INFRASTRUCTURE),
]);
const BY_FILE_NAME: readonly [RegExp, UnreadCode][] = [
  [
    /^(?:dockerfile|containerfile)(?:\..+)?$|\.(?:dockerfile|containerfile)$/i,
    { name: 'Dockerfile', kind: 'infrastructure' },
  ],
  [/^(?:docker-)?compose(?:[.-][\w.-]+)?\.ya?ml$/i, { name: 'Compose', kind: 'infrastructure' }],
  [/^(?:gnu)?makefile$/i, { name: 'Make', kind: 'script' }],
  [/^jenkinsfile(?:\..+)?$/i, { name: 'Jenkins pipeline', kind: 'infrastructure' }],
  [/^vagrantfile$/i, { name: 'Vagrant', kind: 'infrastructure' }],
  [/^(?:rakefile|gemfile|guardfile|capfile)$/i, { name: 'Ruby', kind: 'script' }],
  [
    /^serverless\.ya?ml$|^template\.ya?ml$|^samconfig\.toml$/i,
    { name: 'serverless deployment', kind: 'infrastructure' },
  ],
];
/** By place: what a service runs on its own machines. */
const BY_PATH: readonly [RegExp, string][] = [
  [/(?:^|\/)\.(?:github|gitea|forgejo)\/(?:workflows|actions)\/.*\.ya?ml$/i, 'workflow'],
  [
    /(?:^|\/)(?:\.gitlab-ci|azure-pipelines|bitbucket-pipelines|\.travis|\.drone|buildspec|cloudbuild|appveyor|\.woodpecker)(?:[.-][\w.-]+)?\.ya?ml$|(?:^|\/)\.circleci\/.*\.ya?ml$/i,
    'workflow',
  ],
];
/** What must all stand in the first 64 KB of a file with such a name. */
const BY_TEXT: readonly { end: RegExp; all: readonly RegExp[]; name: string }[] = [
  { end: /\.ya?ml$/i, all: [/^apiVersion:[ \t]*\S/m, /^kind:[ \t]*\S/m], name: 'Kubernetes manifest' },
  {
    end: /\.(?:ya?ml|json)$/i,
    all: [/\bAWS::\w+::/, /AWSTemplateFormatVersion|^[ \t]{0,20}"?Resources"?[ \t]*:/m],
    name: 'CloudFormation template',
  },
  {
    end: /\.ya?ml$/i,
    all: [/^[ \t]*(?:- )?hosts:[ \t]*\S/m, /^[ \t]*(?:tasks|roles|become|gather_facts):/m],
    name: 'Ansible playbook',
  },
  {
    end: /\.json$/i,
    all: [/"\$schema"[ \t]*:[ \t]*"https?:\/\/schema\.management\.azure\.com\//],
    name: 'ARM template',
  },
];
const LOOKED_AT = 64 * 1024;
/** A page with a script of its own. */
const INLINE_SCRIPT =
  /<script(?![^>]{0,300}\bsrc\s*=)(?![^>]{0,300}\btype\s*=\s*["']?(?:application\/(?:ld\+)?json|text\/(?:x-)?(?:template|html|handlebars)))[^>]{0,300}>\s*[^\s<]/i;
const INTERPRETERS: readonly [RegExp, UnreadCode][] = [
  [/\b(?:ba|z|k|da|fi|a)?sh\b/, { name: 'Shell', kind: 'script' }],
  [/\bperl\b/, { name: 'Perl', kind: 'language' }],
  [/\bruby\b/, { name: 'Ruby', kind: 'language' }],
  [/\bphp\b/, { name: 'PHP', kind: 'language' }],
  [/\b(?:pwsh|powershell)\b/, { name: 'PowerShell', kind: 'script' }],
  [/\blua\b/, { name: 'Lua', kind: 'language' }],
  [/\bRscript\b/, { name: 'R', kind: 'language' }],
  [/\belixir\b/, { name: 'Elixir', kind: 'language' }],
];

function byEnd(name: string): UnreadCode | undefined {
  const whole = BY_END.get(name);
  if (whole) return whole;
  for (let dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
    const found = BY_END.get(name.slice(dot));
    if (found) return found;
  }
  return undefined;
}

/** By name and place alone, as for files that are not opened. */
export function unreadCodeByName(path: string): UnreadCode | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const named = BY_FILE_NAME.find(([pattern]) => pattern.test(name));
  if (named) return named[1];
  const placed = BY_PATH.find(([pattern]) => pattern.test(path));
  return placed ? { name: placed[1], kind: 'infrastructure' } : byEnd(name.toLowerCase());
}

/** What of the code that is not read a file is, by its name, then by its first lines; undefined for everything else. */
export function unreadCodeOf(path: string, text: string): UnreadCode | undefined {
  const named = unreadCodeByName(path);
  if (named) return named;
  if (/\.(?:x?html?|xhtml)$/i.test(path))
    return INLINE_SCRIPT.test(text) ? { name: 'HTML with scripts', kind: 'script' } : undefined;
  const head = text.slice(0, LOOKED_AT);
  const told = BY_TEXT.find(({ end, all }) => end.test(path) && all.every((pattern) => pattern.test(head)));
  if (told) return { name: told.name, kind: 'infrastructure' };
  if (!head.startsWith('#!') || /\.\w+$/.test(path)) return undefined;
  const first = head.split('\n', 1)[0] ?? '';
  return INTERPRETERS.find(([pattern]) => pattern.test(first))?.[1];
}
