/** Names of decorators and methods that are HTTP methods, as a part of a pattern. */
export const VERB = '(get|post|put|patch|delete|head|options|trace)';
