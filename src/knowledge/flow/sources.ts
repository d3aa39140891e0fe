import { ALL, bits, STRUCTURED } from './families';

/** Kinds of outside data, what it can do, and how far it can be trusted to be under an attacker's control. */
export interface SourceKind {
  bits: number;
  confidence: 'high' | 'medium' | 'low';
  /** As it is called in messages. */
  words: string;
}

const TEXT = ALL & ~STRUCTURED;
// A victim's browser cannot be made to send a header of the attacker's choice.
const HEADER = TEXT & ~bits('cross-site-scripting', 'open-redirect');

export const SOURCE_KINDS: ReadonlyMap<string, SourceKind> = new Map<string, SourceKind>([
  ['body', { bits: ALL, confidence: 'high', words: 'request body' }],
  ['query', { bits: ALL, confidence: 'high', words: 'query string' }],
  ['form', { bits: ALL & ~bits('nosql-injection'), confidence: 'high', words: 'form data' }],
  ['text-query', { bits: TEXT, confidence: 'high', words: 'query string' }],
  ['path', { bits: TEXT, confidence: 'high', words: 'route parameter' }],
  ['url', { bits: TEXT, confidence: 'high', words: 'request URL' }],
  ['header', { bits: HEADER, confidence: 'high', words: 'request header' }],
  ['referrer', { bits: TEXT, confidence: 'medium', words: 'Referer header' }],
  ['cookie', { bits: TEXT, confidence: 'medium', words: 'cookie' }],
  ['file', { bits: TEXT | bits('unrestricted-upload'), confidence: 'high', words: 'uploaded file' }],
  ['message', { bits: ALL, confidence: 'medium', words: 'incoming message' }],
  ['cli', { bits: bits('command-injection', 'code-injection'), confidence: 'medium', words: 'command-line argument' }],
  ['env', { bits: bits('command-injection'), confidence: 'low', words: 'environment variable' }],
  ['library-input', { bits: bits('command-injection', 'code-injection', 'prototype-pollution', 'template-injection'), confidence: 'medium', words: 'library input' }],
  ['page-url', { bits: bits('cross-site-scripting', 'code-injection', 'open-redirect', 'template-injection', 'xml-external-entities', 'prototype-pollution', 'ssrf', 'regex-injection'), confidence: 'high', words: 'address of the page' }],
  ['page-message', { bits: bits('cross-site-scripting', 'code-injection', 'open-redirect', 'template-injection', 'prototype-pollution', 'ssrf'), confidence: 'medium', words: 'message from another window' }],
  ['error', { bits: bits('error-details-exposed'), confidence: 'medium', words: 'error details' }],
  ['archive-entry', { bits: bits('path-traversal'), confidence: 'high', words: 'name of an archive entry' }],
]);
