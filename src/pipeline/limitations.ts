import type { Without } from '../artifacts/without';
import type { Component } from '../artifacts/phase3';
import type { UnreadItem } from '../artifacts/coverage';
import type { Limitation } from '../artifacts/limitations';
import { Investigation } from '../artifacts/phase4';
import { errorFile, FILES } from '../session/layout';
import { leftOutByUser } from '../session/incomplete';
import type { RunContext } from './context';
import { notUnderstoodSentence, someOf } from '../wording/coverage';
import { counted, tally } from './words';

type Draft = Without<Limitation, 'id' | 'recorded_at'>;
const MAX_NAMED = 5;
/** Their ids have three digits. */
const MOST = 999;

function fromConcerns(context: RunContext): Draft[] {
  const decided = new Set(leftOutByUser(context.state));
  return context.state.batches.flatMap((batch) =>
    batch.concerns.flatMap((id): Draft[] => {
      const concern = context.state.concerns[id];
      const title = context.state.agents.find((agent) => agent.concern === id)?.title ?? id;
      const common = { concern_id: id, title, severity: batch.severity };
      if (concern?.state === 'skipped') {
        return [
          {
            ...common,
            kind: 'investigation-blocked',
            description: `"${title}" was not investigated.`,
            reason: 'No agent gave a result and the concern was skipped.',
            source: errorFile(batch.severity, id),
            decided_by: decided.has(id) ? 'user' : 'system',
            suggested_follow_up: 'Review the code of this concern by hand.',
          },
        ];
      }
      if (concern?.state !== 'partial') return [];
      return [
        {
          ...common,
          kind: 'partial-investigation',
          description: `"${title}" was investigated in part.`,
          reason: 'The agent ended before it had read everything.',
          source: concern.file ?? '',
          decided_by: 'system',
          suggested_follow_up: 'Revert the batch to investigate again.',
        },
      ];
    }),
  );
}

async function fromDiscoveries(context: RunContext): Promise<Draft[]> {
  const files = Object.values(context.state.concerns)
    .flatMap((concern) => concern.file ?? [])
    .sort();
  const drafts: Draft[] = [];
  for (const path of files) {
    const investigation = await context.store.readIfValid(path, Investigation);
    for (const item of investigation?.discovered_concerns ?? []) {
      drafts.push({
        kind: 'discovered-not-investigated',
        title: item.title,
        severity: item.severity,
        description: `Seen on the way, not investigated: ${item.title}`,
        reason: item.discovery_reason,
        source: path,
        decided_by: 'system',
        suggested_follow_up: 'Add it as a concern in the next run.',
      });
    }
  }
  return drafts;
}

/** One entry for each reason; production code in a language that is not read is a kind of its own. */
function fromUnread(items: readonly UnreadItem[]): Draft[] {
  const reasons = [...new Set(items.map(({ group, reason }) => `${group}\0${reason}`))].sort();
  return reasons.map((key): Draft => {
    const [group, reason = ''] = key.split('\0');
    const own = items.filter((item) => item.group === group && item.reason === reason);
    const isLanguage =
      group === 'production' &&
      own.every(({ language }) => language !== undefined && reason === `${language} is not read.`);
    const description = `${counted(own.length, 'place')} not read or not judged in full (${reason}): ${someOf(
      own.map(({ path }) => path),
      MAX_NAMED,
    )}`;
    return {
      kind: isLanguage ? 'unsupported-language' : 'not-read',
      description,
      reason,
      source: FILES.manifest,
      decided_by: 'system',
      suggested_follow_up: 'Review them by hand if they matter.',
    };
  });
}

async function fromCode(context: RunContext): Promise<Draft[]> {
  const { coverage, limits } = await context.facts();
  const named = new Set(coverage.unread.map(({ path }) => path));
  const others = limits
    .filter(({ path }) => !named.has(path))
    .map(({ path, reason }): UnreadItem => ({ path, reason, group: 'partial' }));
  const misunderstood = coverage.notUnderstood.map((item): Draft => ({
    kind: 'not-understood',
    title: item.name,
    description: notUnderstoodSentence(item),
    reason: 'The analysis does not follow it.',
    source: `${item.file}:${item.line}`,
    decided_by: 'system',
    suggested_follow_up: 'Review what it answers by hand.',
  }));
  return [...fromUnread([...coverage.unread, ...others]), ...misunderstood];
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
    .map((problem) => ({
      kind: 'not-read',
      description: problem.message,
      reason: 'The component could not be mapped.',
      source: FILES.sizing,
      decided_by: 'system',
      suggested_follow_up: 'Revise the map to try again.',
    }));

function fromUnattended(context: RunContext): Draft[] {
  if (!context.state.decisions.some((entry) => entry.decision.decidedBy === 'automatic')) return [];
  return [
    {
      kind: 'unattended',
      description:
        'Checkpoints were approved automatically. The business context consists of assumptions drawn from the code.',
      reason: 'The run was not attended.',
      source: 'phase-1/summary.md',
      decided_by: 'system',
      suggested_follow_up: 'Run it attended and confirm the business context.',
    },
  ];
}

/**
 * Writes what was knowingly not investigated, from everything known so far. What was not read never counts as clean.
 */
export async function writeLimitations(context: RunContext): Promise<string> {
  const components = (await context.artifacts.mapping()).components;
  const drafts = [
    ...fromUnattended(context),
    ...fromMapping(context),
    ...fromComponents(components),
    ...(await fromCode(context)),
    ...fromConcerns(context),
    ...(await fromDiscoveries(context)),
  ];
  const limitations = drafts
    .slice(0, MOST)
    .map((draft, index) => ({ id: `LIM-${String(index + 1).padStart(3, '0')}`, ...draft, recorded_at: context.now() }));
  await context.store.writeJson(FILES.limitations, {
    limitations,
    summary: {
      by_kind: tally(limitations, (item) => item.kind),
      by_severity: tally(
        limitations.filter((item) => item.severity !== undefined),
        (item) => item.severity ?? '',
      ),
    },
  });
  return FILES.limitations;
}
