import type { EntryPointFact } from '../../artifacts/facts';
import { identityGuards } from '../mapping/entry-points';
import type { Inquiry } from './inquiry';
import { say } from '../../messages/say';

/** A sign-in that depends on a setting: recorded as what it is, with what is open without it. */
export async function examineConditional(inquiry: Inquiry, entries: readonly EntryPointFact[]): Promise<void> {
  await inquiry.pause(say('investigate/authentication.condition'), 0, 1);
  const [first] = entries;
  const [guard] = entries.flatMap(identityGuards);
  if (!first || !guard) return;
  await inquiry.fromGuard(guard, say('investigate/authentication.whenInstalled', entries));
  const changing = entries.filter((entry) => entry.mutates);
  await inquiry.quote(
    { file: guard.at.file, line: Math.max(1, guard.at.line - 2), endLine: guard.at.line + 1 },
    say('investigate/authentication.conditionally'),
  );
  await inquiry.gap({
    weakness: 'missing-authentication',
    type: 'incomplete',
    severity: 'medium',
    finding: say('investigate/authentication.onlySignIn', guard, entries, changing),
    rated: say('investigate/authentication.ratedMedium'),
    attack: say('investigate/authentication.conditionalAttack', changing[0] ?? first),
    locations: [
      { file_path: guard.at.file, line_range: { start: guard.at.line, end: guard.at.line }, context: guard.name },
    ],
    confidence: 'high',
    remedy: {
      action: say('investigate/authentication.refuseWithout', guard),
      guidance: say('investigate/authentication.conditionalGuidance'),
    },
    files: [guard.at.file],
  });
}
