import { terminalLine } from '../safety/text/terminal';
import type { CheckpointRecord } from '../artifacts/checkpoint-record';
import type { CheckpointView, ViewOf } from '../artifacts/checkpoint-views';

const bullet = (text: string): string => `  - ${text}`;
const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', title, ...lines];

function business(view: ViewOf<'business-context'>): string[] {
  const { answers, assumptions } = view.draft;
  return [
    `${answers.application_name}: ${answers.primary_purpose}`,
    `Crown jewels: ${answers.crown_jewels.join(', ')}`,
    `Threat actors: ${answers.threat_actors.join(', ')}`,
    `Regulations: ${answers.regulations.join(', ') || (answers.none_applicable ? 'none apply' : 'not known')}`,
    ...section(
      `Assumptions, until someone confirms them (${assumptions.length})`,
      assumptions.map(({ text, file, line }) => bullet(`${text}${file ? ` (${file}${line ? `:${line}` : ''})` : ''}`)),
    ),
  ];
}

function mapping(view: ViewOf<'mapping'>): string[] {
  const { counts, coverage } = view;
  return [
    `${counts.components} components, ${counts.entryPoints} entry points, ${counts.dataFlows} data flows, ${counts.trustBoundaries} trust boundaries, ${counts.dependencies} dependencies`,
    `${coverage.filesRead} of ${coverage.filesInScope} files read, ${coverage.notReadTotal} not read`,
    ...section(
      'Attack surface',
      view.attackSurface.map(({ type, count, unauthenticated }) =>
        bullet(`${type}: ${count}, ${unauthenticated} without authentication`),
      ),
    ),
    ...section(
      `Concerns (${view.concerns.length})`,
      view.concerns.map(({ id, severity, title }) => bullet(`${id} ${severity}: ${title}`)),
    ),
  ];
}

function batch(view: ViewOf<'batch'>): string[] {
  return [
    `Severity ${view.batch.severity}: ${view.execution.concerns} concerns, ${view.execution.agents} agents, ${Math.round(view.execution.seconds)} s`,
    ...section(
      'Concerns',
      view.concerns.map(({ id, title, state, result }) =>
        bullet(`${id} ${title}: ${state === 'complete' ? result : `${state}, ${result}`}`),
      ),
    ),
    ...section(
      'Controls found',
      view.controls.map(({ category, count, names }) => bullet(`${category}: ${count} (${names.join(', ')})`)),
    ),
    ...section(
      'Gaps found',
      view.gaps.map(({ id, severity, description, link }) =>
        bullet(`${id} ${severity}: ${description}${link ? ` (${link.label})` : ''}`),
      ),
    ),
    ...section('Next', [
      bullet(
        view.nextBatch ? `${view.nextBatch.severity}: ${view.nextBatch.concerns} concerns` : 'this was the last batch',
      ),
    ]),
  ];
}

const controls = (view: ViewOf<'controls'>): string[] => [
  ...view.categories.map(({ category, status, controls: count, gaps }) =>
    bullet(`${category}: ${status}, ${count} controls, ${gaps} gaps`),
  ),
  ...section(
    'Known limitations',
    view.limitations.map(({ kind, description }) => bullet(`${kind}: ${description}`)),
  ),
];

const threats = (view: ViewOf<'threats'>): string[] => [
  ...view.threats.map(({ id, score, severity, title, link }) =>
    bullet(`${id} ${score.toFixed(1)} ${severity}: ${title}${link ? ` (${link.label})` : ''}`),
  ),
  ...section(
    'Abuse cases',
    view.abuseCases.map(({ id, name, actor }) => bullet(`${id} ${name} (${actor})`)),
  ),
];

const tests = (view: ViewOf<'tests'>): string[] => [
  ...view.table.map(({ priority, codeReview, sast, manual }) =>
    bullet(`${priority}: ${codeReview} files to review, ${sast} SAST rules, ${manual} manual tests`),
  ),
  ...section(
    'Review first',
    view.reviewFiles.map(({ link, reason, time }) => bullet(`${link.label}: ${reason} (${time})`)),
  ),
];

function body(view: CheckpointView): string[] {
  switch (view.kind) {
    case 'business-context':
      return business(view);
    case 'mapping':
      return mapping(view);
    case 'batch':
      return batch(view);
    case 'controls':
      return controls(view);
    case 'threats':
      return threats(view);
    case 'tests':
      return tests(view);
  }
}

/**
 * A checkpoint as plain text for a terminal, with everything its view holds. Hidden characters are shown: the text
 * comes from the repository.
 */
export function checkpointText(record: CheckpointRecord): string {
  const lines = [
    record.title,
    '='.repeat(record.title.length),
    ...body(record.summary),
    ...section('Questions', record.summary.questions.map(bullet)),
    ...section('Then', [bullet(record.summary.next)]),
  ];
  return lines.map(terminalLine).join('\n');
}
