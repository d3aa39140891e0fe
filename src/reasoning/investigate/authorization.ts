import type { CodeSpan } from '../../artifacts/code-span';
import type { EvidenceFact } from '../../artifacts/evidence';
import type { EntryPointFact } from '../../artifacts/facts';
import { idParams, showsProfile } from '../concerns/access';
import { grouped } from '../concerns/candidate';
import { guardsOf, identityGuards, isNetwork, isPrivileged } from '../mapping/entry-points';
import { entryName, entryWithHandler, listed } from '../wording';
import { dataBehind } from './authentication';
import { gradeGap } from './grade';
import type { Inquiry } from './inquiry';

type ScopeKind = 'compares-caller' | 'selects-by-caller' | 'asks-role' | 'acts-as-caller';

interface Scoped {
  kind: ScopeKind;
  at: CodeSpan;
}

/** More routes than this in one file are one gap. */
const SINGLE_GAPS = 3;

/** What ties a record to the caller, the strongest first. */
const TIES: readonly ScopeKind[] = ['compares-caller', 'selects-by-caller', 'asks-role', 'acts-as-caller'];

/** Whoever turns away those who ask about themselves keeps nobody else away. */
const ties = (one: EvidenceFact): boolean => one.kind !== 'compares-caller' || one.turnsAway !== 'oneself';

/** What in a handler ties the record to the caller. */
function scopeIn(inquiry: Inquiry, entry: EntryPointFact): Scoped | undefined {
  const seen = inquiry.index.evidenceOf(entry).filter(ties);
  for (const kind of TIES) {
    const found = seen.find((one) => one.kind === kind);
    if (found) return { kind, at: found.at };
  }
  return undefined;
}

const WORDS: Record<ScopeKind, { name: string; says: string }> = {
  'compares-caller': { name: 'ownership check', says: 'compares the record or the id with the caller' },
  'selects-by-caller': {
    name: 'query limited to the caller',
    says: 'selects the record together with the identity of the caller',
  },
  'acts-as-caller': { name: 'operation in the name of the caller', says: 'acts through the identity of the caller' },
  'asks-role': { name: 'role check in the handler', says: 'asks for a role before it goes on' },
};

async function recordScope(inquiry: Inquiry, entry: EntryPointFact, scoped: Scoped): Promise<boolean> {
  const { name, says } = WORDS[scoped.kind];
  const control = await inquiry.control({
    category: 'authorization',
    name,
    implementation: `The handler of ${entryName(entry)} ${says}.`,
    strength: scoped.kind === 'acts-as-caller' ? 'partial' : 'strong',
    at: scoped.at,
    effectiveness:
      scoped.kind === 'acts-as-caller'
        ? `The id in ${entryName(entry)} names the other side; what is done is done as the caller.`
        : `Other users' records cannot be reached through ${entryName(entry)}.`,
    details: { entryPoint: entryName(entry) },
  });
  return control !== undefined;
}

/**
 * Routes of the same file whose handlers do tie the record to the caller: the strongest sign that this one should too.
 */
function scopedSiblings(inquiry: Inquiry, entry: EntryPointFact): { entry: EntryPointFact; scoped: Scoped }[] {
  const found: { entry: EntryPointFact; scoped: Scoped }[] = [];
  for (const other of inquiry.facts.entryPoints) {
    if (other.id === entry.id || other.at.file !== entry.at.file || !isNetwork(other) || found.length >= 4) continue;
    const scoped = scopeIn(inquiry, other);
    if (scoped?.kind === 'compares-caller' || scoped?.kind === 'selects-by-caller')
      found.push({ entry: other, scoped });
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

/** Where the handler first names the id, else where it begins, else the registration. */
function placeOfId(inquiry: Inquiry, entry: EntryPointFact, id: string | undefined): { file: string; line: number } {
  const named = inquiry.index.evidenceOf(entry).find((one) => one.kind === 'names-id' && one.name === id);
  const { file, line } = named?.at ?? inquiry.index.handlerLines(entry) ?? entry.at;
  return { file, line };
}

async function examineReference(inquiry: Inquiry, entry: EntryPointFact): Promise<void> {
  const scoped = scopeIn(inquiry, entry);
  if (scoped && (await recordScope(inquiry, entry, scoped))) return;
  const ids = idParams(entry);
  const identity = ids.find((param) => param.kind === 'identity');
  const data = dataBehind(inquiry, entry);
  const siblings = scopedSiblings(inquiry, entry);
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
  const at = placeOfId(inquiry, entry, id?.name);
  await inquiry.quote(
    { ...at, endLine: at.line + 3 },
    `${entryName(entry)} takes ${id?.name ?? 'an id'} from the request`,
  );
  await inquiry.gap({
    weakness: 'insecure-direct-object-reference',
    type: 'missing',
    parameters: id ? [id.name] : [],
    severity: grade.severity,
    description: [
      `${entryWithHandler(entry)} takes \`${id?.name ?? 'id'}\` from the ${id?.source === 'path' ? 'address' : (id?.source ?? 'request')} and ${data.length > 0 ? `uses it to ${listed(data, 3)}` : 'uses the record it names'} without comparing it with the signed-in user.`,
      siblings.length > 0
        ? `${listed(
            siblings.map((sibling) => entryName(sibling.entry)),
            3,
          )} in the same file ${siblings.length === 1 ? 'does' : 'do'} (${listed(
            siblings.map((sibling) => `${sibling.scoped.at.file}:${sibling.scoped.at.line}`),
            3,
          )}); this one does not.`
        : owner !== undefined
          ? `The records have an owner (${owner}).`
          : identity
            ? `\`${identity.name}\` names a person or account, so the caller decides whose data is used.`
            : '',
    ]
      .filter((text) => text !== '')
      .join(' '),
    rated: grade.why,
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
  const role = inquiry.index.evidenceOf(entry).find((one) => one.kind === 'asks-role');
  return role !== undefined && (await recordScope(inquiry, entry, { kind: 'asks-role', at: role.at }));
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
    ]
      .filter((text) => text !== '')
      .join(' '),
    rated: grade.why,
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
    description: `${fact.name} (${fact.at.file}:${fact.at.line}) is written but stands in front of no route, so the application has a notion of administrators and never enforces it. ${suspects.length > 0 ? 'Routes by which any account reaches records of others' : 'Routes that change data with a sign-in only'}: ${listed(shown.map(entryWithHandler), 5)}.`,
    rated: grade.why,
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
