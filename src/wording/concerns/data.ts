import type { DataModelFact } from '../../artifacts/facts';
import type { OperationFact } from '../../artifacts/operation';
import { count, listed } from '../text';

export const atRestTitle = (names: readonly string[], encrypts: boolean): string =>
  `${listed(names, 4)} ${names.length === 1 ? 'is' : 'are'} stored ` +
  (encrypts ? 'with unclear encryption' : 'without encryption');

export const atRest = (names: readonly string[], encrypts: boolean): string =>
  `${count(names.length, 'sensitive field')} (${listed(names, 8)}) goes to a store, and ` +
  `${encrypts ? 'encryption is used elsewhere in the application but was not seen on the way' : 'no encryption was found in the application'}. Whoever reads the store, a copy or a backup reads them in the clear.`;

export const encryptionNotOnWay = 'Sensitive fields, and encryption not seen on their way.';
export const noEncryption = 'Sensitive fields and no encryption control.';
export const storeFirst = 'the attacker must reach the store first';

export const unrecordedTitle = (kinds: readonly string[]): string => `No record is kept of ${listed(kinds, 4)}`;

export const unrecorded = (items: readonly OperationFact[]): string =>
  `${count(items.length, 'security-relevant operation')} (${listed(
    items.map((item) => `${item.operation} at ${item.at.file}:${item.at.line}`),
    6,
  )}) writes no log entry. Misuse is neither noticed nor provable.`;

export const unrecordedReason = (items: readonly OperationFact[], all: readonly OperationFact[]): string =>
  `${items.length} of ${all.length} security-relevant operations were seen without logging.`;

export const onlyRecord = 'only the record is missing';

export const tenantTitle = (model: DataModelFact, field: { name: string }): string =>
  `Records of ${model.name} of all tenants are told apart by ${field.name} alone`;

export const tenant = (model: DataModelFact, field: { name: string }, accesses: number): string =>
  `${model.name} holds records of several tenants, separated by ${field.name}. Each of ` +
  `${count(accesses, 'access', 'accesses')} must filter by it.`;

export const tenantReason = (model: DataModelFact, field: { name: string }): string =>
  `${model.name} has the field ${field.name}.`;

export const needsAccount = 'the attacker needs an account';
