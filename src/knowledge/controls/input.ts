/** How code checks values, by the names of what it calls. */

/** Calls that convert or check their argument. */
export const CHECKING_CALLS =
  /^(?:Number|parseInt|parseFloat|String|Boolean|BigInt|ObjectI[dD]|isNaN|int|float|str|bool|len|isinstance|assert\w*|validat\w*|escape\w*|sanitiz\w*|check\w*|is[A-Z_]\w*|test|parse|safeParse|includes|has|clean|UUID|Decimal|secure_filename)$/;
/** Methods of a value that check or tidy it. */
export const CHECKING_METHODS =
  /^(?:match|trim|test|startsWith|endsWith|strip|isdigit|isnumeric|isalnum|startswith|endswith)$/;
/** Calls that check a whole request against a schema. */
export const SCHEMA_CALLS =
  /^(?:validate\w*|safeParse\w*|parseAsync|is_valid|full_clean|clean|model_validate|parse_obj)$/;
/** Names of what a request brings. */
export const INPUT_NAMES = /^(?:body|query|params|data|form|json|payload|input|dto|args)$/;
/** Names of schemas. */
export const SCHEMA_NAMES = /(?:^|_)schema$|Schema$/;
