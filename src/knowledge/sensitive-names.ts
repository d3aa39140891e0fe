import { remembered } from '../safety/text/remembered';
/** Field names that mean data which law or common sense wants protected at rest, as words in order. */
const AT_REST: readonly string[] = [
  'ssn',
  'social security',
  'social security number',
  'tax id',
  'tin',
  'national id',
  'passport number',
  'passport no',
  'license number',
  'driving licence',
  'drivers license',
  'card number',
  'credit card',
  'creditcard',
  'cc number',
  'pan',
  'cvv',
  'cvc',
  'iban',
  'bank account',
  'bank acc',
  'account number',
  'routing number',
  'bank routing',
  'sort code',
  'diagnosis',
  'medical record',
  'health record',
  'prescription',
  'blood type',
  'biometric',
  'fingerprint',
  'salary',
  'private key',
  'secret key',
  'api secret',
  'access token',
  'refresh token',
  'mfa secret',
  'totp secret',
  'otp secret',
];
const KEYS = AT_REST.map((name) => name.split(' '));

const DESCRIBES = new Set([
  'minutes',
  'seconds',
  'hours',
  'days',
  'expire',
  'expires',
  'expiry',
  'expiration',
  'at',
  'ttl',
  'url',
  'uri',
  'type',
  'name',
  'path',
  'file',
  'length',
  'algorithm',
  'count',
  'enabled',
  'hash',
  'hashed',
  'encrypted',
]);

const split = (name: string): readonly string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');

/** True for a field whose content should not lie in a store in the clear. */
export function needsEncryptionAtRest(field: string): boolean {
  const parts = split(field);
  // `tokenExpiresAt` and `cardType` say something about the value, they are not the value.
  if (DESCRIBES.has(parts[parts.length - 1] ?? '')) return false;
  return KEYS.some(
    (key) =>
      parts.some((_, start) => key.every((word, offset) => parts[start + offset] === word)) ||
      (key.length > 1 && parts.includes(key.join(''))),
  );
}

const IDENTITY = new Set([
  'user',
  'userid',
  'uid',
  'username',
  'account',
  'accountid',
  'owner',
  'ownerid',
  'customer',
  'customerid',
  'member',
  'memberid',
  'profile',
  'employee',
  'patient',
  'client',
  'tenant',
  'org',
  'organization',
  'organisation',
  'author',
]);
const OBJECT = new Set(['id', 'pk', 'uuid', 'guid', 'oid', 'key', 'number', 'no', 'ref', 'reference']);

/** `identity` names a person or account (`userId`), `object` any record (`id`, `orderId`), undefined neither. */
export const idKind = remembered((name): 'identity' | 'object' | undefined => {
  const parts = split(name);
  const last = parts[parts.length - 1] ?? '';
  const isId = OBJECT.has(last) || /^[a-z]+id$/.test(last);
  if (parts.some((part) => IDENTITY.has(part)) && (isId || parts.length === 1)) return 'identity';
  return isId && (OBJECT.has(last) ? ['id', 'pk', 'uuid', 'guid', 'oid'].includes(last) : true) ? 'object' : undefined;
});

/** Words in an address or handler that mean: credentials are checked or handed out here. */
const CREDENTIAL_WORDS = new Set([
  'login',
  'signin',
  'logon',
  'authenticate',
  'token',
  'otp',
  'mfa',
  'totp',
  '2fa',
  'forgot',
  'reset',
  'recover',
  'register',
  'signup',
  'verify',
  'activate',
  'password',
  'passwd',
]);
export function isCredentialName(text: string): boolean {
  const parts = split(text);
  return parts.some(
    (part, at) =>
      CREDENTIAL_WORDS.has(part) ||
      (part === 'sign' && ['in', 'up', 'on'].includes(parts[at + 1] ?? '')) ||
      (part === 'log' && ['in', 'on'].includes(parts[at + 1] ?? '')),
  );
}

/** Fields that tell whose record it is. */
export function isTenantName(name: string): boolean {
  return /^(tenant|organi[sz]ation|org|workspace|company|shop|merchant|team)([_-]?(id|key|uuid))?$/i.test(name);
}

/** True for what is made for one person to prove who they are: reset tokens, one-time codes, first passwords. */
export function isFreshCredential(name: string): boolean {
  const parts = split(name);
  if (DESCRIBES.has(parts[parts.length - 1] ?? '') || parts.includes('csrf') || parts.includes('cancel')) return false;
  return (
    parts.some((part) => /^(?:token|otp|password|passwd|passcode|pin|secret)$/.test(part)) ||
    /(?:reset|verification|confirmation|recovery|login)(?:code|key)$/.test(parts.join(''))
  );
}

/** Calls that make a value nobody can guess, by their name. */
export const MAKES_SECRETS =
  /^(?:random|randomBytes|randomUUID|randomInt|getRandomValues|uuid|uuidv4|uuid4|v4|nanoid|token_urlsafe|token_hex|token_bytes|urandom|getrandbits|choices|generate\w*(?:Token|Password|Otp|Code|Secret)|generate_\w*(?:token|password|otp|code|secret)|newToken|sign)$/i;
