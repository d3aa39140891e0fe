import type { CodeSpan } from '../../artifacts/code-span';
import type { EntryPointFact } from '../../artifacts/facts';
import { guardsOf } from '../mapping/entry-points';
import { gradeGap } from './grade';
import type { Inquiry } from './inquiry';
import { entryName } from '../../artifacts/notation';
import { UPLOAD_ASPECTS, type UploadAspect } from '../../artifacts/evidence';
import { say } from '../../messages/say';
import { quoteRegistrations, registrations } from './registrations';

/** Where uploads are looked at: in the handler, else in the file that registers it. */
function uploadCheck(inquiry: Inquiry, entry: EntryPointFact, aspect: UploadAspect): CodeSpan | undefined {
  const around = [
    ...inquiry.index.evidenceOf(entry),
    ...inquiry.index.evidenceIn({ file: entry.at.file, line: 1, endLine: Infinity }),
  ];
  return around.find((one) => one.kind === 'checks-upload' && one.aspect === aspect)?.at;
}

/** Are type, size and name of uploads checked? */
export async function examineUpload(inquiry: Inquiry, entries: readonly EntryPointFact[]): Promise<void> {
  for (const [position, entry] of entries.entries()) {
    await inquiry.pause(entryName(entry), position, entries.length);
    const missing: UploadAspect[] = [];
    for (const aspect of UPLOAD_ASPECTS) {
      const at = uploadCheck(inquiry, entry, aspect);
      if (at)
        await inquiry.control({
          category: 'input-validation',
          name: say('investigate/requests.uploadCheck', aspect),
          implementation: at.text,
          strength: 'partial',
          at,
          effectiveness: say('investigate/requests.restricts', aspect, entry),
        });
      else missing.push(aspect);
    }
    for (const guard of guardsOf(entry, 'input-validation'))
      await inquiry.fromGuard(guard, say('investigate/requests.inFrontOf', entry));
    if (missing.length === 0) continue;
    const grade = gradeGap({
      weakness: 'unrestricted-upload',
      entries: [entry],
      confidence: 'medium',
      crownJewels: false,
      milder: missing.length < UPLOAD_ASPECTS.length ? say('investigate/requests.otherChecks') : undefined,
    });
    await quoteRegistrations(inquiry, [entry], 'receives files');
    await inquiry.gap({
      weakness: 'unrestricted-upload',
      type: missing.length < UPLOAD_ASPECTS.length ? 'incomplete' : 'missing',
      severity: grade.severity,
      finding: say('investigate/requests.upload', entry, missing),
      rated: grade.why,
      attack: say('investigate/requests.uploadAttack', entry, missing),
      locations: registrations([entry]),
      confidence: 'medium',
      // What may be stored, and where it is handed out, the data flow says; a check that is not seen is a sign.
      proof: 'lead',
      files: [entry.at.file],
    });
  }
}
