/** Calls after which nothing goes on. */
export const ENDS = new Set([
  'process.exit',
  'sys.exit',
  'os._exit',
  'exit',
  'quit',
  'flask.abort',
  'django.http.Http404',
  'next/navigation.notFound',
]);

/** The names they end on: a cheap look before they are followed. */
export const MAY_END = /exit|abort|quit|notFound/;
