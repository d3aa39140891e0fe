/** Code without comments, line by line: what is commented out protects nothing. Strings are kept. */
export function withoutComments(lines: readonly string[], path: string): string[] {
  return /\.pyi?$/.test(path) ? python(lines) : braces(lines);
}

/** Where a line begins: in code, in a block comment or in a template string. */
type Place = 'code' | 'comment' | 'template';

/** Languages with line comments after two slashes and block comments. Template strings may span lines. */
function braces(lines: readonly string[]): string[] {
  let place: Place = 'code';
  return lines.map((line) => {
    // Most lines hold nothing that matters here; one of a packed file may have a million characters.
    if (!line.includes(place === 'comment' ? '*/' : '`') && (place !== 'code' || !line.includes('/')))
      return place === 'comment' ? '' : line;
    const stripped = strip(line, place);
    place = stripped.place;
    return stripped.code;
  });
}

const CLOSING = /[\\"'`]/g;
const OPENING = /["'`]|\/[/*]/g;

/** Index after the end of a string that began before `at`; beyond the line when it does not end there. */
function endOfString(line: string, at: number, quote: string): number {
  for (CLOSING.lastIndex = at; ;) {
    const found = CLOSING.exec(line);
    if (!found) return line.length + 1;
    if (found[0] === quote) return found.index + 1;
    if (found[0] === '\\') CLOSING.lastIndex = found.index + 2;
  }
}

function strip(line: string, start: Place): { code: string; place: Place } {
  let code = '';
  let kept = 0;
  let at = 0;
  if (start === 'template') at = endOfString(line, 0, '`');
  if (at > line.length) return { code: line, place: 'template' };
  if (start === 'comment') kept = at = line.indexOf('*/') + 2;
  for (;;) {
    OPENING.lastIndex = at;
    const found = OPENING.exec(line);
    if (!found) return { code: code + line.slice(kept), place: 'code' };
    if (found[0] === '//') return { code: code + line.slice(kept, found.index), place: 'code' };
    if (found[0] === '/*') {
      code += line.slice(kept, found.index);
      const end = line.indexOf('*/', found.index + 2);
      if (end === -1) return { code, place: 'comment' };
      kept = at = end + 2;
      continue;
    }
    at = endOfString(line, found.index + 1, found[0]);
    if (at > line.length) return { code: code + line.slice(kept), place: found[0] === '`' ? 'template' : 'code' };
  }
}

/** Hash comments and strings in triple quotes that stand alone on their line (docstrings). */
function python(lines: readonly string[]): string[] {
  let docstring = '';
  return lines.map((line) => {
    if (docstring !== '') {
      if (line.includes(docstring)) docstring = '';
      return '';
    }
    const opening = /^\s*[rRbBuU]?("""|''')/.exec(line)?.[1];
    if (opening) {
      if (line.indexOf(opening, line.indexOf(opening) + 3) < 0) docstring = opening;
      return '';
    }
    let quote = '';
    for (let at = 0; at < line.length; at += 1) {
      const char = line[at] ?? '';
      if (quote !== '') {
        if (char === '\\') at += 1;
        else if (char === quote) quote = '';
      } else if (char === '"' || char === "'") quote = char;
      else if (char === '#') return line.slice(0, at);
    }
    return line;
  });
}

export interface CodeLine {
  line: number;
  text: string;
}

/** The caller's identity as frameworks hand it to a handler. */
const PRINCIPAL =
  /\b(?:req|request|ctx|context|info\.context)\.(?:session|user|userId|auth|account|identity|principal|state\.user|locals\.user|jwtPayload|token)\b|\bres\.locals\.(?:user|account)\b|\b(?:current_user|currentUser|current_identity|get_jwt_identity|get_current_user|getCurrentUser|currentAccount|g\.user|g\.current_user|session\.user)\b|\bsession(?:\[|\.get\()/;

const ASSIGNMENT = /(?:(?:const|let|var)\s+)?(?:\{([^}]{1,300})\}|([A-Za-z_$][\w$]*))\s*(?::[^=]{1,80})?=(?!=)\s*(.+)$/;

/** Variables of these lines that hold the caller's identity, directly or through other variables. */
export function principalAliases(lines: readonly CodeLine[], seeds: readonly string[] = []): Set<string> {
  const aliases = new Set<string>(seeds);
  for (const { text } of lines) {
    const match = ASSIGNMENT.exec(text);
    if (!match) continue;
    const value = match[3] ?? '';
    if (!PRINCIPAL.test(value) && !mentions(value, aliases)) continue;
    for (const name of (match[1] ?? match[2] ?? '').split(',')) {
      const alias = (name.split(':')[1] ?? name).replace(/=.*$/, '').trim();
      if (/^[A-Za-z_$][\w$]*$/.test(alias)) aliases.add(alias);
    }
  }
  return aliases;
}

export function mentions(text: string, names: ReadonlySet<string>): boolean {
  if (names.size === 0) return false;
  for (const word of text.match(/[A-Za-z_$][\w$]*/g) ?? []) if (names.has(word)) return true;
  return false;
}

export const mentionsPrincipal = (text: string, aliases: ReadonlySet<string>): boolean =>
  PRINCIPAL.test(text) || mentions(text, aliases);

/** A line that does something in the caller's name: the identity is the receiver or an argument of a call that is not about display or logging. */
export const actsAsCaller = (text: string, aliases: ReadonlySet<string>): boolean =>
  mentionsPrincipal(text, aliases) &&
  /\w\s*\(/.test(text) &&
  !/\b(?:render\w*|json|log\w*|print|flash|send|redirect|info|warn|error|debug|jsonify|url_for|destroy|regenerate|save)\s*\(/.test(
    text,
  ) &&
  !isPresenceCheck(text) &&
  !/^\s*(?:if|else if|elif|function|async function|def|async def|router\.|app\.)\b/.test(text);

const COMPARES =
  /===|!==|==|!=|\bnot in\b|\bin\b|\bis not\b|\.equals\(|\.includes\(|\.has\(|\bcan[A-Z]\w*\(|\.can\(|has_perm|has_object_permission|check_object_permissions|\bauthorize\(/;
const DECIDES = /\bif\b|\?|\bassert\b|\breturn\b|\bthrow\b|\braise\b|\babort\(|&&|\|\|/;

/** A line where the caller's identity is compared with something and the outcome decides. */
export const isOwnershipCheck = (text: string, aliases: ReadonlySet<string>): boolean =>
  mentionsPrincipal(text, aliases) && COMPARES.test(text) && DECIDES.test(text) && !isPresenceCheck(text);

/** `if (!req.session.user)`, `if current_user is None`: asks whether somebody is there, not who. */
function isPresenceCheck(text: string): boolean {
  return (
    /(?:===|!==|==|!=|\bis\b|\bis not\b)\s*(?:null|undefined|None|''|"")/.test(text) &&
    (text.match(COMPARES) ?? []).length <= 1
  );
}

/** A line that turns anonymous callers away. */
export const isSignInCheck = (text: string): boolean =>
  /\bif\s*\(?\s*(?:!|not\s)\s*\(?\s*(?:req|request|ctx)\.(?:session|user|auth)|isAuthenticated\(\)|is_authenticated|login_required|\b401\b|\bUnauthorized|NotAuthenticated|AuthenticationError|session\.get\(/.test(
    text,
  ) && /\bif\b|\babort\(|\braise\b|\bthrow\b|\breturn\b|status\(/.test(text);

/** A line that asks for a role or permission. */
export const isRoleCheck = (text: string): boolean =>
  /\bisAdmin\b|is_admin|is_staff|is_superuser|\brole\b|\broles\b|has_perm|hasPermission|permission|hasRole|checkRole|\bscopes?\b/i.test(
    text,
  ) &&
  (DECIDES.test(text) || COMPARES.test(text));
