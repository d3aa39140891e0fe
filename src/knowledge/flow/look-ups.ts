/** What is called after these may be made of what it is given: `getFilePath(name)`, `get_url(path)`. */
const MADE_OF = [
  ...['path', 'file', 'dir', 'folder', 'url', 'uri', 'link', 'href', 'address', 'location', 'redirect', 'next'],
  ...['name', 'text', 'string', 'html', 'markup', 'content', 'body', 'message', 'template', 'sql', 'query', 'command'],
  ...['key', 'header', 'param', 'arg', 'input', 'value', 'option'],
];
const CALLED_SO = MADE_OF.map((word) => `[${word.charAt(0).toUpperCase()}${word.charAt(0)}]${word.slice(1)}`);
const SPELLED_LARGE = ['URL', 'URI', 'HTML', 'SQL'];

/** Methods that fetch what is kept under a key: `getBook(id)`, `find_user_by_email(address)`. */
export const LOOK_UPS = new RegExp(
  '^(?:get|find|fetch|load|look_?up|lookUp|retrieve|query|select|search|list)(?=[A-Z_])' +
    `(?!\\w*(?:${[...CALLED_SO, ...SPELLED_LARGE].join('|')})s?(?:_|$|[A-Z]))`,
);

/** Queries: what they give is there when a store has something that fits. */
export const TELLS_OF_KEPT = /^(?:get|find|fetch|first|one|scalar|count|exists|query|execute|select|load|look_?up)/i;
