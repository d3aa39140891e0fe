import type { WeaknessId } from '../weaknesses';
import { type AttackPattern, pattern } from './pattern';

/** Attacks with input that is made for it. */
export const WITH_INPUT = {
  'code-injection': pattern(
    [242],
    ['The value reaches the evaluation unchanged.'],
    [
      'Send a harmless expression to {where} and see whether its result comes back or its effect can be measured.',
      'Reach an object of the runtime from the expression.',
      'Read environment variables and files, or start a process.',
    ],
  ),
  'unsafe-reflection': pattern(
    [138],
    ['The value is used as the name of a method unchanged.'],
    [
      'Send the name of a method that does not exist to {where} and compare the answers.',
      'Collect names of methods from the source, its packages or error messages.',
      'Call one that changes or reveals something without a check of its own.',
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
} satisfies Partial<Record<WeaknessId, AttackPattern>>;
