// Sentences are for people. What code needs to know of them stands beside them, in fields.
const SENTENCES = new Set([
  'message',
  'basis',
  'description',
  'title',
  'mechanism',
  'rationale',
  'consequence',
  'why',
  'recommendation',
  'effectiveness',
]);
const ASKED = new Set(['test', 'exec']);
const ASKS = new Set(['match', 'matchAll', 'replace', 'replaceAll', 'search', 'split']);
/** These ask for a text as much as a pattern would. */
const LOOKS = new Set(['startsWith', 'endsWith', 'includes']);

const propertyOf = (node) => (node.type === 'MemberExpression' && !node.computed ? node.property.name : undefined);

/** `fact.message`, also as part of a larger text. */
function sentenceIn(node) {
  if (!node) return undefined;
  if (node.type === 'ChainExpression') return sentenceIn(node.expression);
  if (node.type === 'TemplateLiteral') return node.expressions.map(sentenceIn).find((one) => one !== undefined);
  if (node.type === 'LogicalExpression' || node.type === 'BinaryExpression')
    return sentenceIn(node.left) ?? sentenceIn(node.right);
  const name = propertyOf(node);
  return SENTENCES.has(name) ? name : undefined;
}

/** `/x/`, or a constant that is named like one. */
const isPattern = (node) =>
  node?.regex !== undefined || (node?.type === 'Identifier' && /^[A-Z][A-Z0-9_]*$/.test(node.name));

export const noReadingOfSentences = {
  meta: {
    type: 'problem',
    messages: { read: 'A text is looked for in `{{ name }}`: keep what it looks for in a field.' },
  },
  create(context) {
    return {
      CallExpression(node) {
        const called = propertyOf(node.callee);
        const [first] = node.arguments;
        const name = ASKED.has(called)
          ? sentenceIn(first)
          : LOOKS.has(called) || (ASKS.has(called) && isPattern(first))
            ? sentenceIn(node.callee.object)
            : undefined;
        if (name !== undefined) context.report({ node, messageId: 'read', data: { name } });
      },
    };
  },
};
