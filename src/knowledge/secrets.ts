/** Shapes that vendors give their credentials: a match is a credential, whatever it is called. */
export interface TokenShape {
  name: string;
  pattern: RegExp;
  /** Opens nothing but a test account of the vendor. */
  testOnly?: boolean;
}

export const TOKEN_SHAPES: readonly TokenShape[] = [
  { name: 'AWS access key', pattern: /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\b/ },
  { name: 'GitHub token', pattern: /\b(?:ghp|gho|ghu|ghs|ghr)_[A-Za-z0-9]{36,255}\b|\bgithub_pat_[A-Za-z0-9_]{60,255}\b/ },
  { name: 'GitLab token', pattern: /\bglpat-[A-Za-z0-9_-]{20,64}\b/ },
  { name: 'Slack token', pattern: /\bxox[abposr]-[A-Za-z0-9-]{10,250}\b|\bxapp-\d-[A-Z0-9]{8,}-\d{8,}-[a-f0-9]{20,}\b/ },
  { name: 'Slack webhook', pattern: /https:\/\/hooks\.slack\.com\/services\/T[A-Z0-9]{6,12}\/B[A-Z0-9]{6,12}\/[A-Za-z0-9]{20,32}/ },
  { name: 'Stripe key', pattern: /\b[sr]k_live_[A-Za-z0-9]{16,250}\b/ },
  { name: 'Stripe test key', pattern: /\b[sr]k_test_[A-Za-z0-9]{16,250}\b/, testOnly: true },
  { name: 'Google API key', pattern: /\bAIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])/ },
  { name: 'Google OAuth secret', pattern: /\bGOCSPX-[A-Za-z0-9_-]{28}(?![A-Za-z0-9_-])/ },
  { name: 'OpenAI key', pattern: /\bsk-(?:proj-|svcacct-)?[A-Za-z0-9_-]{20,200}T3BlbkFJ[A-Za-z0-9_-]{20,200}/ },
  { name: 'Anthropic key', pattern: /\bsk-ant-[a-z]+\d{2}-[A-Za-z0-9_-]{40,}/ },
  { name: 'SendGrid key', pattern: /\bSG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])/ },
  { name: 'Mailgun key', pattern: /\bkey-[a-f0-9]{32}\b/ },
  { name: 'Mailchimp key', pattern: /\b[a-f0-9]{32}-us\d{1,2}\b/ },
  { name: 'Twilio key', pattern: /\bSK[a-f0-9]{32}\b/ },
  { name: 'npm token', pattern: /\bnpm_[A-Za-z0-9]{36}\b/ },
  { name: 'PyPI token', pattern: /\bpypi-AgEIcHlwaS5vcmc[A-Za-z0-9_-]{50,}/ },
  { name: 'Shopify token', pattern: /\bshp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}\b/ },
  { name: 'DigitalOcean token', pattern: /\bdo[opr]_v1_[a-f0-9]{64}\b/ },
  { name: 'Heroku token', pattern: /\bHRKU-[A-Za-z0-9_-]{36,60}\b/ },
  { name: 'Hugging Face token', pattern: /\bhf_[A-Za-z]{34}\b/ },
  { name: 'Databricks token', pattern: /\bdapi[a-f0-9]{32}\b/ },
  { name: 'Linear key', pattern: /\blin_api_[A-Za-z0-9]{40}\b/ },
  { name: 'New Relic key', pattern: /\bNRAK-[A-Z0-9]{27}\b/ },
  { name: 'Square token', pattern: /\b(?:EAAA|sq0atp-|sq0csp-)[A-Za-z0-9_-]{22,60}\b/ },
  { name: 'Telegram bot token', pattern: /\b\d{8,10}:AA[A-Za-z0-9_-]{33}(?![A-Za-z0-9_-])/ },
  { name: 'Discord webhook', pattern: /https:\/\/discord(?:app)?\.com\/api\/webhooks\/\d{17,20}\/[A-Za-z0-9_-]{60,80}/ },
  { name: 'Azure storage key', pattern: /\bAccountKey=[A-Za-z0-9+/]{86}==/ },
  { name: 'age key', pattern: /\bAGE-SECRET-KEY-1[A-Z0-9]{58}\b/ },
  { name: 'JSON Web Token', pattern: /\beyJ[A-Za-z0-9_-]{10,2000}\.eyJ[A-Za-z0-9_-]{10,4000}\.[A-Za-z0-9_-]{20,1000}/ },
];

/** With something that looks like its content: parsers name the header alone. */
export const PRIVATE_KEY = /-----BEGIN (?:(?:RSA|EC|DSA|OPENSSH|ENCRYPTED|PGP) )?PRIVATE KEY(?: BLOCK)?-----(?:\\[rn]|["'`+\s\\,]){0,80}[A-Za-z0-9+/=:-]{20}/;

/** User and password in an address. Groups: password, host. */
export const URL_CREDENTIALS = /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/@'"`<>${}()[\]%]{1,64}:([^\s:/@'"`<>${}()[\]]{2,100})@([A-Za-z0-9_.-]{1,100})/;

/** Last words of names whose value is secret, whatever it looks like. */
export const SECRET_NAMES: readonly (readonly string[])[] = [
  ['password'], ['passwd'], ['pwd'], ['passphrase'], ['pass', 'phrase'], ['secret'], ['secret', 'key'], ['secretkey'], ['cookiesecret'], ['sessionsecret'], ['jwtsecret'], ['clientsecret'], ['appsecret'],
  ['signing', 'key'], ['encryption', 'key'], ['encrypt', 'key'], ['crypto', 'key'], ['cipher', 'key'], ['jwt', 'key'], ['private', 'key'], ['master', 'key'], ['hmac', 'key'], ['secret', 'token'], ['secret', 'value'],
  ['cookie', 'keys'], ['session', 'keys'],
];

/** Last words of names whose value is secret when it looks random. */
export const TOKEN_NAMES: readonly (readonly string[])[] = [
  ['token'], ['api', 'key'], ['apikey'], ['access', 'key'], ['auth', 'key'], ['account', 'key'], ['credential'], ['credentials'], ['bearer'], ['authorization'], ['auth'], ['access', 'key', 'id'], ['license', 'key'], ['app', 'key'], ['cookie', 'key'], ['session', 'key'], ['service', 'key'], ['deploy', 'key'], ['webhook', 'key'],
];

/** First words of names that are about a secret without being one. */
export const ABOUT_SECRETS: ReadonlySet<string> = new Set([
  'reset', 'forgot', 'forgotten', 'change', 'update', 'show', 'hide', 'toggle', 'invalid', 'wrong', 'missing', 'weak', 'no', 'has', 'is', 'use', 'require', 'requires', 'required', 'allow', 'enter', 'confirm', 'set', 'get', 'create', 'generate', 'check', 'validate', 'verify', 'incorrect', 'lost', 'recover', 'repeat', 'retype', 'public', 'csrf', 'xsrf', 'cancel', 'next', 'page', 'continuation', 'design', 'syntax', 'lexer',
]);

/** Calls whose argument at the position is a key. Matched at the end of the callee as written. */
export const KEY_ARGUMENTS: readonly { callee: RegExp; index: number }[] = [
  { callee: /(^|\.)(jwt|jsonwebtoken)\.(sign|verify|encode|decode)$/, index: 1 },
  { callee: /(^|\.)cookieParser$/, index: 0 },
  { callee: /(^|\.)createHmac$/, index: 1 },
  { callee: /(^|\.)create(C|Dec)ipher(iv)?$/, index: 1 },
  { callee: /(^|\.)(URLSafe(Timed)?|Timed(JSONWebSignature)?|JSONWebSignature)Serializer$/, index: 0 },
  { callee: /(^|\.)Fernet$/, index: 0 },
  { callee: /(^|\.)hmac\.(new|digest)$/, index: 0 },
];

/** What people write where a secret belongs. */
export const PLACEHOLDER = /^(change[\W_]?(me|it|this).*|(my|your|the|some|any|put|insert|enter|replace|add)[\W_].*|<.*>|\[.*\]|\{.*\}|\$.*|%.*%|%[sd]|#.*|[x*.\-_?0]+|x{3,}.*|.*\.\.\.|todo.*|tbd|n\/?a|none|null|nil|undefined|true|false|yes|no|on|off|example.*|sample.*|placeholder.*|dummy.*|foo(bar)?|bar|baz|redacted|hidden|masked|removed|unset|empty|default|auto|random|\d{1,3})$/i;

/** Values of fields that describe a secret: types, rules, labels. */
export const DESCRIPTION = /^(string|str|text|varchar|char|bytes|binary|number|boolean|object|any|unknown|required|optional|nullable|password|passwd|pwd|pass(word)?s|secret|token|apikey|api[_-]key|bearer|basic|digest|jwt|oauth2?|sha\d+|md5|bcrypt|argon2|scrypt|hmac|rsa|aes.*|utf-?8|base64|hex)$/i;

/** Files that are there to be copied. */
export const TEMPLATE_FILES = /(^|[._-])(example|sample|template|tmpl|dist|default-example|tpl)([._-]|$)/i;
