const OPEN = /<script\b([^>]{0,500})>/gi;
const LANGUAGE = /\b(?:lang|type)\s{0,9}=\s{0,9}["']?([\w/.+-]{1,40})/i;

/** Searched as it stands: in lower case some letters are longer, which would shift all offsets behind them. */
const CLOSE = /<\/script/gi;
const SCRIPT = /^(ts|js|tsx|jsx|module|(text\/|application\/)?(java|type|ecma)script)$/i;

/**
 * The scripts of a component file (Vue, Svelte), everything else blanked out: offsets, lines and columns stay those
 * of the file. Scripts in other languages than JavaScript and TypeScript count as nothing.
 */
export function scriptsOf(text: string): string {
  const blank = (piece: string) => piece.replace(/[^\r\n]/g, ' ');
  let result = '';
  let at = 0;
  for (const match of text.matchAll(OPEN)) {
    const start = match.index + match[0].length;
    if (start < at) continue;
    CLOSE.lastIndex = start;
    const end = CLOSE.exec(text)?.index ?? text.length;
    const language = LANGUAGE.exec(match[1] ?? '')?.[1];
    const foreign = language !== undefined && !SCRIPT.test(language);
    result += blank(text.slice(at, start)) + (foreign ? blank(text.slice(start, end)) : text.slice(start, end));
    at = end;
  }
  return result + blank(text.slice(at));
}
