import type { CodeSpan, EntryPointFact, FunctionFact } from '../../../artifacts/facts';
import { isCredentialName } from '../../../knowledge/sensitive-names';
import { guardsOf, isNetwork } from '../mapping/entry-points';
import { count, entryName, entryWithHandler, listed } from '../wording';
import { dataBehind } from './authentication';
import { gradeGap } from './grade';
import { findLine, handlerText, lineSpan } from './handler';
import type { GapInput, Inquiry } from './inquiry';

const registrations = (entries: readonly EntryPointFact[]): GapInput['locations'] =>
  entries.slice(0, 12).map((entry) => ({
    file_path: entry.at.file,
    line_range: { start: entry.at.line, end: entry.at.line },
    context: entryName(entry),
  }));

async function quoteRegistrations(inquiry: Inquiry, entries: readonly EntryPointFact[], what: string): Promise<void> {
  for (const entry of entries.slice(0, 3))
    await inquiry.quote(
      { file: entry.at.file, line: entry.at.line, endLine: Math.min(entry.at.endLine, entry.at.line + 2) },
      `${entryName(entry)}: ${what}`,
    );
}

const COUNTS_ATTEMPTS = /attempt|lockout|lock_out|throttl|rate.?limit|failed_?logins?|failures?\b.{0,20}[<>+]/i;
const REFUSES_MORE = /too.?many.?(?:requests|attempts|tries|failures|logins)|\b429\b/i;
/** What is written to a log or shown to a user counts nothing. */
const withoutTexts = (line: string): string =>
  line.slice(0, 2000).replace(/'[^']{0,200}'|"[^"]{0,200}"|`[^`]{0,200}`/g, "''");
const limitsAttempts = (line: string): boolean => REFUSES_MORE.test(line) || COUNTS_ATTEMPTS.test(withoutTexts(line));

/** A function that the handler runs and whose name says that it locks out or slows down. */
function limiterBehind(inquiry: Inquiry, entry: EntryPointFact): FunctionFact | undefined {
  return [...inquiry.index.reachedFrom(entry)]
    .map((id) => inquiry.index.function(id))
    .find(
      (fn) =>
        fn !== undefined && /lock_?out|throttl|rate_?limit|login_?attempt|failed_?(?:login|attempt)/i.test(fn.name),
    );
}

/** Are attempts limited, by a guard, by the handler or for the whole application? */
export async function examineRate(inquiry: Inquiry, entries: readonly EntryPointFact[]): Promise<void> {
  const open: EntryPointFact[] = [];
  for (const [position, entry] of entries.entries()) {
    await inquiry.pause(entryName(entry), position, entries.length);
    const handler = await handlerText(inquiry, entry);
    const line = findLine(handler, limitsAttempts);
    const behind = line ? undefined : limiterBehind(inquiry, entry);
    for (const guard of guardsOf(entry, 'rate-limiting')) await inquiry.fromGuard(guard, `Limits ${entryName(entry)}.`);
    if (handler && line)
      await inquiry.control({
        category: 'rate-limiting',
        name: 'attempt counting in the handler',
        implementation: `The handler of ${entryName(entry)} counts or refuses attempts.`,
        strength: 'partial',
        at: lineSpan(handler.file, line),
        effectiveness: `Slows down guessing through ${entryName(entry)}.`,
      });
    else if (behind)
      await inquiry.control({
        category: 'rate-limiting',
        name: behind.name,
        implementation: `${entryName(entry)} runs ${behind.name}, which limits attempts by its name.`,
        strength: 'partial',
        at: { file: behind.file, line: behind.line, endLine: behind.line, text: behind.name },
        effectiveness: `Slows down guessing through ${entryName(entry)} where it is configured.`,
      });
    else if (guardsOf(entry, 'rate-limiting').length === 0) open.push(entry);
  }
  if (open.length === 0) return;
  const limited = inquiry.facts.entryPoints.filter((entry) => guardsOf(entry, 'rate-limiting').length > 0);
  for (const entry of limited.slice(0, 2))
    for (const guard of guardsOf(entry, 'rate-limiting'))
      await inquiry.fromGuard(guard, `Limits ${entryName(entry)}, not ${listed(open.map(entryName), 3)}.`);
  const guessing = open.filter(
    (entry) =>
      !/register|sign.?up/i.test(`${entry.route ?? ''} ${entry.handler?.name ?? ''}`) &&
      isCredentialName(`${entry.route ?? ''} ${entry.handler?.name ?? ''}`),
  );
  const grade = gradeGap({
    weakness: 'missing-rate-limiting',
    entries: open,
    confidence: 'high',
    crownJewels: false,
    milder: guessing.length === 0 ? 'guessing gains little here' : undefined,
  });
  await quoteRegistrations(inquiry, open, 'no limit');
  await inquiry.gap({
    weakness: 'missing-rate-limiting',
    type: 'missing',
    severity: grade.severity,
    description: `${listed(open.map(entryWithHandler), 5)} ${open.length === 1 ? 'accepts' : 'accept'} any number of attempts: no limiter stands in front, and the handler counts none.${limited.length > 0 ? ` ${entryName(limited[0] as EntryPointFact)} is limited by ${listed(guardsOf(limited[0] as EntryPointFact, 'rate-limiting').map((guard) => guard.name))}, so the means are there.` : ''} ${grade.why}`,
    attack: `${entryName(guessing[0] ?? (open[0] as EntryPointFact))} repeated with a list of leaked passwords, thousands of times per minute.`,
    locations: registrations(open),
    entries: open,
    confidence: 'high',
    files: [...new Set(open.map((entry) => entry.at.file))],
  });
}

/** Does a setting keep browsers from attaching the session cookie to requests of other sites? */
async function sameSite(
  inquiry: Inquiry,
  entries: readonly EntryPointFact[],
): Promise<{ value: string; at: CodeSpan } | undefined> {
  // A setting of another application in the same repository says nothing about this one.
  const python = entries.some((entry) => entry.at.file.endsWith('.py'));
  const files = new Set([
    ...inquiry.facts.controls
      .filter((control) => control.category === 'cors-csp' || control.category === 'authentication')
      .map((control) => control.at.file),
    ...inquiry.facts.entryPoints.map((entry) => entry.at.file),
    ...inquiry.facts.frameworks.map((framework) => framework.at.file),
  ]);
  for (const file of [...files].filter((path) => path.endsWith('.py') === python).sort()) {
    const source = await inquiry.source(file);
    const at = source?.code.findIndex((line) => /same_?site/i.test(line)) ?? -1;
    const line = source?.code[at];
    const value =
      line === undefined ? undefined : /same_?site['"]?\s*[:=]\s*['"]?(\w+)/i.exec(line)?.[1]?.toLowerCase();
    if (line !== undefined && value !== undefined)
      return { value, at: { file, line: at + 1, endLine: at + 1, text: line.trim().slice(0, 200) } };
  }
  return undefined;
}

/** Could another site send these requests in a visitor's name? */
export async function examineCrossSite(inquiry: Inquiry, entries: readonly EntryPointFact[]): Promise<void> {
  await inquiry.pause('Session cookie', 0, 2);
  const site = await sameSite(inquiry, entries);
  const strict = site?.value === 'lax' || site?.value === 'strict' || site?.value === 'true';
  if (site && strict)
    await inquiry.control({
      category: 'cors-csp',
      name: 'SameSite session cookie',
      implementation: `The session cookie is sent with SameSite=${site.value}.`,
      strength: 'partial',
      at: site.at,
      effectiveness:
        'Current browsers do not attach it to POST requests of other sites; GET requests that change state and old browsers remain.',
    });
  const guarded = inquiry.facts.entryPoints.filter((entry) =>
    entry.guards.some((guard) => /csrf|xsrf/i.test(`${guard.establishes} ${guard.name}`)),
  );
  for (const guard of guarded
    .slice(0, 1)
    .flatMap((entry) => entry.guards.filter((item) => /csrf|xsrf/i.test(`${item.establishes} ${item.name}`))))
    await inquiry.fromGuard(guard, `Protects ${listed(guarded.map(entryName), 3)}.`);
  await inquiry.pause('State-changing routes', 1, 2);
  const open: EntryPointFact[] = [];
  for (const entry of entries) {
    const handler = await handlerText(inquiry, entry);
    const token = findLine(handler, (text) => /validate_on_submit\(|csrf|xsrf/i.test(text));
    if (handler && token)
      await inquiry.control({
        category: 'cors-csp',
        name: 'anti-forgery token in the form',
        implementation: token.text.trim(),
        strength: 'strong',
        at: lineSpan(handler.file, token),
        effectiveness: `${entryName(entry)} accepts the form only with its token.`,
      });
    else if (!entry.guards.some((guard) => /csrf|xsrf|origin/i.test(`${guard.establishes} ${guard.name}`)))
      open.push(entry);
  }
  if (open.length === 0) return;
  const ids = new Set(open.map((entry) => entry.id));
  const elsewhere = inquiry.facts.controls.find(
    (control) =>
      control.category === 'cors-csp' &&
      /csrf|xsrf/i.test(`${control.name} ${control.mechanism}`) &&
      !control.protects.some((id) => ids.has(id)),
  );
  if (elsewhere)
    await inquiry.fromFact(
      { ...elsewhere, strength: 'weak' },
      `Does not stand in front of ${listed(open.map(entryName), 3)}.`,
    );
  const grade = gradeGap({
    weakness: 'missing-csrf-protection',
    entries: [],
    confidence: 'high',
    crownJewels: false,
    milder: strict ? 'the cookie is not sent along with most requests of other sites' : undefined,
  });
  await quoteRegistrations(inquiry, open, 'no anti-forgery guard');
  await inquiry.gap({
    weakness: 'missing-csrf-protection',
    type: elsewhere ? 'misconfigured' : strict ? 'incomplete' : 'missing',
    severity: grade.severity,
    description: `${count(open.length, 'route')} ${open.length === 1 ? 'changes' : 'change'} state on the session cookie alone, without token or origin check: ${listed(open.map(entryWithHandler), 8)}.${elsewhere ? ` ${elsewhere.name} is installed at ${elsewhere.at.file}:${elsewhere.at.line}, but not in front of these routes.` : ''}${strict ? ` The cookie is SameSite=${site.value}, which stops most of it.` : ' The session cookie sets no SameSite attribute.'} ${grade.why}`,
    attack: `A page of the attacker submits a hidden form to ${entryName(open[0] as EntryPointFact)} while the victim is signed in.`,
    locations: registrations(open),
    entries: open,
    confidence: 'high',
    files: [...new Set(open.map((entry) => entry.at.file))],
  });
}

const HEADERS =
  /Content-Security-Policy|X-Frame-Options|Strict-Transport-Security|X-Content-Type-Options|helmet\s*\(|Talisman\s*\(|SECURE_HSTS_SECONDS|SECURE_CONTENT_TYPE_NOSNIFF|secure_headers/i;

/** Does anything set security headers? */
export async function examineHeaders(inquiry: Inquiry, entries: readonly EntryPointFact[]): Promise<void> {
  const files = [
    ...new Set([
      ...inquiry.facts.frameworks.map((framework) => framework.at.file),
      ...inquiry.facts.entryPoints.map((entry) => entry.at.file),
      ...inquiry.facts.inventory.files
        .filter(
          (file) =>
            file.analyzed &&
            file.role !== 'test' &&
            /settings|middleware|headers|security|^(?:app|server|main|index)\.[a-z]+$|\/(?:app|server|main)\.[a-z]+$/i.test(
              file.path,
            ),
        )
        .map((file) => file.path),
    ]),
  ].slice(0, 60);
  for (const [position, file] of files.entries()) {
    await inquiry.pause(file, position, files.length);
    const source = await inquiry.source(file);
    const at = source?.code.findIndex((line) => HEADERS.test(line)) ?? -1;
    const line = source?.code[at];
    if (line === undefined) continue;
    await inquiry.control({
      category: 'cors-csp',
      name: 'security headers',
      implementation: line.trim(),
      strength: 'partial',
      at: { file, line: at + 1, endLine: at + 1, text: line.trim().slice(0, 200) },
      effectiveness: 'Sets at least some of the headers; which pages it covers was not established.',
    });
    return;
  }
  const first = entries[0] ?? inquiry.facts.entryPoints.find((entry) => entry.browserFacing);
  if (!first) return;
  const pages = inquiry.facts.entryPoints.filter((entry) => isNetwork(entry) && entry.browserFacing);
  const grade = gradeGap({
    weakness: 'missing-security-headers',
    entries: [],
    confidence: 'medium',
    crownJewels: false,
  });
  const app = inquiry.facts.frameworks.find((framework) => pages.some((page) => page.framework === framework.name));
  const place = app?.at ?? first.at;
  await inquiry.quote(
    { file: place.file, line: place.line, endLine: Math.min(place.endLine, place.line + 5) },
    'the application is set up without security headers',
  );
  await inquiry.gap({
    weakness: 'missing-security-headers',
    type: 'missing',
    severity: grade.severity,
    description: `None of ${count(files.length, 'file')} that set up the application and its routes sets Content-Security-Policy, X-Frame-Options or Strict-Transport-Security, though ${count(pages.length, 'route')} ${pages.length === 1 ? 'answers' : 'answer'} browsers (${listed(pages.map(entryName), 4)}). A proxy in front may add them; nothing in the repository says so. ${grade.why}`,
    attack: `A page of the attacker frames ${entryName(first)}, or an injected script runs unhindered.`,
    locations: [
      { file_path: place.file, line_range: { start: place.line, end: place.line }, context: 'application set-up' },
    ],
    confidence: 'medium',
    files: [place.file],
  });
}

const CHECKING_CALL = String.raw`\b(?:Number|parseInt|parseFloat|String|Boolean|BigInt|ObjectI[dD]|isNaN|int|float|str|bool|len|isinstance|assert\w*|validat\w*|escape\w*|sanitiz\w*|check\w*|is[A-Z_]\w*|[\w.]+\.(?:test|check|validate|parse|safeParse|includes|has|is\w+|clean))\(\s*`;
/** A line without end is looked at by its beginning. */
const MAX_LINE = 400;
const SCHEMA_LINE = /\b(?:validate|safeParse|validateSync|is_valid|full_clean|clean)\(|\bschema\b/i;

/** Does this line check or convert the named value itself, not something beside it? */
function checksValue(line: string, name: string): boolean {
  const value = String.raw`(?:[\w$]+(?:\.|\?\.|\[['"]?))*\b${name.replace(/[^\w]/g, '.')}\b`;
  return new RegExp(
    `${CHECKING_CALL}${value}|\\btypeof\\s+${value}|${value}['"\\])]*\\s*\\??\\.(?:match|trim|length\\s*[<>=]|test|startsWith|endsWith|strip|isdigit)|/\\.test\\(\\s*${value}`,
  ).test(line.slice(0, MAX_LINE));
}

/** Is the input of these requests checked before it is stored? */
export async function examineValidation(inquiry: Inquiry, entries: readonly EntryPointFact[]): Promise<void> {
  const open: { entry: EntryPointFact; params: string[] }[] = [];
  for (const [position, entry] of entries.entries()) {
    await inquiry.pause(entryName(entry), position, entries.length);
    for (const guard of guardsOf(entry, 'input-validation'))
      await inquiry.fromGuard(guard, `Checks the input of ${entryName(entry)}.`);
    const params = entry.params
      .filter((param) => param.source === 'body' || param.source === 'query')
      .map((param) => param.name);
    const handler = await handlerText(inquiry, entry);
    const schema = findLine(
      handler,
      (text) => SCHEMA_LINE.test(text) && /\b(?:body|query|params|data|form|json|payload|input)\b/.test(text),
    );
    const unchecked = schema
      ? []
      : params.filter((name) => !handler?.lines.some((line) => checksValue(line.text, name)));
    const line = schema ?? findLine(handler, (text) => params.some((name) => checksValue(text, name)));
    if (handler && line && unchecked.length < params.length)
      await inquiry.control({
        category: 'input-validation',
        name: 'checks in the handler',
        implementation: `The handler of ${entryName(entry)} checks or converts ${listed(
          params.filter((name) => !unchecked.includes(name)),
          4,
        )}.`,
        strength: 'partial',
        at: lineSpan(handler.file, line),
        effectiveness:
          unchecked.length > 0
            ? `${listed(unchecked, 4)} ${unchecked.length === 1 ? 'is' : 'are'} not covered.`
            : `Covers the parameters of ${entryName(entry)} that were seen.`,
      });
    if (unchecked.length > 0 && guardsOf(entry, 'input-validation').length === 0)
      open.push({ entry, params: unchecked });
  }
  if (open.length === 0) return;
  const routes = open.map((item) => item.entry);
  const data = [
    ...new Set(routes.flatMap((entry) => dataBehind(inquiry, entry)).filter((item) => !item.startsWith('read '))),
  ];
  const grade = gradeGap({
    weakness: 'missing-input-validation',
    entries: routes,
    confidence: 'medium',
    crownJewels: false,
    milder: 'no harmful use of the values was seen',
  });
  await quoteRegistrations(inquiry, routes, 'no schema');
  await inquiry.gap({
    weakness: 'missing-input-validation',
    type: 'missing',
    severity: grade.severity,
    description: `${listed(
      open.map((item) => `${entryName(item.entry)} (${listed(item.params, 4)})`),
      6,
    )} ${open.length === 1 ? 'takes' : 'take'} values that no schema, type or length check restricts${data.length > 0 ? `, and can ${listed(data, 4)}` : ''}. ${grade.why}`,
    attack: `${entryName(routes[0] as EntryPointFact)} with ${open[0]?.params[0] ?? 'a parameter'} as an object, a very long text or a negative number.`,
    locations: registrations(routes),
    entries: routes,
    confidence: 'medium',
    proof: 'lead',
    files: [...new Set(routes.map((entry) => entry.at.file))],
  });
}

const UPLOAD_CHECKS: readonly { what: string; sign: RegExp }[] = [
  {
    what: 'the type of the file',
    sign: /fileFilter|mimetype|mime_type|content_type|ALLOWED_EXT|allowed_file|file-type|magic\.|extname|splitext|\.endswith\(|FileExtensionValidator|imghdr|Image\.open/i,
  },
  {
    what: 'its size',
    sign: /limits\s*:|fileSize|MAX_CONTENT_LENGTH|max_size|maxSize|content_length|DATA_UPLOAD_MAX|FILE_UPLOAD_MAX|\.size\s*[<>]/i,
  },
  {
    what: 'the name under which it is stored',
    sign: /secure_filename|uuid|randomBytes|nanoid|basename|sanitize|hashlib|createHash|memoryStorage|\bdest\b\s*:|tempfile/i,
  },
];

/** Reading a property is no check: something must depend on it, or a library be told. */
const DECIDES =
  /\bif\b|\belif\b|\?|&&|\|\||\bassert\b|\bin\s|\bnot\b|\braise\b|\bthrow\b|\.includes\(|\.test\(|\.match\(/;
const SETS =
  /fileFilter|FileExtensionValidator|limits\s*:|fileSize|MAX_CONTENT_LENGTH|DATA_UPLOAD_MAX|FILE_UPLOAD_MAX|max_?size|secure_filename|uuid|randomBytes|nanoid|basename\(|sanitize|hashlib|createHash|memoryStorage|\bdest\b\s*:|tempfile|Image\.open|imghdr|magic\./i;

/** Are type, size and name of uploads checked? */
export async function examineUpload(inquiry: Inquiry, entries: readonly EntryPointFact[]): Promise<void> {
  for (const [position, entry] of entries.entries()) {
    await inquiry.pause(entryName(entry), position, entries.length);
    const handler = await handlerText(inquiry, entry);
    const file = await inquiry.source(entry.at.file);
    const around = [
      ...(handler ? handler.lines.map((line) => ({ ...line, file: handler.file })) : []),
      ...(file?.code ?? []).map((text, index) => ({ line: index + 1, text, file: entry.at.file })),
    ];
    const missing: string[] = [];
    for (const { what, sign } of UPLOAD_CHECKS) {
      const found = around.find((line) => sign.test(line.text) && (DECIDES.test(line.text) || SETS.test(line.text)));
      if (found)
        await inquiry.control({
          category: 'input-validation',
          name: `upload check: ${what}`,
          implementation: found.text.trim(),
          strength: 'partial',
          at: { file: found.file, line: found.line, endLine: found.line, text: found.text.trim().slice(0, 200) },
          effectiveness: `Restricts ${what} for ${entryName(entry)}.`,
        });
      else missing.push(what);
    }
    for (const guard of guardsOf(entry, 'input-validation'))
      await inquiry.fromGuard(guard, `Stands in front of ${entryName(entry)}.`);
    if (missing.length === 0) continue;
    const grade = gradeGap({
      weakness: 'unrestricted-upload',
      entries: [entry],
      confidence: 'medium',
      crownJewels: false,
      milder: missing.length < 3 ? 'other checks were seen' : undefined,
    });
    await quoteRegistrations(inquiry, [entry], 'receives files');
    await inquiry.gap({
      weakness: 'unrestricted-upload',
      type: missing.length < 3 ? 'incomplete' : 'missing',
      severity: grade.severity,
      description: `${entryWithHandler(entry)} receives files and does not check ${listed(missing, 3)}: neither its handler nor ${entry.at.file} shows such a check. ${grade.why}`,
      attack: `${entryName(entry)} with a file of another type${missing.includes('its size') ? ', of several gigabytes,' : ''} under a chosen name.`,
      locations: registrations([entry]),
      confidence: 'medium',
      files: [entry.at.file],
    });
  }
}
