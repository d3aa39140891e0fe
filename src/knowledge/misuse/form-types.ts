/** The types of content that a form of any page can send without being asked for leave. */
export const FORM_TYPES: readonly string[] = ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain'];

/** A pattern that looks for one of them. */
export const FINDS_FORM_TYPES = /x-www-form-urlencoded/;

/** Takes the parameters behind a type off it. */
export const TAKES_PARAMETERS_OFF =
  /^(?:split|partition|slice|substring|parse|parse_header|parse_options_header|parseMediaType)$/;
