import type { InvestigationDraft } from '../../artifacts/investigation-draft';
import type { AgentOutcome, InvestigateInput, Work, WorkContext } from '../work';
import { SEVERITIES, type ControlCategory } from '../../artifacts/enums';
import type { EntryPointFact } from '../../artifacts/facts';
import { examineAbsence } from './absence';
import { examineAuthentication } from './authentication';
import { examineConditional } from './conditional-sign-in';
import { examineDeviations } from './deviations';
import { examineAuthorization } from './authorization';
import { complianceImpact } from './compliance';
import { examineFlaws } from './flaws';
import { examineInPlace } from './in-place';
import { Inquiry, Interrupted } from './inquiry';
import { examineAudit } from './audit';
import { examinePins, examineScanning } from './dependencies';
import { examineStorage } from './storage';
import { examineTenant } from './tenants';
import { examineCrossSite } from './cross-site';
import { examineHeaders } from './headers';
import { examineRate } from './attempts';
import { examineUpload } from './uploads';
import { examineValidation } from './input-checks';
import { entriesOf, weaknessesOf } from './subjects';
import { byText, eachOnce } from '../text';
import { say, type Draft, type Said, type Sayable } from '../../messages/say';

type Examine = (inquiry: Inquiry, entries: readonly EntryPointFact[]) => Promise<void>;

const BY_ASPECT: Readonly<Record<string, Examine>> = {
  open: examineAuthentication,
  conditional: examineConditional,
  'object-reference': examineDeviations,
  role: examineAuthorization,
  'unused-role': examineAuthorization,
  upload: examineUpload,
  rate: examineRate,
  csrf: examineCrossSite,
  headers: examineHeaders,
  validation: examineValidation,
  'at-rest': examineStorage,
  tenant: examineTenant,
  audit: examineAudit,
  pins: examinePins,
  scanning: examineScanning,
  absence: examineAbsence,
  'in-place': examineInPlace,
};

/** For concerns that people or other agents wrote: the questions that the primary category asks of entry points. */
const BY_CATEGORY: Readonly<Partial<Record<ControlCategory, Examine>>> = {
  authentication: examineAuthentication,
  authorization: examineAuthorization,
  'input-validation': examineValidation,
  'rate-limiting': examineRate,
  'cors-csp': examineCrossSite,
};

async function examine(inquiry: Inquiry): Promise<void> {
  const { concern, facts, input } = inquiry;
  const entries = entriesOf(concern, facts, input.entryPoints);
  const chosen = BY_ASPECT[inquiry.aspect];
  if (chosen) return chosen(inquiry, entries);
  const weaknesses = weaknessesOf(concern, facts);
  if (weaknesses.length > 0) return examineFlaws(inquiry, weaknesses);
  const primary = concern.expected_control_categories[0]?.category;
  const byCategory = primary === undefined ? undefined : BY_CATEGORY[primary];
  if (byCategory && entries.length > 0) return byCategory(inquiry, entries);
  await recordControlsAround(inquiry);
  if (inquiry.controls.length === 0) await examineAbsence(inquiry);
}

/** Controls in the files of the concern, for concerns without entry point or flaw. */
async function recordControlsAround(inquiry: Inquiry): Promise<void> {
  const categories = new Set(inquiry.concern.expected_control_categories.map((item) => item.category));
  const files = new Set(inquiry.concern.locations.map((place) => place.file_path));
  const found = inquiry.facts.controls
    .filter((control) => categories.has(control.category) && files.has(control.at.file))
    .slice(0, 12);
  for (const [position, control] of found.entries()) {
    await inquiry.pause(control.name, position, found.length);
    await inquiry.fromFact(control, say('investigate/investigation.standsInFile'));
  }
}

/** Reads every location of the concern into `read`; what cannot be read is said. */
async function readLocations(inquiry: Inquiry, read: InvestigationDraft['locations_investigated']): Promise<void> {
  for (const [position, place] of inquiry.concern.locations.entries()) {
    await inquiry.pause(say('investigate/investigation.reading', place), position, inquiry.concern.locations.length);
    const lines = await inquiry.quotes.linesOf(place.file_path);
    if (lines === undefined) continue;
    const end = Math.min(place.line_range.end, lines);
    if (end < place.line_range.start)
      inquiry.quotes.miss(place.file_path, say('investigate/investigation.hasLines', lines, place));
    else read.push({ ...place, line_range: { start: place.line_range.start, end } });
  }
}

function outcomeOf({ gaps, controls }: Inquiry): Said {
  const severity = SEVERITIES.find((one) => gaps.some((gap) => gap.gap_severity === one));
  const worst = gaps.find((gap) => gap.gap_severity === severity);
  if (worst) return say('investigate/investigation.worstGap', gaps, worst);
  const names = eachOnce(controls.map((control) => control.control_name));
  if (names.length > 0 && controls.every((control) => control.strength === 'weak'))
    return say('investigate/investigation.onlyWeak', names);
  if (names.length > 0) return say('investigate/investigation.verified', names);
  return say('investigate/investigation.nothingFound');
}

function categories(inquiry: Inquiry): ControlCategory[] {
  return [
    ...new Set([
      ...inquiry.concern.expected_control_categories.map((item) => item.category),
      ...inquiry.gaps.flatMap((gap) => gap.category ?? []),
      ...inquiry.controls.map((control) => control.control_type),
    ]),
  ];
}

function draftOf(
  inquiry: Inquiry,
  read: InvestigationDraft['locations_investigated'],
  finished: boolean,
): Draft<InvestigationDraft> {
  const { concern } = inquiry;
  // Read is half of the work, judged the other half.
  const judged = finished ? 1 : Number(read.length === concern.locations.length) * inquiry.progress;
  const percent = Math.round((read.length * 50) / Math.max(concern.locations.length, 1) + judged * 50);
  const remaining = concern.locations.filter(
    (place) =>
      !read.some((other) => other.file_path === place.file_path && other.line_range.start === place.line_range.start),
  );
  const total = concern.locations.length;
  const complete = finished && remaining.length === 0;
  const files = [
    ...new Set([
      ...inquiry.gaps.flatMap((gap) => [
        ...(gap.locations ?? []).map((place) => place.file_path),
        ...(gap.flow ?? []).map((step) => step.file_path),
      ]),
    ]),
  ].sort(byText);
  return {
    concern_id: concern.id,
    concern_name: concern.name,
    severity: concern.severity,
    description: say('text.together', [
      outcomeOf(inquiry),
      ...inquiry.notes,
      say('investigate/investigation.investigated', concern, read, inquiry.controls),
    ]),
    crown_jewels_affected: [...concern.crown_jewels_affected],
    locations_investigated: read,
    controls_found: inquiry.controls,
    control_categories: categories(inquiry),
    control_gaps: inquiry.gaps,
    recommendations: inquiry.recommendations,
    compliance_impact: complianceImpact(inquiry),
    evidence: inquiry.evidence,
    files_for_phase5: files.length > 0 ? files : [...new Set(read.map((place) => place.file_path))].sort(byText),
    status: complete ? 'complete' : 'partial-investigation',
    ...(complete
      ? {}
      : {
          completion: { percent: Math.min(percent, 99), examined: read.length, total, remaining_locations: remaining },
        }),
  };
}

type Outcome = Draft<AgentOutcome<InvestigationDraft>>;

function settle(
  inquiry: Inquiry,
  read: InvestigationDraft['locations_investigated'],
  stopped: Sayable | undefined,
): Outcome {
  const coverage = {
    filesRead: inquiry.quotes.filesRead.sort(byText),
    notReached: inquiry.quotes.notReached,
  };
  const usage = { seconds: 0, filesRead: coverage.filesRead.length, tokens: 0 };
  if (read.length === 0) {
    const reason = stopped ?? say('investigate/investigation.noneRead', inquiry.concern, coverage.notReached);
    return stopped === undefined
      ? { status: 'failed', reason, usage, coverage }
      : { status: 'cancelled', reason, usage, coverage };
  }
  const result = draftOf(inquiry, read, stopped === undefined);
  const found = say('investigate/investigation.found', inquiry.controls.length, inquiry.gaps.length);
  if (result.status === 'complete') return { status: 'completed', result, found, usage, coverage };
  return {
    status: 'partial',
    result,
    reason: stopped ?? say('investigate/investigation.notReached', coverage.notReached),
    found,
    usage,
    coverage,
  };
}

/**
 * Investigates one concern: which controls protect it, which gaps remain. Stopped in the middle, it hands over what it
 * has.
 */
export async function investigate({ input }: Work<InvestigateInput>, context: WorkContext): Promise<Outcome> {
  const inquiry = new Inquiry(input, context);
  const read: InvestigationDraft['locations_investigated'] = [];
  try {
    await readLocations(inquiry, read);
    if (read.length > 0) await examine(inquiry);
    return settle(inquiry, read, undefined);
  } catch (error) {
    if (error instanceof Interrupted) return settle(inquiry, read, say('investigate/investigation.stopped'));
    throw error;
  }
}
