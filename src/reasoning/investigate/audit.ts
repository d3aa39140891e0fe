import { auditedOperation } from '../concerns/data';
import { grouped } from '../concerns/candidate';
import { gradeGap } from './grade';
import type { Inquiry } from './inquiry';
import { techniquesIn } from '../mapping/techniques';
import { say } from '../../messages/say';

/** True when one of these functions calls it, directly or within a few steps. */
function calledBy(inquiry: Inquiry, id: string | undefined, functions: ReadonlySet<string>, steps: number): boolean {
  const fn = inquiry.index.function(id);
  return (
    fn !== undefined &&
    fn.callers.some((caller) => functions.has(caller) || (steps > 1 && calledBy(inquiry, caller, functions, steps - 1)))
  );
}

/** Do the operations leave a record? */
export async function examineAudit(inquiry: Inquiry): Promise<void> {
  const ranges = inquiry.concern.locations;
  const named = inquiry.facts.operations.filter(
    (item) =>
      auditedOperation(item) &&
      ranges.some((range) => range.file_path === item.at.file && range.line_range.start === item.at.line),
  );
  const silent: typeof named = [];
  const recording = new Set(
    inquiry.facts.operations.filter((item) => item.logged).flatMap((item) => item.functionId ?? []),
  );
  for (const [position, item] of named.entries()) {
    await inquiry.pause(say('investigate/records.operationAt', item), position, named.length);
    const fn = inquiry.index.function(item.functionId) ?? inquiry.index.functionAt(item.at.file, item.at.line);
    const log = fn && inquiry.index.evidenceIn(fn).find((one) => one.kind === 'writes-log');
    if (log) recording.add(fn.id);
    if (log)
      await inquiry.control({
        category: 'logging-audit',
        name: say('investigate/records.logEntry', item.operation),
        implementation: log.at.text,
        strength: log.toConsole ? 'weak' : 'partial',
        at: log.at,
        effectiveness: say('investigate/records.somethingWritten', item),
      });
    else silent.push(item);
  }
  // What a caller records need not be recorded again by what it calls.
  const unrecorded = silent.filter((item) => !calledBy(inquiry, item.functionId, recording, 3));
  const logs = inquiry.facts.controls.filter((control) => control.category === 'logging-audit');
  const elsewhere = techniquesIn(logs).map(({ first }) => first);
  for (const control of elsewhere) await inquiry.fromFact(control, say('investigate/records.otherEvents'));
  if (unrecorded.length === 0) return;
  const grade = gradeGap({ weakness: 'missing-audit-log', entries: [], confidence: 'medium', crownJewels: false });
  for (const item of unrecorded.slice(0, 3))
    await inquiry.quote(
      { file: item.at.file, line: item.at.line, endLine: Math.min(item.at.endLine, item.at.line + 3) },
      say('investigate/records.withoutRecord', item),
    );
  await inquiry.gap({
    weakness: 'missing-audit-log',
    type: elsewhere.length > 0 ? 'incomplete' : 'missing',
    severity: grade.severity,
    finding: say(
      'investigate/records.noLogEntry',
      grouped(unrecorded, (item) => item.operation),
      elsewhere,
    ),
    rated: grade.why,
    attack: say('investigate/records.noTrace', unrecorded),
    locations: unrecorded.map((item) => ({
      file_path: item.at.file,
      line_range: { start: item.at.line, end: item.at.line },
      context: item.operation,
    })),
    confidence: 'medium',
    files: [...new Set(unrecorded.map((item) => item.at.file))],
  });
}
