import type { EntryPointFact } from '../../artifacts/facts';
import type { Sender } from '../../artifacts/witness';
import { isForFew, needsIdentity } from '../mapping/entry-points';

/** Who has to send a request for it to be answered. */
export function senderOf(entry: EntryPointFact): Sender {
  if (entry.kind === 'cli' || entry.kind === 'scheduled') return { who: 'operator' };
  if (entry.mechanism === 'signature') return { who: 'signer', proves: 'signature' };
  if (entry.authentication === 'unknown') return { who: 'unknown' };
  if (!needsIdentity(entry)) return { who: 'anyone' };
  const proves = entry.mechanism === undefined ? {} : { proves: entry.mechanism };
  const [role] = entry.roles;
  return isForFew(entry) && role !== undefined ? { who: 'role', role, ...proves } : { who: 'account', ...proves };
}

const CREDENTIALS: Readonly<Record<string, { name: string; value: string }>> = {
  jwt: { name: 'Authorization', value: 'Bearer <token>' },
  basic: { name: 'Authorization', value: 'Basic <credentials>' },
  session: { name: 'Cookie', value: '<session>' },
};

/** The header in which a sender proves who it is, with a placeholder for what proves it. */
export function credentialsOf({ proves }: Sender): { name: string; value: string }[] {
  const header = CREDENTIALS[proves ?? ''];
  return header ? [header] : [];
}
