/** Calls, as they are written, that leave a record. */
export const RECORDING =
  /(^|\.)(logger|log|logging|winston|audit\w*|auditLog\w*|syslog|bunyan|pino|LOGGER|LOG|_logger|structlog)\.(\w+\.)?(info|warn|warning|error|debug|log|critical|exception|notice|audit|record|write|trace|fatal)$|(^|\.)(log_?(event|action|audit|activity|security)|audit|record_?(event|audit)|create_?audit\w*|LogEntry\.objects\.(create|log_action)|log_action|addAuditLog)$/i;

/** Calls that hold a password against the one that is known. */
export const VERIFIES_PASSWORD =
  /^(bcrypt(js)?\.(compare|compareSync|checkpw)|bcrypt-nodejs\.compare\w*|argon2\S*\.verify|werkzeug\.security\.check_password_hash|django\.contrib\.auth\.(authenticate|login)|flask_login\.(utils\.)?login_user|passlib\.\S+\.verify\w*|pwdlib\.\S+\.verify\w*|passport(\.\w+)?\.authenticate)$/;

/** Calls that make of a password what is stored. */
export const HASHES_PASSWORD =
  /^(bcrypt(js)?\.(hash|hashSync|hashpw)|bcrypt-nodejs\.hash\w*|argon2\S*\.hash|werkzeug\.security\.generate_password_hash|django\.contrib\.auth\.hashers\.make_password|passlib\.\S+\.hash|pwdlib\.\S+\.hash)$/;

/** Calls that move money. */
export const PAYS =
  /^(stripe|braintree|paypal\S*|@paypal\S*|square|razorpay|adyen\S*|mollie\S*)\b.*\.(create|charge|capture|sale|refund|confirm|pay)\w*$/i;

/** Members that say what somebody may do. */
export const ROLE_MEMBER =
  /^(role|roles|isAdmin|is_admin|is_staff|is_superuser|isSuperuser|permissions|user_permissions|groups|privileges?)$/;
