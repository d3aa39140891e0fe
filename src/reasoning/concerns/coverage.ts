import type { ControlCategory } from '../../artifacts/enums';
import { BOUNDARIES } from '../../knowledge/boundaries';
import { canonicalCategory } from '../../knowledge/terms';
import { isNetwork } from '../mapping/entry-points';
import { categoriesOf, grouped, type Candidate, type Ground, type Place } from './candidate';
import { say } from '../../messages/say';

const primaryOf = (candidate: Candidate): ControlCategory =>
  (candidate.categories ?? categoriesOf(candidate.rule))[0]?.category ?? 'input-validation';

function parsePlace(text: string): Place | undefined {
  const match = /^(.+):(\d+)(?:-(\d+))?$/.exec(text);
  if (!match?.[1]) return undefined;
  const start = Math.max(1, Number(match[2]));
  return { file_path: match[1], line_range: { start, end: Math.max(start, Number(match[3] ?? start)) } };
}

/** The place that stands for the whole application: where its first entry point is registered. */
function applicationPlace(ground: Ground): Place | undefined {
  const entry = ground.facts.entryPoints[0];
  if (entry)
    return {
      file_path: entry.at.file,
      line_range: { start: entry.at.line, end: entry.at.line },
      context: say('concerns/coverage.firstEntryPoint'),
    };
  const file = ground.facts.inventory.files.find((item) => item.analyzed && item.role === 'source' && item.lines > 0);
  return file ? { file_path: file.path, line_range: { start: 1, end: 1 }, context: 'application' } : undefined;
}

const empty = {
  aspect: 'absence' as const,
  reach: 'place' as const,
  entries: [],
  verified: false,
  partlyCovered: false,
  namingOnly: false,
};

/** C-BOUND: controls that a boundary needs and that no other concern asks about. */
export function boundaryConcerns(ground: Ground, found: readonly Candidate[]): Candidate[] {
  const asked = new Set(found.filter((candidate) => !candidate.namingOnly).map(primaryOf));
  const templates = Object.values(BOUNDARIES);
  const missing = ground.mapping.boundaries.boundaries.flatMap((boundary) => {
    const template = templates.find((item) => item.name === boundary.name);
    return boundary.controls.missing.flatMap((name) => {
      const control = template?.required.find((item) => item.name === name);
      const place = parsePlace(boundary.location);
      return control && place && !asked.has(control.category) ? [{ boundary, control, place }] : [];
    });
  });
  return [...grouped(missing, (item) => item.control.category)].flatMap(([, items]): Candidate[] => {
    const first = items[0];
    if (!first || (first.boundary.type === 'external' && ground.facts.services.length === 0)) return [];
    const names = [...new Set(items.map((item) => item.control.name))];
    const elusive = items.every((item) => item.control.elusive);
    return [
      {
        ...empty,
        rule: 'C-BOUND',
        title: say('concerns/coverage.boundaryTitle', names, first.boundary),
        description: say(
          'concerns/coverage.boundary',
          items.map((item) => `"${item.boundary.name}"`),
          names,
          elusive,
        ),
        rationale: say('concerns/coverage.boundaryReason'),
        root: `boundary ${first.control.category}`,
        locations: items.map((item) => ({ ...item.place, context: item.boundary.name })),
        sources: items.map((item) => ({ artifact: 'trust-boundaries.json', id: item.boundary.id })),
        entries: ground.facts.entryPoints.filter(isNetwork).slice(0, 1),
        confidence: elusive ? 'low' : 'medium',
        namingOnly: elusive,
        categories: [{ category: first.control.category, role: 'primary' }],
      },
    ];
  });
}

/** C-COMPL: requirements of phase 1 whose categories have neither control nor concern. */
export function complianceConcerns(ground: Ground, found: readonly Candidate[]): Candidate[] {
  const asked = new Set(found.filter((candidate) => !candidate.namingOnly).map(primaryOf));
  const seen = new Set([
    ...ground.facts.controls.map((control) => control.category),
    ...ground.facts.entryPoints.flatMap((entry) => entry.guards.map((guard) => guard.category)),
  ]);
  const place = applicationPlace(ground);
  if (!place) return [];
  const open = ground.business.compliance_requirements.applicable_regulations
    .filter((regulation) => regulation.applicable)
    .flatMap((regulation) =>
      (regulation.requirements ?? []).map((requirement) => ({
        regulation,
        requirement,
        category: requirement.control_categories[0],
      })),
    )
    .filter(
      (item) =>
        item.category !== undefined &&
        !asked.has(item.category) &&
        !item.requirement.control_categories.some((category) => seen.has(category)),
    );
  return [...grouped(open, (item) => item.category ?? '')].map(([category, items]) => ({
    ...empty,
    rule: 'C-COMPL' as const,
    title: say(
      'concerns/coverage.complianceTitle',
      items.map((item) => item.requirement.requirement_id),
      category,
    ),
    description: say(
      'concerns/coverage.compliance',
      items.map((item) => `${item.requirement.requirement_id} ${item.requirement.name}`),
      category,
    ),
    rationale: say('concerns/coverage.complianceReason'),
    root: `compliance ${category}`,
    locations: [place],
    sources: items.map((item) => ({ artifact: 'compliance-requirements.json', id: item.requirement.requirement_id })),
    confidence: 'medium' as const,
    categories: [{ category: canonicalCategory(category) ?? 'logging-audit', role: 'primary' as const }],
  }));
}

const NOTE_SIGNS: readonly (readonly [RegExp, ControlCategory])[] = [
  [/password|login|session|authenticat|token/i, 'authentication'],
  [/role|permission|owner|authoriz|authoris|admin|access control/i, 'authorization'],
  [/secret|credential|api key/i, 'secrets-management'],
  [/encrypt|hash|cipher|tls|certificate|random/i, 'cryptography'],
  [/xss|escape|html|encod/i, 'output-encoding'],
  [/rate|limit|brute|denial/i, 'rate-limiting'],
  [/cors|csrf|csp|cookie|header/i, 'cors-csp'],
  [/log|audit/i, 'logging-audit'],
  [/dependenc|package|lockfile/i, 'dependency-security'],
];

/** The category whose words a text uses that a person or an agent wrote freely; else validation of input. */
export const categoryOfText = (text: string): ControlCategory =>
  NOTE_SIGNS.find(([sign]) => sign.test(text))?.[1] ?? 'input-validation';

/** C-NOTE: places that a mapper remarked on and no rule covers. */
export function noteConcerns(ground: Ground, found: readonly Candidate[]): Candidate[] {
  const covered = (place: Place): boolean =>
    found.some((candidate) =>
      candidate.locations.some(
        (other) =>
          other.file_path === place.file_path &&
          other.line_range.start <= place.line_range.end &&
          place.line_range.start <= other.line_range.end,
      ),
    );
  return ground.mapping.components.flatMap((component) =>
    (component.security_notes ?? []).flatMap((note): Candidate[] => {
      if (typeof note === 'string' || note.file === undefined) return [];
      const place = parsePlace(`${note.file}:${note.lines ?? '1'}`);
      if (!place || covered(place)) return [];
      return [
        {
          ...empty,
          rule: 'C-NOTE',
          title: say('text.clause', note.text),
          description: say('concerns/coverage.note', note.text, component),
          rationale: say('concerns/coverage.noteReason'),
          root: `note ${note.file}:${note.lines ?? ''}`,
          locations: [place],
          sources: [{ artifact: `components/${component.name}.json`, id: component.name }],
          confidence: 'medium',
          categories: [{ category: note.category ?? categoryOfText(note.text), role: 'primary' }],
        },
      ];
    }),
  );
}
