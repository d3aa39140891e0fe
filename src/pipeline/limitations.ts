import type { CodeFacts } from '../artifacts/facts';
import type { Without } from '../artifacts/without';
import type { Component } from '../artifacts/phase3';
import type { UnreadItem } from '../artifacts/coverage';
import type { Limitation } from '../artifacts/limitations';
import { Investigation } from '../artifacts/phase4';
import { errorFile, FILES } from '../session/layout';
import { leftOutByUser } from '../session/incomplete';
import type { RunContext } from './context';
import { coverageInWords } from '../wording/coverage';
import * as say from '../wording/limitations';
import { unreadSentence } from '../wording/unread';
import { tally } from './tally';

type Draft = Without<Limitation, 'id' | 'recorded_at'>;
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
            ...say.notInvestigated(title),
            source: errorFile(batch.severity, id),
            decided_by: decided.has(id) ? 'user' : 'system',
          },
        ];
      }
      if (concern?.state !== 'partial') return [];
      return [
        {
          ...common,
          kind: 'partial-investigation',
          ...say.investigatedInPart(title),
          source: concern.file ?? '',
          decided_by: 'system',
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
        ...say.seenOnTheWay(item.title, item.discovery_reason),
        source: path,
        decided_by: 'system',
      });
    }
  }
  return drafts;
}

/** One entry for each reason; production code in a language that is not read is a kind of its own. */
function fromUnread(items: readonly UnreadItem[], unknownLanguage: ReadonlySet<string>): Draft[] {
  const reasons = [...new Set(items.map(({ group, reason }) => `${group}\0${reason}`))].sort();
  return reasons.map((key): Draft => {
    const [group, reason = ''] = key.split('\0');
    const paths = items.filter((item) => item.group === group && item.reason === reason).map(({ path }) => path);
    const isLanguage = group === 'production' && paths.every((path) => unknownLanguage.has(path));
    return {
      kind: isLanguage ? 'unsupported-language' : 'not-read',
      ...say.notRead(paths, reason),
      source: FILES.manifest,
      decided_by: 'system',
    };
  });
}

/** Files that were left unread for their language alone. */
const inUnknownLanguage = ({ inventory }: CodeFacts): ReadonlySet<string> =>
  new Set(
    inventory.files
      .filter(({ unread, skipped }) => unread?.kind === 'language' && skipped === undefined)
      .map(({ path }) => path),
  );

async function fromCode(context: RunContext): Promise<Draft[]> {
  const facts = await context.facts();
  const coverage = coverageInWords(facts.coverage);
  const named = new Set(coverage.unread.map(({ path }) => path));
  const others = facts.limits
    .filter(({ path }) => !named.has(path))
    .map(({ path, why }): UnreadItem => ({ path, reason: unreadSentence(why), group: 'partial' }));
  const misunderstood = coverage.notUnderstood.map((item): Draft => ({
    kind: 'not-understood',
    title: item.name,
    ...say.notUnderstood(item),
    source: `${item.file}:${item.line}`,
    decided_by: 'system',
  }));
  return [...fromUnread([...coverage.unread, ...others], inUnknownLanguage(facts)), ...misunderstood];
}

const fromComponents = (components: readonly Component[]): Draft[] =>
  components
    .filter((component) => component.coverage.sampled)
    .map((component) => ({
      kind: 'sampled-component',
      title: component.name,
      ...say.sampled(component),
      source: `phase-3/components/${component.name}.json`,
      decided_by: 'system',
    }));

const fromMapping = (context: RunContext): Draft[] =>
  context.state.problems
    .filter((problem) => problem.code === 'E-302')
    .map((problem) => ({
      kind: 'not-read',
      ...say.notMapped(problem.message),
      source: FILES.sizing,
      decided_by: 'system',
    }));

function fromUnattended(context: RunContext): Draft[] {
  if (!context.state.decisions.some((entry) => entry.decision.decidedBy === 'automatic')) return [];
  return [
    {
      kind: 'unattended',
      ...say.unattended,
      source: 'phase-1/summary.md',
      decided_by: 'system',
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
