/** Calls that write to a log or to the terminal. */
export const LOGGERS =
  /^(?:console\.(?:log|info|warn|error|debug|trace)|(?:winston|bunyan|pino|log4js|loglevel|npmlog|signale|consola|fancy-log|logging|structlog|loguru)\b.*\.(?:log|info|warn|warning|error|debug|trace|verbose|silly|critical|exception|fatal)|logging\.(?:info|warning|error|debug|critical|exception|log)|print|sys\.stdout\.write|sys\.stderr\.write|process\.stdout\.write|process\.stderr\.write|flask\.(?:Flask\(\)|current_app)\.logger\.\w+)$/;

/** Words, with blanks between them, for values that open something or identify somebody. */
export const SENSITIVE_WORDS =
  /(?:^| )(?:ssn|social security(?: number)?|credit card(?: number)?|card number|creditcard|cvv|cvc|iban|private key|secret key|secret|api key|apikey|access token|auth token|refresh token|bearer|credentials?|authorization|date of birth|social security no|passport(?: number)?)(?:$| )/;

/** Words for what people would not like to find in a log. */
export const PERSONAL_WORDS =
  /(?:^| )(?:latitude|longitude|phone no|phone number|mobile number|home address|debit card|bank number|bank account|ccn|birthday|birthdate|dob|medical record|salary)(?:$| )/;
