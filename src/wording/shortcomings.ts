import type { Shortcoming } from '../artifacts/shortcoming';

/** Why a check does not suffice, as the end of a sentence about it. */
export const SHORTCOMINGS: Readonly<Record<Shortcoming, string>> = {
  'any-character': 'lets any character through',
  'beginning-unresolved': 'compares the beginning before `..` is resolved',
  'by-partner': 'proves that a partner sent it, not that the content is harmless',
  'hostless-addresses': 'addresses such as `///host` have no host for the parser, and browsers go there',
  'occurs-somewhere': 'only looks whether some text occurs somewhere in it',
  'one-character-only': 'looks for one character only',
  'parent-folder-only': 'looks for the parent folder only: an absolute path still passes',
  'path-unresolved': 'compares the path before `..` is resolved',
  'server-open': 'fixes the beginning, not the server',
  'some-alternatives': 'its anchors hold for some alternatives only',
  unanchored: 'is not anchored at both ends: it finds a match anywhere in the text',
  'unread-check': 'what it looks for could not be read',
  'unread-schema': 'what it allows could not be read',
};
