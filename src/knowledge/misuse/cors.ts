/** Calls with options about who may read answers across origins. */
export const CORS_MIDDLEWARE = /^(?:cors|@koa\/cors|koa2-cors|koa-cors|@fastify\/cors|kcors)$/;

/** Methods of applications with the same options. */
export const CORS_METHODS = /\.enableCors$/;

/** Calls that take them by keyword, and let every origin in unless told otherwise. */
export const CORS_BY_KEYWORDS = /^(?:flask_cors\.CORS|flask_cors\.cross_origin)$/;

/** Classes that are handed to an application with them. */
export const CORS_CLASSES = /CORSMiddleware$/;

/** How such a class is named in findings. */
export const CORS_CLASS_NAME = 'CORSMiddleware';
