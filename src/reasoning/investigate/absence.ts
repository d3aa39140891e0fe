import type { ControlCategory } from '../../artifacts/enums';
import { WEAKNESSES } from '../../knowledge/weaknesses';
import type { Inquiry } from './inquiry';
import { linesOf } from './registrations';
import { asCheck, isListed } from './reach';
import { say } from '../../messages/say';

const TYPICAL: Readonly<Record<ControlCategory, keyof typeof WEAKNESSES>> = {
  authentication: 'missing-authentication',
  authorization: 'missing-authorization',
  'input-validation': 'missing-input-validation',
  'output-encoding': 'unsafe-html-rendering',
  cryptography: 'missing-encryption-at-rest',
  'secrets-management': 'hardcoded-secret',
  'logging-audit': 'missing-audit-log',
  'rate-limiting': 'missing-rate-limiting',
  'cors-csp': 'missing-security-headers',
  'dependency-security': 'missing-dependency-scanning',
};

/** A control of this category was expected somewhere: is there one? */
export async function examineAbsence(inquiry: Inquiry): Promise<void> {
  const category = inquiry.concern.expected_control_categories[0]?.category ?? 'input-validation';
  const place = inquiry.concern.locations[0];
  const known = inquiry.facts.controls.filter((control) => control.category === category);
  for (const [position, control] of known.slice(0, 10).entries()) {
    await inquiry.pause(control.name, position, known.length);
    await inquiry.fromFact(control, say('investigate/investigation.answersNeed', category));
  }
  const guards = new Map(
    inquiry.facts.entryPoints.flatMap((entry) =>
      entry.guards
        .filter((guard) => guard.category === category && isListed(guard, entry))
        .map((guard) => [`${guard.name} ${guard.at.file}`, asCheck(guard, entry)] as const),
    ),
  );
  for (const guard of [...guards.values()].slice(0, 5))
    await inquiry.fromGuard(guard, say('investigate/investigation.answersNeed', category));
  if (inquiry.controls.length > 0 || !place) return;
  if (
    ![
      'rate-limiting',
      'logging-audit',
      'authentication',
      'authorization',
      'secrets-management',
      'cryptography',
    ].includes(category) ||
    inquiry.concern.rule === 'user' ||
    inquiry.concern.rule === 'C-NOTE'
  ) {
    inquiry.notes.push(say('investigate/investigation.notNeeded', category));
    return;
  }
  await inquiry.quote(linesOf(place), inquiry.concern.title);
  const read = inquiry.facts.inventory.files.filter((file) => file.analyzed).length;
  await inquiry.gap({
    weakness: TYPICAL[category],
    type: 'missing',
    severity: inquiry.concern.rule === 'C-COMPL' ? 'medium' : 'low',
    finding: say('investigate/investigation.noneOfFiles', inquiry.concern, read, category),
    attack: WEAKNESSES[TYPICAL[category]].attack,
    locations: inquiry.concern.locations,
    confidence: 'low',
    proof: 'lead',
    category,
  });
}
