import type { Certainty } from '../certainty';
import { ALL, bits, STRUCTURED } from './families';

/** Kinds of outside data, what it can do, and how far it can be trusted to be under an attacker's control. */
export interface SourceKind {
  bits: number;
  confidence: Certainty;
  /** As it is called in messages. */
  words: string;
}

const TEXT = ALL & ~STRUCTURED;

/** The given families, for text of any form. */
const only = (...families: Parameters<typeof bits>): number =>
  bits(...families, 'parent-folder', 'absolute-path', 'quote', 'unquoted', 'leading-dash');

/** What the address of a page can do to the page. */
const IN_PAGES = only(
  'cross-site-scripting',
  'code-injection',
  'open-redirect',
  'template-injection',
  'xml-external-entities',
  'prototype-pollution',
  'ssrf',
  'regex-injection',
  'mass-assignment',
);

export const SOURCE_KINDS: ReadonlyMap<string, SourceKind> = new Map<string, SourceKind>([
  ['body', { bits: ALL, confidence: 'high', words: 'request body' }],
  ['query', { bits: ALL, confidence: 'high', words: 'query string' }],
  ['form', { bits: ALL & ~bits('nosql-injection'), confidence: 'high', words: 'form data' }],
  ['text-query', { bits: TEXT, confidence: 'high', words: 'query string' }],
  ['path', { bits: TEXT, confidence: 'high', words: 'route parameter' }],
  // One part of a path, which the server cut at the slashes after decoding: it climbs nowhere.
  [
    'path-segment',
    { bits: TEXT & ~bits('parent-folder', 'absolute-path'), confidence: 'high', words: 'route parameter' },
  ],
  ['url', { bits: TEXT, confidence: 'high', words: 'request URL' }],
  ['header', { bits: TEXT, confidence: 'high', words: 'request header' }],
  // Where the request came from: whoever is led back there was there before.
  ['referrer', { bits: TEXT & ~bits('open-redirect'), confidence: 'medium', words: 'Referer header' }],
  ['cookie', { bits: TEXT, confidence: 'medium', words: 'cookie' }],
  ['file', { bits: TEXT | bits('unrestricted-upload'), confidence: 'high', words: 'uploaded file' }],
  ['message', { bits: ALL, confidence: 'medium', words: 'incoming message' }],
  ['cli', { bits: only('command-injection', 'code-injection'), confidence: 'medium', words: 'command-line argument' }],
  ['env', { bits: only('command-injection'), confidence: 'low', words: 'environment variable' }],
  [
    'library-input',
    {
      bits: only(
        'command-injection',
        'code-injection',
        'prototype-pollution',
        'template-injection',
        'mass-assignment',
        'redos',
      ),
      confidence: 'medium',
      words: 'library input',
    },
  ],
  [
    'page-url',
    {
      bits: IN_PAGES,
      confidence: 'high',
      words: 'address of the page',
    },
  ],
  [
    'page-message',
    {
      bits: only(
        'cross-site-scripting',
        'code-injection',
        'open-redirect',
        'template-injection',
        'prototype-pollution',
        'ssrf',
      ),
      confidence: 'medium',
      words: 'message from another window',
    },
  ],
  // Who answers in the place of another service writes it: parsers and interpreters take it at its word.
  [
    'remote-answer',
    {
      bits: only('xml-external-entities', 'insecure-deserialization', 'code-injection'),
      confidence: 'medium',
      words: 'answer of another service',
    },
  ],
  // What a template shows was put into the page by somebody else.
  ['template-value', { bits: only('cross-site-scripting'), confidence: 'medium', words: 'value shown by a template' }],
  // The address of the page itself: its own server whatever follows; parts of it are the sender's.
  [
    'page-address',
    {
      bits: IN_PAGES,
      confidence: 'high',
      words: 'address of the page',
    },
  ],
  ['error', { bits: only('error-details-exposed'), confidence: 'medium', words: 'error details' }],
  // Not from outside: what the application made for somebody and must not show to others.
  ['fresh-secret', { bits: bits('sensitive-data-in-logs'), confidence: 'medium', words: 'new credential' }],
  ['error-text', { bits: only('error-details-exposed'), confidence: 'slight', words: 'error message' }],
  ['archive-entry', { bits: only('path-traversal'), confidence: 'high', words: 'name of an archive entry' }],
]);

/** Ways in which named values are sent: what is sent so as a whole is a record of them. */
export const NAMED_VALUES: ReadonlySet<string> = new Set(['query', 'text-query', 'form', 'header', 'cookie', 'path']);

/** Servers take a limited number of characters of these, some thousands. */
export const LIMITED_LENGTH: ReadonlySet<string> = new Set([
  'query',
  'text-query',
  'path',
  'path-segment',
  'url',
  'header',
  'referrer',
  'cookie',
]);

/** Data that nobody sends with a request: what depends on it depends on how the system is set up and what it holds. */
export const NOT_SENT: ReadonlySet<string> = new Set([
  'env',
  'error',
  'error-text',
  'fresh-secret',
  'remote-answer',
  'template-value',
]);

/** What whoever runs the program sets: nobody else chooses it. */
export const FROM_OPERATORS: ReadonlySet<string> = new Set(['env', 'cli']);
