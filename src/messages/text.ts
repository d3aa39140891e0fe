import type { Text } from '../artifacts/text';

/** What is said of a text that stands already. */
export interface TextMessages {
  text: {
    sentence: [text: Text];
    together: [texts: readonly Text[]];
  };
}
