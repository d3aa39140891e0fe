/** Files that are there to be copied. */
export const TEMPLATE_FILES = /(^|[._-])(example|sample|template|tmpl|dist|default-example|tpl)([._-]|$)/i;
