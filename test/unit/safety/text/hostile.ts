import { marked, type Token, type Tokens } from 'marked';

/** Names and texts as somebody writes them who wants more than a name. */
export const HOSTILE: readonly string[] = [
  '<img src=x onerror=alert(1)>.js',
  '<!-- comment',
  '<script>alert(1)</script>',
  '![remote](https://evil.example/x.png)',
  '[run](command:workbench.action.quit)',
  '[a]: https://evil.example',
  '<https://evil.example>',
  'see https://evil.example/x, http://evil.example.',
  'WWW.evil.example',
  'mail me@evil.example or @team',
  '//evil.example/x.png',
  'a | b \\| c',
  'a\\|b',
  '`` ` `tick',
  'tail `',
  '```js',
  '~~~',
  '# heading',
  '> quote',
  '- item',
  '+ item',
  '1. item',
  '1) item',
  '---',
  '===',
  'line\n===\nmore\n\n    code',
  'a\n\n<b>html</b>',
  '&lt;img&gt; &#60;b&#62; &amp',
  '*a* **b** _c_ ~~d~~ $x$ $$y$$',
  'tail\\',
  '\\',
  '[ ] task',
  '[^1] note',
  '%%{init: {"theme":"x"}}%%',
  'end',
  'a"]; click x href "https://evil.example"',
  '\u001b[31mred\u001b]8;;https://evil.example\u0007',
  'rtl\u202egnp.js',
  'zero\u200bwidth\ufeff\u2060',
  'tag\u{e0041}\u{e0042}',
  'selector\ufe0f\u{e0100}',
  'half\ud800',
  'line\u2028para\u2029',
  'c1\u009b31m\u0085',
  '',
  ' ',
  'x'.repeat(3000),
];

const children = (token: Token): Token[] => {
  const table = token as Tokens.Table;
  const cells = token.type === 'table' ? [...table.header, ...table.rows.flat()].flatMap((cell) => cell.tokens) : [];
  const items = token.type === 'list' ? (token as Tokens.List).items : [];
  return [...cells, ...items, ...((token as { tokens?: Token[] }).tokens ?? [])];
};

const all = (tokens: readonly Token[]): Token[] => tokens.flatMap((token) => [token, ...all(children(token))]);

/** All tokens of a document, as GitHub-flavoured Markdown. */
export const tokensOf = (markdown: string): Token[] => all(marked.lexer(markdown, { gfm: true }));

const LIVE = new Set(['html', 'image', 'link', 'def', 'blockquote', 'checkbox']);
const HIDDEN = /(?!\n)[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}]/u;

/** What in a Markdown document is more than text, headings, lists, tables and code; hidden characters too. */
export function liveParts(markdown: string): string[] {
  const tokens = tokensOf(markdown)
    .filter(({ type }) => LIVE.has(type))
    .map(({ type, raw }) => `${type}: ${raw}`);
  const setext = tokensOf(markdown)
    .filter(({ type, raw }) => type === 'heading' && !raw.startsWith('#'))
    .map(({ raw }) => `setext: ${raw}`);
  const hidden = HIDDEN.exec(markdown);
  return [...tokens, ...setext, ...(hidden ? [`hidden: U+${hidden[0].codePointAt(0)?.toString(16) ?? ''}`] : [])];
}
