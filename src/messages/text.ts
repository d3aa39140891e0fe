import type { Text } from '../artifacts/text';

/** What is said of a text that stands already. */
export interface TextMessages {
  text: {
    clause: [text: Text];
    listed: [items: readonly string[], max: number];
    sentence: [text: Text];
    shorten: [text: Text, max: number];
    together: [texts: readonly Text[]];
  };
}
