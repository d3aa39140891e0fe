import type { WeaknessId } from '../weaknesses';
import { type AttackPattern, pattern } from './pattern';
import { ORDINARY_ACCOUNT } from './accounts';

/** Attacks on protection that is missing, weak or set up wrongly. */
export const ON_PROTECTION = {
  'missing-authentication': pattern(
    [115],
    ['The service can be reached.'],
    ['Call {where} without a session or token.', 'Use the operation or collect its data.'],
  ),
  'missing-authorization': pattern(
    [122, 1],
    [ORDINARY_ACCOUNT],
    [
      'Learn the privileged request from code, documentation or guessing.',
      'Call {where} with an ordinary session.',
      'Change or read what only administrators may.',
    ],
  ),
  'insecure-direct-object-reference': pattern(
    [122, 1],
    [ORDINARY_ACCOUNT, 'Ids can be guessed or learnt.'],
    [
      'Open an own record and note its id.',
      'Replace the id in the request to {where}.',
      'Go through all ids by machine.',
    ],
  ),
  'missing-csrf-protection': pattern(
    [62],
    ['A victim is signed in and opens a page of the attacker.'],
    [
      'Build a page that sends the request to {where}.',
      'Get the victim to open it.',
      'The browser adds the cookie and the action is carried out.',
    ],
  ),
  'missing-rate-limiting': pattern(
    [49, 600, 125],
    ['The service can be reached.'],
    [
      'Repeat the request to {where} by machine.',
      'Try known passwords or codes for many accounts, or keep the service busy.',
    ],
  ),
  'session-fixation': pattern(
    [61],
    ['The attacker can set a cookie in the browser of the victim.'],
    [
      'Obtain a session id from the application.',
      'Plant it in the browser of the victim.',
      'Use it after the victim signed in at {where}.',
    ],
  ),
  'jwt-verification-disabled': pattern(
    [475],
    ['The format of the token is known.'],
    [
      'Decode an own token.',
      'Change user or role and send it unsigned to a route that relies on {where}.',
      'Act as that user.',
    ],
  ),
  'guessable-token': pattern(
    [50, 59],
    ['The name or number of an account is known.'],
    ['Compute the hash of the name as {where} does.', 'Send it as the token.', 'Act for the owner of the account.'],
  ),
  'timing-unsafe-comparison': pattern(
    [462],
    ['Answers can be timed precisely.'],
    ['Send a message with guessed signatures to {where}.', 'Keep the guesses that take longest.', 'Repeat to the end.'],
  ),
  'hardcoded-secret': pattern(
    [37, 191],
    ['Access to the repository, a package, an image or a backup.'],
    ['Find the secret at {where}.', 'Use it against the running service or forge tokens with it.'],
  ),
  'weak-hash': pattern(
    [97],
    ['The attacker sees hashes or may supply hashed content.'],
    ['Collect hashes made at {where}.', 'Compute a collision or recover the value.'],
  ),
  'weak-cipher': pattern(
    [97, 20],
    ['The attacker holds ciphertexts.'],
    [
      'Collect ciphertexts made at {where}.',
      'Find repetitions, or change them and observe.',
      'Recover or forge content.',
    ],
  ),
  'weak-password-storage': pattern(
    [55],
    ['A copy of the table, by injection, backup or insider.'],
    [
      'Obtain the stored values made at {where}.',
      'Recover passwords with a dictionary.',
      'Sign in here and elsewhere.',
    ],
  ),
  'insecure-random': pattern(
    [59, 112],
    ['The attacker sees some generated values.'],
    [
      'Collect values made at {where}.',
      'Recover the state of the generator.',
      'Use the next value, such as a reset token.',
    ],
  ),
  'tls-verification-disabled': pattern(
    [94, 475],
    ['A position on the network path.'],
    [
      'Redirect the connection opened at {where}.',
      'Present an own certificate.',
      'Read credentials and change answers.',
    ],
  ),
  'cleartext-transmission': pattern(
    [157, 94],
    ['A position on the network path.'],
    ['Record the connection opened at {where}.', 'Extract sessions and credentials.'],
  ),
  'missing-encryption-at-rest': pattern(
    [116],
    ['A copy of the store.'],
    ['Obtain a backup, a disk or an account of the store.', 'Read the fields stored at {where}.'],
  ),
  'insecure-cookie': pattern(
    [593, 31],
    ['An injection, an unencrypted request or a page of the attacker.'],
    ['Obtain the cookie set at {where} by script or from the network.', 'Use it as the victim.'],
  ),
  'cors-misconfiguration': pattern(
    [111],
    ['A victim is signed in and opens a page of the attacker.'],
    ['Call the interface configured at {where} from an own page.', 'Read the answer in the name of the victim.'],
  ),
  'missing-security-headers': pattern(
    [103],
    ['A victim opens a page of the attacker, or an injection exists.'],
    ['Frame a page served at {where}, or run an injected script without being stopped.'],
  ),
  'debug-enabled': pattern(
    [121],
    ['The service runs with the setting in question.'],
    ['Cause an error.', 'Read settings and secrets from the debug page enabled at {where}, or use its console.'],
  ),
  'error-details-exposed': pattern(
    [54],
    ['The service can be reached.'],
    ['Send malformed input.', 'Read internals from the answer built at {where}.'],
  ),
  'sensitive-data-in-logs': pattern(
    [150],
    ['Access to logs, a log service or a backup.'],
    ['Search the logs for what {where} writes.', 'Use the credentials or data.'],
  ),
  'missing-audit-log': pattern(
    [268],
    ['An account that may carry out the operation.'],
    ['Carry out the operation at {where}.', 'Deny it: no record exists.'],
  ),
  'insecure-temp-file': pattern(
    [155, 27],
    ['An account on the same host.'],
    ['Predict the name of the file made at {where}.', 'Create it or a link first, or read it.'],
  ),
  'insecure-file-permissions': pattern(
    [1],
    ['An account on the same host.'],
    ['Read or change the file made at {where}.'],
  ),
  'sensitive-file-exposure': pattern(
    [87],
    ['The service can be reached.'],
    ['Request well-known file names below {where}.', 'Download configuration and source.'],
  ),
  'unpinned-dependency': pattern(
    [538],
    ['A package in the dependency tree is taken over.'],
    ['Publish a malicious release.', 'Wait for the next build, which takes it in.'],
  ),
  'missing-lockfile': pattern(
    [538],
    ['A package in the dependency tree is taken over.'],
    ['Publish a malicious release of an indirect dependency.', 'Wait for the next installation.'],
  ),
  'missing-dependency-scanning': pattern(
    [310],
    ['A dependency has a published vulnerability.'],
    ['Find the version in use from answers or files.', 'Use the published exploit.'],
  ),
} satisfies Partial<Record<WeaknessId, AttackPattern>>;
