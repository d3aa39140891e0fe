import type { CodeSpan } from '../../artifacts/code-span';
import type { CodeFacts } from '../../artifacts/facts';
import { isTenantName, needsEncryptionAtRest } from '../../knowledge/sensitive-names';
import { usesStore } from './access';
import { entrySources, grouped, placeOf, type Candidate, type Ground, type Place } from './candidate';
import { answeredAt } from '../mapping/entry-points';
import { say } from '../../messages/say';

interface SensitiveField {
  name: string;
  where: CodeSpan;
}

/** A credential in a cookie or a header says who is asking: it is no content to be kept. */
const WHO_ASKS: ReadonlySet<string> = new Set(['cookie', 'header']);

/** Fields of stored records, told by models and by parameters that are written to a store. */
function sensitiveFields(ground: Ground): SensitiveField[] {
  const subjects = ground.facts.stores.flatMap((store) => store.accesses.map((access) => access.subject));
  const stored = ground.facts.models.filter((model) => subjects.some((subject) => sameSubject(subject, model.name)));
  const inModels = stored.flatMap((model) =>
    model.fields
      .filter((field) => needsEncryptionAtRest(field.name) && !/encrypt/i.test(field.type))
      .map((field) => ({
        name: field.name,
        where: { file: model.at.file, line: field.line, endLine: field.line, text: '' },
      })),
  );
  const inRequests = ground.network
    .filter((entry) => entry.mutates && usesStore(ground, entry))
    .flatMap((entry) =>
      entry.params
        .filter((param) => !WHO_ASKS.has(param.source) && needsEncryptionAtRest(param.name))
        .map((param) => ({
          name: param.name,
          where: { file: answeredAt(entry).file, line: param.line, endLine: param.line, text: '' },
        })),
    );
  return [...inModels, ...inRequests];
}

const fieldsAt = (where: CodeSpan, names: string[]): Place => placeOf(where, `fields ${names.join(', ')}`, names);

/** C-CRYPTO: sensitive fields in a store and nothing that encrypts. */
export function storageConcerns(ground: Ground): Candidate[] {
  return [...grouped(sensitiveFields(ground), (field) => ground.appOf(field.where.file))].flatMap(([app, fields]) => {
    const encrypts = ground.facts.controls.some(
      (control) =>
        control.category === 'cryptography' && ground.appOf(control.at.file) === app && control.kind === 'encryption',
    );
    const names = [...new Set(fields.map((field) => field.name))];
    const files = new Set(fields.map((field) => field.where.file));
    const entries = ground.network.filter(
      (entry) => files.has(answeredAt(entry).file) && entry.params.some((param) => names.includes(param.name)),
    );
    return [
      {
        rule: 'C-CRYPTO' as const,
        aspect: 'at-rest' as const,
        title: say('concerns/data.atRestTitle', names, encrypts),
        description: say('concerns/data.atRest', names, encrypts),
        rationale: encrypts ? say('concerns/data.encryptionNotOnWay') : say('concerns/data.noEncryption'),
        root: `at-rest ${app}`,
        locations: [...grouped(fields, (field) => `${field.where.file}:${field.where.line}`).values()].flatMap(
          (together) =>
            together[0]
              ? [
                  fieldsAt(
                    together[0].where,
                    together.map((field) => field.name),
                  ),
                ]
              : [],
        ),
        entries,
        sources: entrySources(ground, entries),
        reach: 'store' as const,
        cap: { at: 'high' as const, why: say('concerns/data.storeFirst') },
        confidence: 'medium' as const,
        verified: !encrypts,
        partlyCovered: encrypts,
        namingOnly: false,
        // Reading the store takes another flaw or an insider.
        exposure: 1 as const,
      },
    ];
  });
}

const OPERATION_WORDS: Readonly<Record<string, string>> = {
  login: 'signing in',
  'password-change': 'password changes',
  'role-change': 'role changes',
  payment: 'payments',
  delete: 'deletions',
  privileged: 'privileged actions',
  logout: 'signing out',
  register: 'registrations',
};

const AUDITED = /login|password|role|permission|privilege|payment|transfer|delete|admin|mfa|impersonat/;
export const auditedOperation = (operation: CodeFacts['operations'][number]): boolean =>
  AUDITED.test(operation.operation);

/** Ids of all functions that requests can lead to. */
function reachable(ground: Ground): Set<string> {
  const found = new Set<string>();
  for (const entry of ground.network) for (const id of ground.index.reachedFrom(entry)) found.add(id);
  return found;
}

/** C-LOG: security-relevant operations that leave no record. */
export function auditConcerns(ground: Ground): Candidate[] {
  const reached = reachable(ground);
  const silent = ground.facts.operations.filter(
    (item) =>
      !item.logged &&
      auditedOperation(item) &&
      reached.has(item.functionId ?? ground.index.functionAt(item.at.file, item.at.line)?.id ?? ''),
  );
  return [...grouped(silent, (item) => ground.appOf(item.at.file))].map(([app, items]) => {
    const kinds = [...new Set(items.map((item) => OPERATION_WORDS[item.operation] ?? item.operation))];
    const ids = new Set(items.map((item) => item.functionId));
    const entries = ground.network.filter((entry) => ids.has(ground.index.handler(entry)?.id ?? ''));
    return {
      rule: 'C-LOG' as const,
      aspect: 'audit' as const,
      title: say('concerns/data.unrecordedTitle', kinds),
      description: say('concerns/data.unrecorded', items),
      rationale: say('concerns/data.unrecordedReason', items, ground.facts.operations.filter(auditedOperation)),
      root: `audit ${app}`,
      locations: items.map((item) => placeOf(item.at, item.operation)),
      entries,
      sources: entrySources(ground, entries),
      reach: 'place' as const,
      confidence: 'medium' as const,
      verified: true,
      partlyCovered: ground.facts.operations.some((item) => item.logged && auditedOperation(item)),
      namingOnly: false,
      // It takes another flaw to do harm; the record would have shown it.
      exposure: 1 as const,
      extra: [{ name: say('concerns/data.onlyRecord'), delta: -3 }],
      floor: 'low' as const,
    };
  });
}

/** C-TENANT: records of several customers lie in one store and are told apart by a field. */
export function tenantConcerns(ground: Ground): Candidate[] {
  return ground.facts.models.flatMap((model) => {
    const field = model.fields.find((item) => isTenantName(item.name));
    if (!field) return [];
    const accesses = ground.facts.stores
      .flatMap((store) => store.accesses)
      .filter((access) => sameSubject(access.subject, model.name));
    if (accesses.length === 0) return [];
    const entries = ground.network.filter((entry) =>
      accesses.some((access) => ground.index.reaches(entry, access.at, access.functionId)),
    );
    return [
      {
        rule: 'C-TENANT' as const,
        aspect: 'tenant' as const,
        title: say('concerns/data.tenantTitle', model, field),
        description: say('concerns/data.tenant', model, field, accesses.length),
        rationale: say('concerns/data.tenantReason', model, field),
        root: `tenant ${model.name}`,
        locations: [
          placeOf({ ...model.at, line: field.line, endLine: field.line }, `${model.name}.${field.name}`, [field.name]),
          ...accesses.map((access) => placeOf(access.at, `${access.operation} ${access.subject}`)),
        ],
        entries,
        sources: entrySources(ground, entries),
        reach: 'store' as const,
        cap: { at: 'high' as const, why: say('concerns/data.needsAccount') },
        confidence: 'medium' as const,
        verified: false,
        partlyCovered: false,
        // A field by this name is a question to the developers: whose records are these?
        namingOnly: true,
      },
    ];
  });
}

const plain = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z]/g, '')
    .replace(/s$/, '');
const sameSubject = (left: string, right: string): boolean => plain(left) === plain(right);
