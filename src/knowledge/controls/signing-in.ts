/** How code lets somebody in: what it is sent as a proof, and how it remembers who that was. */

/** Fields of a request that prove who sends it. */
export const CREDENTIAL_NAMES =
  /^(?:pass(?:word|wd|phrase)?|token|pwd|pin|otp|totp|(?:\w*_)?(?:auth|access|id|refresh|login|magic)_?token|\w*(?:Auth|Access|Id|Login|Magic)Token|credentials?|assertion|code|ticket|samlresponse|recovery_?code|one_?time_?\w+)$/i;
/** Members of a session that say whose it is. */
export const IDENTITY_IN_SESSION =
  /^(?:user|user_?id|uid|account|account_?id|member|member_?id|current_?user|logged_?in|is_?logged_?in|authenticated|is_?authenticated|passport)$/i;
/** Methods of requests and of identity services. */
export const SIGNS_IN_CALLS = /^(?:logIn|login_?user|log_?user_?in|sign_?user_?in|createSession|create_session)$/i;

/** Functions of libraries that keep who somebody is, or make a token that says so. */
export const TOKEN_MAKERS =
  /^(?:flask_login\.(?:utils\.)?login_user|django\.contrib\.auth\.login|flask_jwt_extended\.create_access_token|jsonwebtoken\.sign|jose\.SignJWT\b.*|@nestjs\/jwt\.JwtService\(\)\.sign(?:Async)?|fast-jwt\.createSigner\(\)|@fastify\/jwt\b.*\.sign|starlette\.authentication\b.*|aiohttp_security\.remember|pyramid\.security\.remember)$/;
