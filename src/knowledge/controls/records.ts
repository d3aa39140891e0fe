/** What programs do with records, by the names of what they call. */

/** Calls and classes that encrypt. */
export const ENCRYPTING = /encrypt|cipher|^AES|Fernet|SecretBox|pgp_sym|^kms/i;
/** Objects and calls that write to a log, as dotted paths. */
export const LOGGING =
  /(?:^|\.)(?:log|logger|logging|audit|winston|pino|bunyan|log4js|syslog|sentry|_log|_logger|LOG|LOGGER)\w*(?:\.\w+)*$|(?:^|\.)(?:audit_?log\w*|AuditLog\w*|create_event|emit_event|log_?(?:event|action|activity))(?:\.\w+)*$/i;
/** Output that nobody keeps. */
export const CONSOLE = /^console\.(?:log|info|warn|error)$/;
