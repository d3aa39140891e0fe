import type { Without } from '../artifacts/without';
import type { Component } from '../artifacts/phase3';
import { unreadLanguageOf } from '../knowledge/languages';
import type { Limitation } from '../artifacts/limitations';
import { Investigation } from '../artifacts/phase4';
import { errorFile, FILES } from '../session/layout';
import type { RunContext } from './context';
import { counted, tally } from './words';

type Draft = Without<Limitation, 'id' | 'recorded_at'>;
const MAX_NAMED = 5;
/** Their ids have three digits. */
const MOST = 999;

const named = (paths: readonly string[]): string => `${paths.slice(0, MAX_NAMED).join(', ')}${paths.length > MAX_NAMED ? ` and ${paths.length - MAX_NAMED} more` : ''}`;

function fromConcerns(context: RunContext): Draft[] {
  return context.state.batches.flatMap((batch) =>
    batch.concerns.flatMap((id): Draft[] => {
      const concern = context.state.concerns[id];
      const title = context.state.agents.find((agent) => agent.concern === id)?.title ?? id;
      const common = { concern_id: id, title, severity: batch.severity };
      if (concern?.state === 'skipped') {
        return [{ ...common, kind: 'investigation-blocked', description: `"${title}" was not investigated.`, reason: 'No agent gave a result and the concern was skipped.', source: errorFile(batch.severity, id), decided_by: context.unattended ? 'system' : 'user', suggested_follow_up: 'Review the code of this concern by hand.' }];
      }
      if (concern?.state !== 'partial') return [];
      return [{ ...common, kind: 'partial-investigation', description: `"${title}" was investigated in part.`, reason: 'The agent ended before it had read everything.', source: concern.file ?? '', decided_by: 'system', suggested_follow_up: 'Revert the batch to investigate again.' }];
    }),
  );
}

async function fromDiscoveries(context: RunContext): Promise<Draft[]> {
  const files = Object.values(context.state.concerns).flatMap((concern) => concern.file ?? []).sort();
  const drafts: Draft[] = [];
  for (const path of files) {
    const investigation = await context.store.readIfValid(path, Investigation);
    for (const item of investigation?.discovered_concerns ?? []) {
      drafts.push({ kind: 'discovered-not-investigated', title: item.title, severity: item.severity, description: `Seen on the way, not investigated: ${item.title}`, reason: item.discovery_reason, source: path, decided_by: 'system', suggested_follow_up: 'Add it as a concern in the next run.' });
    }
  }
  return drafts;
}

async function fromCode(context: RunContext): Promise<Draft[]> {
  const { inventory, limits } = await context.facts();
  const skipped = inventory.files.filter((file) => file.skipped !== undefined && file.skipped !== 'lock-file');
  const unread = inventory.files.filter((file) => !file.analyzed && file.skipped === undefined && (file.role === 'source' || (file.role === 'other' && unreadLanguageOf(file.path) !== undefined)));
  const grouped = [
    ...skipped.map((file) => ({ path: file.path, reason: file.skipped ?? '' })),
    ...inventory.unreadable,
    ...limits.filter((limit) => !skipped.some((file) => file.path === limit.path)),
  ];
  const reasons = Object.keys(tally(grouped, (item) => item.reason));
  const drafts = reasons.map((reason): Draft => {
    const paths = grouped.filter((item) => item.reason === reason).map((item) => item.path);
    return { kind: 'not-read', description: `${counted(paths.length, 'file')} not read in full (${reason}): ${named(paths)}`, reason, source: FILES.manifest, decided_by: 'system', suggested_follow_up: 'Review them by hand if they matter.' };
  });
  if (unread.length > 0) {
    const languages = Object.keys(tally(unread, (file) => unreadLanguageOf(file.path) ?? file.language ?? 'unknown')).join(', ');
    drafts.push({ kind: 'unsupported-language', description: `${counted(unread.length, 'source file')} not analysed (${languages}): ${named(unread.map((file) => file.path))}`, reason: 'The language is not supported.', source: FILES.manifest, decided_by: 'system' });
  }
  return drafts;
}

const fromComponents = (components: readonly Component[]): Draft[] =>
  components
    .filter((component) => component.coverage.sampled)
    .map((component) => ({
      kind: 'sampled-component',
      title: component.name,
      description: `${component.name} was sampled: ${component.coverage.filesRead} of ${component.coverage.filesInScope} files were read.`,
      reason: 'The component is too large to be read in full.',
      source: `phase-3/components/${component.name}.json`,
      decided_by: 'system',
    }));

const fromMapping = (context: RunContext): Draft[] =>
  context.state.problems
    .filter((problem) => problem.code === 'E-302')
    .map((problem) => ({ kind: 'not-read', description: problem.message, reason: 'The component could not be mapped.', source: FILES.sizing, decided_by: 'system', suggested_follow_up: 'Revise the map to try again.' }));

function fromUnattended(context: RunContext): Draft[] {
  if (!context.state.decisions.some((entry) => entry.decision.decidedBy === 'automatic')) return [];
  return [{ kind: 'unattended', description: 'Checkpoints were approved automatically. The business context consists of assumptions drawn from the code.', reason: 'The run was not attended.', source: 'phase-1/summary.md', decided_by: 'system', suggested_follow_up: 'Run it attended and confirm the business context.' }];
}

/** Writes what was knowingly not investigated, from everything known so far. What was not read never counts as clean. */
export async function writeLimitations(context: RunContext): Promise<string> {
  const components = (await context.artifacts.mapping()).components;
  const drafts = [...fromUnattended(context), ...fromMapping(context), ...fromComponents(components), ...(await fromCode(context)), ...fromConcerns(context), ...(await fromDiscoveries(context))];
  const limitations = drafts.slice(0, MOST).map((draft, index) => ({ id: `LIM-${String(index + 1).padStart(3, '0')}`, ...draft, recorded_at: context.now() }));
  await context.store.writeJson(FILES.limitations, {
    limitations,
    summary: { by_kind: tally(limitations, (item) => item.kind), by_severity: tally(limitations.filter((item) => item.severity !== undefined), (item) => item.severity ?? '') },
  });
  return FILES.limitations;
}
