/**
 * Methods that fetch what is kept under a key: `getBook(id)`, `find_user_by_email(address)`. What is called after a text
 * or a place may as well be made of what it is given: `getFilePath(name)`, `get_url(path)`.
 */
export const LOOK_UPS =
  /^(?:get|find|fetch|load|look_?up|retrieve|query|select|search|list)(?:_?by)?(?=[A-Z_])(?!\w*(?:path|file|dir|folder|ur[il]|link|href|address|name|html|markup|text|string|content|body|message|sql|query|command|template|key|redirect|location|next|header|param|arg|input|value|option)s?(?:_|$|[A-Z]))/i;

/** Queries: what they give is there when a store has something that fits. */
export const TELLS_OF_KEPT = /^(?:get|find|fetch|first|one|scalar|count|exists|query|execute|select|load|look_?up)/i;
