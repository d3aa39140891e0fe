// Judging and wording are two things: whoever judges hands on what it found, and src/wording says it.
const THREE_WORDS = /(?:^|[^\w-])[A-Za-z'’-]+[,;:.]? [A-Za-z'’-]+[,;:.]? [\w'’-]+/;
const SMALL_WORD = / [a-z]{2,}/;
const SHORT_SENTENCE = /^[A-Z][a-z]+.*[a-z]\.$/;
/** Where a value stands in a template. */
const HOLE = '\uFFFC';
const TWO_WORDS = /[A-Za-z]{2,}[,;:]? [A-Za-z]{2,}/;
const BEFORE_A_VALUE = new RegExp(`\\b[A-Z][a-z]+:? ${HOLE}`);
const AFTER_A_VALUE = new RegExp(`${HOLE} [a-z]{2,}(?: |${HOLE}|[.,]|$)`);

const isSentence = (text) => (THREE_WORDS.test(text) && SMALL_WORD.test(text)) || SHORT_SENTENCE.test(text);
/** Names that stand in one text, separated by blanks, as tables of calls have them. */
const isListOfNames = (text) =>
  /^[\w$.@:/#* -]+$/.test(text) && !/\b(?:the|is|are|was|not|and|an?|to)\b|\.$/i.test(text);
const isMarkup = (text) => text.startsWith('<');
const isComposed = (text) =>
  !isMarkup(text) && (TWO_WORDS.test(text) || BEFORE_A_VALUE.test(text) || AFTER_A_VALUE.test(text));

/** What is thrown is for whoever looks for a mistake in the program. */
function isThrown(node) {
  for (let one = node.parent; one; one = one.parent) {
    if (one.type === 'ThrowStatement') return true;
    if (one.type === 'NewExpression' && /Error$/.test(one.callee.name ?? '')) return true;
  }
  return false;
}

const isName = (node) =>
  /^(?:Import|Export)|^TSLiteralType$/.test(node.parent.type) ||
  (node.parent.type === 'Property' && node.parent.key === node);

export const noComposedSentences = {
  meta: {
    type: 'problem',
    messages: {
      composed: 'A sentence for people is made here: say what it is about with `say`, and make it in src/wording.',
    },
    schema: [{ type: 'object', properties: { listsOfNames: { type: 'boolean' } }, additionalProperties: false }],
  },
  create(context) {
    const [{ listsOfNames = false } = {}] = context.options;
    const report = (node) => {
      if (!isName(node) && !isThrown(node)) context.report({ node, messageId: 'composed' });
    };
    return {
      Literal(node) {
        if (typeof node.value !== 'string' || !isSentence(node.value)) return;
        if (!listsOfNames || !isListOfNames(node.value)) report(node);
      },
      TemplateLiteral(node) {
        const text = node.quasis.map(({ value }) => value.cooked).join(HOLE);
        if (node.expressions.length === 0 ? isSentence(text) : isComposed(text)) report(node);
      },
    };
  },
};
