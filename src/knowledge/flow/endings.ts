/** Calls that never come back, by their library path: what follows them in a block does not run. */
export const ENDINGS: ReadonlySet<string> = new Set([
  'process.exit',
  'process.abort',
  'sys.exit',
  'os._exit',
  'os.abort',
  'exit',
  'quit',
  'flask.abort',
  'quart.abort',
  'werkzeug.exceptions.abort',
  'bottle.abort',
  'sanic.exceptions.abort',
  'django.http.Http404',
  'flask_restful.abort',
  'flask_restx.abort',
  'flask_smorest.abort',
  'falcon.abort',
  '@ctx.throw',
  'next/navigation.notFound',
  'next/navigation.redirect',
  'next/navigation.permanentRedirect',
  'next/navigation.unauthorized',
  'next/navigation.forbidden',
  '@sveltejs/kit.error',
  '@sveltejs/kit.redirect',
]);

/** The names they end on: a cheap look before a callee is followed. */
export const ENDING_NAMES: ReadonlySet<string> = new Set(
  [...ENDINGS].map((path) => path.slice(path.lastIndexOf('.') + 1)),
);

/** What is thrown where a method is to be written by a class below, by its name or what it says. */
export const UNWRITTEN =
  /^NotImplemented(?:Error|Exception)?$|not (?:yet )?implemented|must be (?:implemented|overrid)|abstract method/i;
