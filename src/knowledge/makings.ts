/** How values are made, as far as it says who can make them again. Paths of libraries as the linker spells them. */

/** Hashes that anybody can compute. */
export const PLAIN_HASHES =
  /^(?:crypto\.createHash\(\)\.update(?:\(\)\.digest)?|crypto\.createHash\(\)\.digest|crypto\.createHash|crypto\.hash|hashlib\.(?:md5|sha1|sha224|sha256|sha384|sha512|new|blake2b|blake2s)(?:\(\)\.(?:hexdigest|digest|update))?|md5|sha1|sha256|js-md5|js-sha1|js-sha256|blueimp-md5|crypto-js(?:\/\w+|\.(?:MD5|SHA1|SHA256|SHA512))|base64\.(?:b64encode|urlsafe_b64encode)|btoa)$/;

/** Hashes that only who has the key can compute. */
export const KEYED_HASHES =
  /^(?:crypto\.(?:createHmac|createSign)(?:\(\).*)?|hmac\.(?:new|digest)(?:\(\).*)?|crypto-js\/hmac\w+|crypto-js\.Hmac\w+)$/;

/** What nobody outside knows. */
export const SECRET_MAKERS =
  /^(?:process\.env(?:\..+)?|os\.(?:environ(?:\..+)?|getenv|urandom)|crypto\.(?:randomBytes|randomUUID|randomInt|getRandomValues)(?:\(\).*)?|secrets\.\w+|uuid(?:\.\w+)?|nanoid(?:\.\w+)?|django\.conf\.settings(?:\..+)?|flask\.current_app\.config(?:\..+)?)$/;

/** What a value is called that lets its holder do something. */
export const OPENS_SOMETHING =
  /(?:^| )(?:token|code|reset|key|ticket|otp|signature|sig|auth|secret|verification|activation|link)(?:$| )/;

/** What the check digits of a text are called: they prove that it arrived whole. */
export const PROVES_WHOLE = /(?:^| )(?:checksum|etag|integrity|crc|md5|sha\d*|digest)(?:$| )/;

/** Authentication protocols that prescribe a hash or a cipher, as words of names. */
export const FIXED_PROTOCOL =
  /(?:^| )(?:ntlm|ntlmv\d|lanman|lm hash(?:ed)?|nt hash(?:ed)?|mschap\w*|cram|scram|apop|kerberos|radius|wsse|digest auth)(?:$| )/;

/** Names of what asks whether a password was leaked: the services are asked by its fast hash. */
export const LEAKED_PASSWORDS = /(?:^| )(?:pwned|hibp|leak(?:ed)?|breach(?:ed)?|compromised)(?:$| )/;

/** Calls that compare two values, most of them in the same time whatever the values are. */
export const COMPARES = /^(?:timingSafeEqual|compare_digest|constant_time_compare|safeCompare|equals)$/;
