import type { WeaknessId } from './weaknesses';

/** How a weakness is attacked: pattern numbers after https://capec.mitre.org, what must hold before, and the steps. `{where}` is replaced. */
export interface AttackPattern {
  capec: readonly number[];
  prerequisites: readonly string[];
  steps: readonly string[];
}

const pattern = (capec: number[], prerequisites: string[], steps: string[]): AttackPattern => ({
  capec,
  prerequisites,
  steps,
});

export const ATTACK_PATTERNS: Readonly<Record<WeaknessId, AttackPattern>> = {
  'code-injection': pattern(
    [242],
    ['The value reaches the evaluation unchanged.'],
    [
      'Send a harmless expression to {where} and see whether its result comes back or its effect can be measured.',
      'Reach an object of the runtime from the expression.',
      'Read environment variables and files, or start a process.',
    ],
  ),
  'command-injection': pattern(
    [88, 6],
    ['The value reaches the command unchanged.'],
    [
      'Send a value with a delay command to {where} and measure the answer.',
      'Send a command whose output is stored or sent out.',
      'Collect credentials of the host and move on.',
    ],
  ),
  'sql-injection': pattern(
    [66, 7],
    ['The value reaches the statement text.'],
    [
      'Send a quote to {where} and compare the answers.',
      'Find the number of columns, or a condition whose truth can be observed.',
      'Read the tables with users and secrets.',
    ],
  ),
  'nosql-injection': pattern(
    [676],
    ['The body or query string may hold objects, or the query evaluates script.'],
    [
      'Send an operator object or script text to {where} in place of a value.',
      'Compare the answers for conditions that are true and false.',
      'Sign in as somebody else or list their documents.',
    ],
  ),
  'template-injection': pattern(
    [242],
    ['The value becomes template text.'],
    [
      'Send `{{7*7}}` to {where} and look for 49.',
      'Find the engine from its errors and objects.',
      'Reach the runtime and run code.',
    ],
  ),
  'ldap-injection': pattern(
    [136],
    ['The value becomes part of a filter.'],
    [
      'Send `*` to {where} and compare the answers.',
      'Close the filter and add a condition that is always true.',
      'Sign in without a password or list entries.',
    ],
  ),
  'xpath-injection': pattern(
    [83],
    ['The value becomes part of the expression.'],
    [
      'Send a quote to {where} and compare the answers.',
      'Add a condition that is always true.',
      'Read the document node by node.',
    ],
  ),
  'xml-external-entities': pattern(
    [221, 197],
    ['The service accepts XML.'],
    [
      'Send a document with an internal entity to {where} and look for its expansion.',
      'Declare an entity for a local file or an internal address.',
      'Read the content from the answer or from an outgoing request.',
    ],
  ),
  'insecure-deserialization': pattern(
    [586],
    ['The attacker controls the serialized data.'],
    [
      'Find the format from cookies or bodies.',
      'Send an object to {where} that waits some seconds on loading.',
      'Send an object that runs a command.',
    ],
  ),
  'prototype-pollution': pattern(
    [77],
    ['Keys of the input decide where is written.'],
    [
      'Send `__proto__` with a marker property to {where}.',
      'Look for the marker in later answers.',
      'Choose a property that a check or a library reads.',
    ],
  ),
  'regex-injection': pattern(
    [492],
    ['The value becomes a pattern.'],
    [
      'Send an invalid pattern to {where} and look for an error.',
      'Send a pattern with nested repetition and measure the answer.',
      'Repeat in parallel.',
    ],
  ),
  redos: pattern(
    [492],
    ['Long input reaches the pattern.'],
    [
      'Send texts of growing length to {where} and measure.',
      'Find the text for which time grows fastest.',
      'Repeat in parallel until other users are refused.',
    ],
  ),
  'log-injection': pattern(
    [93],
    ['Values are written to the log as they are.'],
    [
      'Send a value with an encoded line break to {where}.',
      'Append the text of an entry that clears the attacker or blames another.',
    ],
  ),
  'header-injection': pattern(
    [34],
    ['A victim opens a link of the attacker.'],
    [
      'Send an encoded line break or a foreign host to {where} and look at the headers of the answer.',
      'Build a link that sets a cookie or poisons a cache.',
      'Spread the link.',
    ],
  ),
  'path-traversal': pattern(
    [126],
    ['The value becomes part of a path.'],
    [
      'Ask {where} for a file that certainly exists outside of the folder.',
      'Vary encoding and depth.',
      'Read configuration, keys and source, or write over a file.',
    ],
  ),
  ssrf: pattern(
    [664],
    ['The server may open connections to other hosts.'],
    [
      'Name an own host at {where} and see the request arrive.',
      'Name loopback, internal and metadata addresses.',
      'Read credentials or call internal interfaces.',
    ],
  ),
  'open-redirect': pattern(
    [98],
    ['A victim trusts links to this site.'],
    [
      'Build a link to {where} that leads to an own site.',
      'Spread it by mail.',
      'Collect credentials or tokens on the look-alike page.',
    ],
  ),
  'cross-site-scripting': pattern(
    [63, 591, 592],
    ['A victim opens the page.'],
    [
      'Store or pass markup through {where}.',
      'Get the victim to open the page.',
      'Act with the session of the victim.',
    ],
  ),
  'unsafe-html-rendering': pattern(
    [63, 592],
    ['Markup can be placed in the value.'],
    [
      'Find an input that ends in the unescaped value at {where}.',
      'Store markup with script.',
      'Wait for a user with more rights to open the page.',
    ],
  ),
  'mass-assignment': pattern(
    [77],
    ['The names of privileged fields are known or guessed.'],
    [
      'Read field names from answers or code.',
      'Add a privileged field to the request to {where}.',
      'Use the new rights.',
    ],
  ),
  'unrestricted-upload': pattern(
    [650, 17],
    ['Uploads are stored where they are served or processed.'],
    [
      'Upload a page with script or an oversized file through {where}.',
      'Open it at its address, or send the address to a victim.',
    ],
  ),
  'trust-boundary-violation': pattern(
    [77],
    ['Later code trusts the stored value.'],
    ['Set the value through {where}.', 'Call the operation that relies on it.'],
  ),
  'missing-input-validation': pattern(
    [153],
    ['The attacker may call the operation.'],
    [
      'Send values of other types, lengths and ranges to {where}.',
      'Observe errors and stored results.',
      'Build on the value that is accepted wrongly.',
    ],
  ),
  'resource-exhaustion': pattern(
    [130, 125],
    ['The attacker may call the operation.'],
    ['Send the largest accepted value to {where} and measure.', 'Repeat in parallel until other users are refused.'],
  ),
  'missing-authentication': pattern(
    [115],
    ['The service can be reached.'],
    ['Call {where} without a session or token.', 'Use the operation or collect its data.'],
  ),
  'missing-authorization': pattern(
    [122, 1],
    ['An ordinary account.'],
    [
      'Learn the privileged request from code, documentation or guessing.',
      'Call {where} with an ordinary session.',
      'Change or read what only administrators may.',
    ],
  ),
  'insecure-direct-object-reference': pattern(
    [122, 1],
    ['An ordinary account.', 'Ids can be guessed or learnt.'],
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
};
