/** What programs do with records, by the names of what they call. */

/** Calls and classes that encrypt. */
export const ENCRYPTING = /encrypt|cipher|^AES|Fernet|SecretBox|pgp_sym|^kms/i;
/** Objects and calls that write to a log, as dotted paths. */
export const LOGGING =
  /(?:^|\.)(?:\w*logger|_?log|logging|audit\w*|winston|pino|bunyan|log4js|syslog|sentry|structlog)\.\w+(?:\.\w+)?$|^(?:this\.|self\.)?log$|(?:^|\.)(?:\w*audit_?log\w*|create_?event|emit_?event|log_?(?:event|action|activity|audit)|record_?(?:event|audit))$/i;
/** What a failure is called where it is caught. */
export const FAILURE = /^(?:err|error|e|ex|exc|exception|failure|reason)\d?$/i;
/** Calls that write down a failure of the program, not what somebody did. */
export const REPORTS_FAILURE = /\.(?:exception|trace)$|^console\.(?:error|debug|trace)$/;
/** Output that nobody keeps. */
export const CONSOLE = /^console\.(?:log|info|warn|error)$/;
