/** Files that are there to be copied. */
export const TEMPLATE_FILES = /(^|[._-])(example|sample|template|tmpl|dist|default-example|tpl)([._-]|$)/i;

/** Words, with blanks between them, for what is typed to sign in. */
export const PASSWORD_WORDS = /(?:^| )(?:password|passwd|passwort|pwd|passphrase|pass|userpass|pin)(?:$| )/;

/** Words for what must not be guessed or read. */
export const SECRET_WORDS =
  /(?:^| )(?:secret|secrets|token|tokens|apikey|api key|private key|secret key|access key|auth key|encryption key|session key|session id|sessionid|sid|otp|nonce|salt|csrf|xsrf|credential|credentials|jwt|iv|reset code|verification code|captcha|authorization|auth token|rememberme|remember me|cookie|session)(?:$| )/;

/** Calls that make what is stored as the password of an account. */
export const SETS_PASSWORD =
  /(?:^|\.)(?:generate_password_hash|make_password|hashpw|hash_password|set_password|create_superuser|create_user|(?:bcrypt\w*|argon2\w*|pwd_context)\.hash(?:Sync)?)$/;
