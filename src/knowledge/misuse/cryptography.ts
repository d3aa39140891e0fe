/** Calls that hash with the algorithm named first. */
export const HASH_CALLS =
  /^(?:crypto\.createHash|crypto\.createHmac|crypto\.createSign|crypto\.createVerify|hashlib\.new|node-forge\.md|hasha|object-hash)$/;

/** Calls that hash with one broken algorithm, which the path names. */
export const HASH_DIRECT =
  /^(?:md5|sha1|blueimp-md5|js-md5|js-sha1|crypto-js\.(?:MD5|SHA1)|CryptoJS\.(?:MD5|SHA1)|crypto-js\/(?:md5|sha1)|hashlib\.(?:md5|sha1)|Crypto(?:dome)?\.Hash\.(?:MD5|SHA1?|MD2|MD4)\.new|cryptography\.hazmat\.primitives\.hashes\.(?:MD5|SHA1)|node-forge\.md\.(?:md5|sha1)\.create)$/;

/** A hash with a key is not broken by collisions. */
export const KEYED_HASH = 'crypto.createHmac';

/** What gives a fast hash its data. */
export const HASH_UPDATES =
  /^(?:crypto\.createHash\(\)|hashlib\.(?:md5|sha1|sha224|sha256|sha384|sha512|new)\(\)|crypto\.createHmac\(\))\.update$/;

/** Fast hashes that are given their data at once. */
export const FAST_HASHES =
  /^(?:md5|sha1|sha256|js-sha256|crypto-js\.(?:MD5|SHA1|SHA256|SHA512)|CryptoJS\.(?:MD5|SHA1|SHA256|SHA512)|hashlib\.(?:md5|sha1|sha224|sha256|sha384|sha512))$/;

/** Calls that encrypt with the algorithm named first. */
export const CIPHER_CALLS = /^crypto\.(?:createCipher|createDecipher|createCipheriv|createDecipheriv|Cipher|Decipher)$/;

/** Those that make the key of a password and nothing else. */
export const CIPHER_WITHOUT_SALT = /createCipher$|createDecipher$/;

/** Calls of a weak cipher or mode, which the path names. */
export const CIPHER_DIRECT =
  /^(?:crypto-js\.|CryptoJS\.)?(?:DES|TripleDES|RC4|RC4Drop|Rabbit)\.(?:encrypt|decrypt)$|^Crypto(?:dome)?\.Cipher\.(?:DES3?|ARC[24]|Blowfish|CAST|XOR)\.new$|^cryptography\.hazmat\.(?:primitives|decrepit)\.ciphers\.(?:algorithms\.)?(?:algorithms\.)?(?:ARC4|TripleDES|Blowfish|IDEA|CAST5|SEED)$|^cryptography\.hazmat\.primitives\.ciphers\.modes\.ECB$/;

/** Calls whose second argument is the mode. */
export const CIPHER_OF_MODE = /^Crypto(?:dome)?\.Cipher\.\w+\.new$/;

/** Calls that make a pair of keys. */
export const KEY_PAIRS =
  /^(?:crypto\.generateKeyPair(?:Sync)?|Crypto(?:dome)?\.PublicKey\.(?:RSA|DSA)\.generate|cryptography\.hazmat\.primitives\.asymmetric\.(?:rsa|dsa)\.generate_private_key|node-rsa|node-forge\.pki\.rsa\.generateKeyPair|crypto\.createDiffieHellman)$/;

/** Versions of the protocol that are broken, or may be negotiated down to one. */
export const OLD_PROTOCOLS =
  /^ssl\.(?:PROTOCOL_SSLv2|PROTOCOL_SSLv3|PROTOCOL_SSLv23|PROTOCOL_TLSv1|PROTOCOL_TLSv1_1|PROTOCOL_TLS)$|^OpenSSL\.SSL\.(?:SSLv2_METHOD|SSLv3_METHOD|SSLv23_METHOD|TLSv1_METHOD|TLSv1_1_METHOD)$/;

/** Calls that are given the version of the protocol. */
export const PROTOCOL_CALLS =
  /^(?:ssl\.wrap_socket|ssl\.SSLContext|OpenSSL\.SSL\.Context|urllib3\.PoolManager|httplib2\.Http)$/;

/** Hashes for passwords, with a work factor that can be chosen. */
export const SLOW_HASHES =
  /^(?:bcrypt|bcryptjs|bcrypt-nodejs|bcrypt-node)\.(?:hash|hashSync|genSalt|genSaltSync|gensalt)$/;

/** What things are called that keep values under a key for a while. */
export const CACHES = /cache|redis|memo/i;
