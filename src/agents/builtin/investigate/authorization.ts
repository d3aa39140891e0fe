import type { EntryPointFact } from '../../../artifacts/facts';
import { idParams, showsProfile } from '../concerns/access';
import { grouped } from '../concerns/candidate';
import { guardsOf, identityGuards, isNetwork, isPrivileged } from '../mapping/entry-points';
import { entryName, entryWithHandler, listed } from '../wording';
import { dataBehind } from './authentication';
import { actsAsCaller, isOwnershipCheck, isRoleCheck, mentionsPrincipal, type CodeLine } from './code-text';
import { gradeGap } from './grade';
import { findLine, handlerText, lineSpan, type HandlerText } from './handler';
import type { Inquiry } from './inquiry';

interface Scoped {
  kind: 'ownership' | 'scoped-query' | 'as-caller' | 'role';
  line: CodeLine;
  file: string;
}

/** More routes than this in one file are one gap. */
const SINGLE_GAPS = 3;

const QUERY =
  /\.(?:find|findOne|findAll|findMany|findUnique|findFirst|findById\w*|get|get_or_404|filter|filter_by|where|query|update\w*|delete\w*|remove\w*|execute|aggregate|select|exists|all)\s*\(|\bget_object_or_404\(/;

/** Statements may span lines: the lines from a query call to where its parentheses close, at most eight. */
function statementFrom(lines: readonly CodeLine[], start: number): string {
  let depth = 0;
  let text = '';
  for (const { text: line } of lines.slice(start, start + 8)) {
    text += ` ${line}`;
    for (const char of line) depth += char === '(' ? 1 : char === ')' ? -1 : 0;
    if (depth <= 0) break;
  }
  return text;
}

/** `if user == current_user: abort(…)`: turns away who asks about themselves, and nobody else. */
function refusesOneself(lines: readonly CodeLine[], at: number): boolean {
  const text = lines[at]?.text ?? '';
  if (
    !/^\s*(?:\}\s*)?(?:el(?:se )?)?if\b/.test(text) ||
    /!|\bnot\b|&&|\|\||\band\b|\bor\b/.test(text) ||
    !/===?|\bis\b|\.equals\(/.test(text)
  )
    return false;
  const indent = (line: string): number => line.length - line.trimStart().length;
  for (const { text: next } of lines.slice(at + 1, at + 5)) {
    if (next.trim() !== '' && indent(next) <= indent(text)) return false;
    if (/\b(?:abort|raise|throw|redirect|flash|deny|forbid)\b|\.status\(4|\b40[013]\b/.test(next)) return true;
  }
  return false;
}

/** What in a handler ties the record to the caller. */
function scopeIn(handler: HandlerText): Scoped | undefined {
  const check = handler.lines.find(
    (line, position) => isOwnershipCheck(line.text, handler.aliases) && !refusesOneself(handler.lines, position),
  );
  if (check) return { kind: 'ownership', line: check, file: handler.file };
  const at = handler.lines.findIndex(
    (item, position) =>
      QUERY.test(item.text) && mentionsPrincipal(statementFrom(handler.lines, position), handler.aliases),
  );
  const query = handler.lines[at];
  if (query) return { kind: 'scoped-query', line: query, file: handler.file };
  const role = findLine(handler, isRoleCheck);
  if (role) return { kind: 'role', line: role, file: handler.file };
  const acting = findLine(handler, (text) => actsAsCaller(text, handler.aliases));
  return acting ? { kind: 'as-caller', line: acting, file: handler.file } : undefined;
}

const WORDS: Record<Scoped['kind'], { name: string; says: string }> = {
  ownership: { name: 'ownership check', says: 'compares the record or the id with the caller' },
  'scoped-query': {
    name: 'query limited to the caller',
    says: 'selects the record together with the identity of the caller',
  },
  'as-caller': { name: 'operation in the name of the caller', says: 'acts through the identity of the caller' },
  role: { name: 'role check in the handler', says: 'asks for a role before it goes on' },
};

async function recordScope(inquiry: Inquiry, entry: EntryPointFact, scoped: Scoped): Promise<boolean> {
  const { name, says } = WORDS[scoped.kind];
  const control = await inquiry.control({
    category: 'authorization',
    name,
    implementation: `The handler of ${entryName(entry)} ${says}.`,
    strength: scoped.kind === 'as-caller' ? 'partial' : 'strong',
    at: lineSpan(scoped.file, scoped.line),
    effectiveness:
      scoped.kind === 'as-caller'
        ? `The id in ${entryName(entry)} names the other side; what is done is done as the caller.`
        : `Other users' records cannot be reached through ${entryName(entry)}.`,
    details: { entryPoint: entryName(entry) },
  });
  return control !== undefined;
}

/** Routes of the same file whose handlers do tie the record to the caller: the strongest sign that this one should too. */
async function scopedSiblings(
  inquiry: Inquiry,
  entry: EntryPointFact,
): Promise<{ entry: EntryPointFact; scoped: Scoped }[]> {
  const found: { entry: EntryPointFact; scoped: Scoped }[] = [];
  for (const other of inquiry.facts.entryPoints) {
    if (other.id === entry.id || other.at.file !== entry.at.file || !isNetwork(other) || found.length >= 4) continue;
    const handler = await handlerText(inquiry, other);
    const scoped = handler ? scopeIn(handler) : undefined;
    if (scoped && (scoped.kind === 'ownership' || scoped.kind === 'scoped-query')) found.push({ entry: other, scoped });
  }
  return found;
}

/** True when stored records of this kind belong to somebody: a field says so. */
function hasOwnerField(inquiry: Inquiry, subjects: readonly string[]): string | undefined {
  const plain = (name: string): string =>
    name
      .toLowerCase()
      .replace(/[^a-z]/g, '')
      .replace(/s$/, '');
  for (const model of inquiry.facts.models) {
    if (!subjects.some((subject) => plain(subject.replace(/^\w+ /, '')) === plain(model.name))) continue;
    const field = model.fields.find((item) =>
      /^(user|owner|author|account|customer|created_?by|member|shop|tenant|org)(_?id)?$/i.test(item.name),
    );
    if (field) return `${model.name}.${field.name}`;
  }
  return undefined;
}

async function examineReference(inquiry: Inquiry, entry: EntryPointFact): Promise<void> {
  const handler = await handlerText(inquiry, entry);
  const scoped = handler ? scopeIn(handler) : undefined;
  if (scoped && (await recordScope(inquiry, entry, scoped))) return;
  const ids = idParams(entry);
  const identity = ids.find((param) => param.kind === 'identity');
  const data = dataBehind(inquiry, entry);
  const siblings = await scopedSiblings(inquiry, entry);
  const owner = hasOwnerField(inquiry, data);
  // `/users/{name}` shows who somebody is; `/allocations/{userId}` shows what is theirs. That only the owner may change
  // a profile does not mean that only the owner may see it.
  const profile = showsProfile(entry);
  const ground = siblings.length > 0 || owner !== undefined || identity !== undefined || entry.mutates;
  if (
    !ground ||
    (!entry.mutates && profile && siblings.every((sibling) => sibling.entry.mutates || !showsProfile(sibling.entry)))
  ) {
    inquiry.notes.push(
      profile
        ? `${entryName(entry)} shows a profile by name or id: possibly public to all users, no gap claimed.`
        : `${entryName(entry)} names a record by id, and nothing shows that such records belong to single users. Do they? No gap is claimed.`,
    );
    return;
  }
  for (const sibling of siblings.slice(0, 2)) await recordScope(inquiry, sibling.entry, sibling.scoped);
  const id = identity ?? ids[0];
  const confidence = identity || siblings.length > 0 || owner !== undefined ? 'high' : 'medium';
  const grade = gradeGap({
    weakness: 'insecure-direct-object-reference',
    entries: [entry],
    confidence,
    crownJewels: inquiry.concern.crown_jewels_affected.length > 0,
    milder: confidence === 'medium' ? 'nothing shows whose records these are' : undefined,
  });
  const place = handler?.lines.find((item) => item.text.includes(id?.name ?? '\0')) ?? handler?.lines[0];
  const at = place && handler ? { file: handler.file, line: place.line } : { file: entry.at.file, line: entry.at.line };
  await inquiry.quote(
    { ...at, endLine: at.line + 3 },
    `${entryName(entry)} takes ${id?.name ?? 'an id'} from the request`,
  );
  await inquiry.gap({
    weakness: 'insecure-direct-object-reference',
    type: 'missing',
    severity: grade.severity,
    description: [
      `${entryWithHandler(entry)} takes \`${id?.name ?? 'id'}\` from the ${id?.source === 'path' ? 'address' : (id?.source ?? 'request')} and ${data.length > 0 ? `uses it to ${listed(data, 3)}` : 'uses the record it names'} without comparing it with the signed-in user.`,
      siblings.length > 0
        ? `${listed(
            siblings.map((sibling) => entryName(sibling.entry)),
            3,
          )} in the same file ${siblings.length === 1 ? 'does' : 'do'} (${listed(
            siblings.map((sibling) => `${sibling.scoped.file}:${sibling.scoped.line.line}`),
            3,
          )}); this one does not.`
        : owner !== undefined
          ? `The records have an owner (${owner}).`
          : identity
            ? `\`${identity.name}\` names a person or account, so the caller decides whose data is used.`
            : '',
      grade.why,
    ]
      .filter((text) => text !== '')
      .join(' '),
    attack: `${entryName(entry)} with ${id?.name ?? 'id'} of another user's record, sent with the attacker's own session.`,
    locations: [
      { file_path: at.file, line_range: { start: at.line, end: at.line }, context: entryName(entry) },
      ...(at.file === entry.at.file && at.line === entry.at.line
        ? []
        : [
            {
              file_path: entry.at.file,
              line_range: { start: entry.at.line, end: entry.at.line },
              context: `registration of ${entryName(entry)}`,
            },
          ]),
    ],
    confidence,
    files: [at.file],
  });
}

/** Does the handler itself ask for a role? Then that is recorded. */
async function asksForRole(inquiry: Inquiry, entry: EntryPointFact): Promise<boolean> {
  const handler = await handlerText(inquiry, entry);
  const role = findLine(handler, isRoleCheck);
  return (
    handler !== undefined &&
    role !== undefined &&
    !/req\.body|request\.(?:form|json|data)|role:\s|\$set/.test(role.text) &&
    (await recordScope(inquiry, entry, { kind: 'role', line: role, file: handler.file }))
  );
}

/** Routes of one file that ask for a sign-in and no role, as one gap. */
async function roleGap(inquiry: Inquiry, entries: readonly EntryPointFact[]): Promise<void> {
  const [first] = entries;
  if (!first) return;
  const { file } = first.at;
  const all = inquiry.facts.entryPoints.filter((other) => other.at.file === file && isNetwork(other));
  const guarded = all.filter((other) => guardsOf(other, 'authorization').length > 0);
  const these = listed(entries.map(entryName), 4);
  if (guarded.length === 0) {
    inquiry.notes.push(
      `${these} only ${entries.length > 1 ? 'require' : 'requires'} a sign-in, and no route beside ${entries.length > 1 ? 'them' : 'it'} asks for a role. Is any account meant to do this? No gap is claimed.`,
    );
    return;
  }
  for (const guard of guarded.slice(0, 2).flatMap((other) => guardsOf(other, 'authorization')))
    await inquiry.fromGuard(guard, `Protects ${listed(guarded.map(entryName), 3)}, not ${these}.`);
  const names = listed(
    guarded.flatMap((other) => guardsOf(other, 'authorization').map((guard) => guard.name)),
    2,
  );
  const own = listed(
    identityGuards(first).map((guard) => guard.name),
    2,
  );
  const grade = gradeGap({
    weakness: 'missing-authorization',
    entries,
    confidence: guarded.length > 0 ? 'high' : 'medium',
    crownJewels: inquiry.concern.crown_jewels_affected.length > 0,
    milder: guarded.length > 0 ? undefined : 'only its name says that it is for privileged users',
  });
  const data = [...new Set(entries.flatMap((entry) => dataBehind(inquiry, entry)))].sort();
  for (const entry of entries.slice(0, 3))
    await inquiry.quote(
      { file, line: entry.at.line, endLine: entry.at.line + 2 },
      `registration of ${entryName(entry)}: sign-in only`,
    );
  const many = entries.length > 1;
  const shown = listed(entries.map(entryWithHandler), 6);
  await inquiry.gap({
    weakness: 'missing-authorization',
    type: 'missing',
    severity: grade.severity,
    description: [
      guarded.length > 0
        ? `${guarded.length} of ${all.length} routes in ${file} are guarded by ${names}; ${shown} ${many ? 'are' : 'is'} not: ${many ? 'they only require' : 'it only requires'} ${own === '' ? 'a sign-in' : own}.`
        : `${shown} ${isPrivileged(first) ? `${many ? 'are' : 'is'} by name meant for privileged users, but ` : ''}${many ? 'require' : 'requires'} ${own === '' ? 'a sign-in' : own} and no role.`,
      data.length > 0 ? `${many ? 'They' : 'It'} can ${listed(data, 4)}.` : '',
      grade.why,
    ]
      .filter((text) => text !== '')
      .join(' '),
    attack: `${entryName(first)} with the session of an ordinary account.`,
    locations: entries.slice(0, 12).map((entry) => ({
      file_path: file,
      line_range: { start: entry.at.line, end: entry.at.line },
      context: entryName(entry),
    })),
    confidence: guarded.length > 0 ? 'high' : 'medium',
    remedy:
      guarded.length > 0
        ? {
            action: `Put ${names} in front of ${these}.`,
            guidance: `Register ${these} with the same guard as ${many ? 'their' : 'its'} neighbours, or guard the whole router so that new routes are protected by default; then test ${many ? 'each route' : 'the route'} with an ordinary account.`,
          }
        : undefined,
    files: [file],
  });
}

/** Role checks in front of nothing: named, and every changing route behind a mere sign-in is looked at. */
async function examineUnusedRole(inquiry: Inquiry, entries: readonly EntryPointFact[]): Promise<void> {
  const named = (at: { file: string; line: number }): boolean =>
    inquiry.concern.locations.some((place) => place.file_path === at.file && place.line_range.start === at.line);
  const fact = inquiry.facts.controls.find(
    (control) => control.category === 'authorization' && control.protects.length === 0 && named(control.at),
  );
  if (!fact) return;
  await inquiry.fromFact({ ...fact, strength: 'weak' }, 'Defined, but no route uses it.');
  const suspects = entries.filter((entry) => entry.mutates && idParams(entry).length > 0);
  // What shows the records to be changed is meant for the same people.
  const shown =
    suspects.length > 0
      ? entries.filter((entry) => suspects.some((other) => other.route === entry.route))
      : entries.filter((entry) => entry.mutates);
  const grade = gradeGap({
    weakness: 'missing-authorization',
    entries: shown,
    confidence: 'medium',
    crownJewels: inquiry.concern.crown_jewels_affected.length > 0,
  });
  await inquiry.gap({
    weakness: 'missing-authorization',
    type: 'missing',
    severity: grade.severity,
    description: `${fact.name} (${fact.at.file}:${fact.at.line}) is written but stands in front of no route, so the application has a notion of administrators and never enforces it. ${suspects.length > 0 ? 'Routes by which any account reaches records of others' : 'Routes that change data with a sign-in only'}: ${listed(shown.map(entryWithHandler), 5)}. ${grade.why}`,
    attack: `${shown[0] ? entryName(shown[0]) : 'Any route'} with the session of an ordinary account.`,
    locations: [
      ...shown.slice(0, 6).map((entry) => ({
        file_path: entry.at.file,
        line_range: { start: entry.at.line, end: entry.at.line },
        context: entryName(entry),
      })),
      { file_path: fact.at.file, line_range: { start: fact.at.line, end: fact.at.line }, context: fact.name },
    ],
    confidence: 'medium',
    remedy: {
      action: `Put ${fact.name} in front of the routes meant for administrators.`,
      guidance: `Decide which of ${listed(shown.map(entryName), 4)} are meant for administrators and register them with ${fact.name}; keep a test that calls them with an ordinary account.`,
    },
    files: [...new Set(shown.map((entry) => entry.at.file))],
  });
}

/** Decides for each entry point whether a signed-in caller can reach more than their own. */
export async function examineAuthorization(inquiry: Inquiry, entries: readonly EntryPointFact[]): Promise<void> {
  if (inquiry.aspect === 'unused-role') return examineUnusedRole(inquiry, entries);
  const aboutRole = inquiry.aspect === 'role';
  const roleless: EntryPointFact[] = [];
  for (const [position, entry] of entries.entries()) {
    await inquiry.pause(entryName(entry), position, entries.length);
    const guards = guardsOf(entry, 'authorization');
    for (const guard of [...identityGuards(entry), ...guards])
      await inquiry.fromGuard(
        guard,
        `Stands in front of ${entryName(entry)}${guard.category === 'authentication' ? '; says who the caller is, not what they may do' : ''}.`,
      );
    if (guards.length > 0) continue;
    if (aboutRole || (idParams(entry).length === 0 && isPrivileged(entry))) {
      if (!(await asksForRole(inquiry, entry))) roleless.push(entry);
    } else if (idParams(entry).length > 0) await examineReference(inquiry, entry);
    else
      inquiry.notes.push(
        `${entryName(entry)} takes no object id and is not privileged by name: nothing to authorise was seen.`,
      );
  }
  for (const [, group] of grouped(roleless, (entry) => entry.at.file)) {
    if (group.length > SINGLE_GAPS) await roleGap(inquiry, group);
    else for (const entry of group) await roleGap(inquiry, [entry]);
  }
}
