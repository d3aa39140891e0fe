/** Calls that set up templates which are escaped only where `autoescape` says so. */
export const TEMPLATE_ENVIRONMENTS =
  /^(?:jinja2\.(?:Environment|Template|environment\.Environment|sandbox\.(?:Immutable)?SandboxedEnvironment)|aiohttp_jinja2\.setup|(?:starlette|fastapi)\.templating\.Jinja2Templates|sanic_jinja2\.SanicJinja2)$/;

/** Calls with options about how templates are rendered. */
export const TEMPLATE_OPTIONS =
  /^(?:nunjucks\.configure|nunjucks\.Environment|swig\.setDefaults|swig\.Swig|swig-templates\.setDefaults|handlebars\.compile|twig\.extend|marked\.setOptions|marked\.use|marked|markdown-it|ejs\.render)$/;

/** Those of them whose first argument is the template itself. */
export const TAKES_TEMPLATE = /^(?:handlebars\.compile|ejs\.render)$/;

/** Options that turn escaping off, with the value that does; `only`: others mean something else by it. */
export const UNESCAPED_OPTIONS: readonly { name: string; off: boolean; only?: string }[] = [
  { name: 'autoescape', off: false },
  { name: 'noEscape', off: true },
  { name: 'sanitize', off: false },
  { name: 'html', off: true, only: 'markdown-it' },
];

/** What a file is called after the extension of what it makes: `query.sql.j2`. */
export const TEMPLATE_EXTENSION = /\.(j2|jinja2?|tmpl|tpl|hbs|handlebars|mustache|ejs|njk)$/i;
