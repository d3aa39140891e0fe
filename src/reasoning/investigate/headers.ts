import type { EntryPointFact } from '../../artifacts/facts';
import { isNetwork } from '../mapping/entry-points';
import { gradeGap } from './grade';
import type { Inquiry } from './inquiry';
import { say } from '../../messages/say';

/** Does anything set security headers? */
export async function examineHeaders(inquiry: Inquiry, entries: readonly EntryPointFact[]): Promise<void> {
  await inquiry.pause('Protective headers', 0, 1);
  const set = inquiry.facts.evidence.find((one) => one.kind === 'sets-header');
  if (set) {
    await inquiry.control({
      category: 'cors-csp',
      name: 'security headers',
      implementation: set.at.text,
      strength: 'partial',
      at: set.at,
      effectiveness: say('investigate/requests.someHeaders'),
    });
    return;
  }
  const first = entries[0] ?? inquiry.facts.entryPoints.find((entry) => entry.browserFacing);
  if (!first) return;
  const pages = inquiry.facts.entryPoints.filter((entry) => isNetwork(entry) && entry.browserFacing);
  const read = inquiry.facts.inventory.files.filter((file) => file.analyzed).length;
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
    say('investigate/requests.setUpWithoutHeaders'),
  );
  await inquiry.gap({
    weakness: 'missing-security-headers',
    type: 'missing',
    severity: grade.severity,
    finding: say('investigate/requests.noHeaders', read, pages),
    rated: grade.why,
    attack: say('investigate/requests.framed', first),
    locations: [
      { file_path: place.file, line_range: { start: place.line, end: place.line }, context: 'application set-up' },
    ],
    confidence: 'medium',
    files: [place.file],
  });
}
