/** What sinks are called that are no calls with a name of their own. */

export const SHOWN_UNENCODED = 'a page that shows it unencoded';
export const RETURNED_PAGE = 'returned page';
export const CHOSEN_FIELD = "assignment to a field of the sender's choice";
export const COMPUTED_PROPERTY = 'assignment to a computed property';
export const CALL_BY_NAME = 'a call by name';

export const patternNamed = (pattern: string): string => `the pattern \`${pattern}\``;

/** What checks and steps are called that are no calls either. */
export const EMPTY_HOST_TEST = 'test for an empty host';
export const SIGNATURE_COMPARISON = 'comparison of signatures';
export const MADE_A_TEXT = 'made a text';
export const LIBRARY_TEMPLATE = 'template of a library';
export const PATH_FOLDER = 'folder of the path';
export const CONTENT_TYPE = 'the type of the content';

export const keyOf = (text: string): string => `key of ${text}`;
