import { inWords, libraryNames } from './library-names.mjs';

const { distinct, words } = await libraryNames();

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const DISTINCT = new RegExp(`(?:^| )(${distinct.map(escaped).join('|')})(?: |$)`);
/** `path.join`, `http.createServer()`, `fs/promises`; not `some.path.join`. */
const MEMBER = new RegExp(`(?:^|[^\\w.@/\`-])(${words.map(escaped).join('|')})(?:\\(\\))?\\.[a-zA-Z]`);

/** A pattern as the text it is about. */
const spelled = (pattern) => pattern.replace(/\\[bBdDsSwW]|\(\?[:=!<]*|[?*+]/g, ' ').replace(/\\(.)/g, '$1');

const namedBy = (text, exact) => DISTINCT.exec(inWords(text))?.[1] ?? (exact ? MEMBER.exec(text)?.[1] : undefined);

/** Reports the names of languages, frameworks and libraries in literals and identifiers. */
export const noLibraryNames = {
  meta: { type: 'problem', messages: { named: '`{{ name }}` names a language, framework or library: that is data.' } },
  create(context) {
    const check = (node, text, exact) => {
      const name = namedBy(text, exact);
      if (name !== undefined) context.report({ node, messageId: 'named', data: { name } });
    };
    return {
      Literal(node) {
        if (/^(?:Import|Export)/.test(node.parent.type)) return;
        if (node.regex) check(node, spelled(node.regex.pattern), true);
        else if (typeof node.value === 'string') check(node, node.value, true);
      },
      TemplateElement: (node) => check(node, node.value.raw, false),
      Identifier: (node) => check(node, node.name, false),
    };
  },
};
