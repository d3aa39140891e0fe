/** How a template language writes a value into a page without encoding it. */
export interface TemplateLanguage {
  extensions: RegExp;
  /** What stands in the first group is written as it is. */
  raw: readonly RegExp[];
  /** A region without encoding, up to the second pattern. */
  region?: { opens: RegExp; closes: RegExp; value: RegExp };
  /** Where a name is given to a value, or to each item (`each`) of a list: groups `name`, and `list` or `value`. */
  names?: readonly RegExp[];
  /** Where another template is put into this one, or this one into another; both see the same names. Group `part`. */
  parts?: readonly RegExp[];
}

const FILTERED =
  /\{\{-?\s{0,20}([^{}|]{1,200}(?:\|[^{}|]{1,100}){0,6}?)\|\s{0,9}(?:safe|raw)\b(?!\s*\|\s*(?:escape|e|url_encode|urlencode|striptags)\b)[^{}]{0,80}\}\}/g;
const OUTPUT = /\{\{-?\s{0,20}([^{}]{1,200}?)\s{0,20}-?\}\}/g;

/** Template languages that encode by default. Patterns are bounded and applied line by line. */
export const TEMPLATE_LANGUAGES: readonly TemplateLanguage[] = [
  {
    extensions: /\.ejs$/i,
    raw: [/<%-\s{0,20}([^%]{1,300}?)\s{0,20}[-_]?%>/g],
    names: [
      /\bfor\s?\(\s?(?:const|let|var)\s(?<name>\w{1,60})\sof\s(?<list>[\w.]{1,100})/g,
      /(?<list>[\w.]{1,100})\.(?:forEach|map)\(\s?(?:function\s?)?\(?\s?(?<name>\w{1,60})\s?(?:[,)]|=>)/g,
      /\b(?:const|let|var)\s(?<name>\w{1,60})\s?=\s?(?<value>[\w.]{1,100})\s{0,9}(?:;|%>)/g,
    ],
    parts: [/\binclude\(\s{0,9}['"](?<part>[\w./-]{1,200})['"]/g],
  },
  {
    extensions: /\.(?:hbs|handlebars|mustache)$/i,
    raw: [/\{\{\{\s{0,20}([^{}]{1,200}?)\s{0,20}\}\}\}/g, /\{\{&\s{0,20}([^{}]{1,200}?)\s{0,20}\}\}/g],
    names: [/\{\{#each\s{1,9}(?<list>[\w.]{1,100})\s{1,9}as\s{1,9}\|\s{0,9}(?<name>\w{1,60})/g],
    parts: [/\{\{[~]?>\s{0,9}['"]?(?<part>[\w./-]{1,200})/g],
  },
  {
    extensions: /\.(?:pug|jade)$/i,
    raw: [/^\s*[\w.#-]{0,100}(?:\([^()]{0,200}\))?!=\s{0,20}(\S.{0,200})$/g, /!\{([^{}]{1,200})\}/g],
    names: [/^\s{0,100}each\s{1,9}(?<name>\w{1,60})(?:\s?,\s?\w{1,60})?\s{1,9}in\s{1,9}(?<list>[\w.]{1,100})/g],
    parts: [/^\s{0,100}(?:include|extends)\s{1,9}(?<part>[\w./-]{1,200})/g],
  },
  {
    extensions: /\.(?:html?|jinja2?|j2|njk|twig|swig|django|tmpl)$/i,
    raw: [FILTERED],
    region: {
      opens: /\{%-?\s{0,9}autoescape\s{1,9}(?:off|false)\b/i,
      closes: /\{%-?\s{0,9}endautoescape\b/i,
      value: OUTPUT,
    },
    names: [
      /\{%-?\s{0,9}for\s{1,9}(?:\w{1,60}\s?,\s?)?(?<name>\w{1,60})\s{1,9}in\s{1,9}(?<list>[\w.]{1,100})/g,
      /\{%-?\s{0,9}(?:with|set)\s{1,9}(?<name>\w{1,60})\s?=\s?(?<value>[\w.]{1,100})/g,
      /\{%-?\s{0,9}with\s{1,9}(?<value>[\w.]{1,100})\s{1,9}as\s{1,9}(?<name>\w{1,60})/g,
    ],
    parts: [/\{%-?\s{0,9}(?:include|extends|embed)\s{1,9}['"](?<part>[\w./-]{1,200})['"]/g],
  },
];

/**
 * Markup the application itself makes: includes, layouts, forms, translations, addresses, and what was encoded before.
 */
export const OWN_MARKUP =
  /^(?:await\s+)?(?:include|partial|layout|body|content|contentFor|block|yield|super|caller|slot|styles?|scripts?|head|css|js|form\b[\w.]*$|csrf\w*|_|__|t|gettext|trans|i18n[\w.]*|url\w*|asset\w*|static|icon|svg|component|render\w*|macro|config|settings)\b|escape|sanitiz|purify|bleach|striptags|tojson|json_?script|\bdump\b|\bjson\b|stringify|csrf|nonce|^['"`][^'"`]*['"`]$|^\d+$|(?:_|\b|[a-z])(?:html|Html|HTML|rendered|help_text|safe_\w+)\b\s*(?:\||$)/i;

/** Texts of messages: nothing in them is a page. */
export const MESSAGE_TEMPLATE =
  /(?:^|[/_.-])(?:e-?mails?|mail|sms|notification_text)(?:[/_.-]|$)|\.(?:txt|text|md|csv|xml|ya?ml|conf|ini|service)\.[\w.]+$/i;
