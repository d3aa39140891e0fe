import type { Text } from '../artifacts/text';

/** What is said of a text that stands already. */
export interface TextMessages {
  text: {
    clause: [text: Text];
    listed: [items: readonly string[], max: number];
    sentence: [text: Text];
    together: [texts: readonly Text[]];
  };
}
