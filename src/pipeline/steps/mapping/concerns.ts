import { SEVERITIES } from '../../../artifacts/enums';
import type { Concern } from '../../../artifacts/phase3';
import { FILES, summaryFile } from '../../../session/layout';
import { feedbackAt } from '../../checkpoint';
import type { RunContext } from '../../context';
import { counted, summaryMarkdown, tally } from '../../words';
import { CHECKPOINT, PHASE, SCENARIOS } from './places';
import { breathe } from '../../../reasoning/turns';

export async function writeConcerns(context: RunContext, concerns: Concern[]): Promise<string[]> {
  const { store, artifacts, parts } = context;
  const map = await artifacts.mapping();
  await store.writeJson(FILES.concerns, concerns);
  await store.writeText(FILES.findingsMarkdown, parts.services.parts.concernsMarkdown(concerns));
  const bySeverity = SEVERITIES.map(
    (severity) => `${severity}: ${concerns.filter((concern) => concern.severity === severity).length}`,
  );
  await store.writeText(
    summaryFile(3),
    summaryMarkdown('Codebase map', [
      [
        'Counts',
        [
          counted(map.components.length, 'component'),
          counted(map.entryPoints.entryPoints.length, 'entry point'),
          counted(map.dataFlows.flows.length, 'data flow'),
          counted(map.boundaries.boundaries.length, 'trust boundary', 'trust boundaries'),
        ],
      ],
      [
        'Components',
        map.components.map((component) => `${component.name} (${component.type}): ${component.description}`),
      ],
      [
        'Entry points',
        Object.entries(tally(map.entryPoints.entryPoints, (entry) => entry.type)).map(
          ([type, count]) => `${type}: ${count}`,
        ),
      ],
      [
        'Components with crown jewels',
        map.components
          .filter((component) => component.handles_crown_jewels)
          .map((component) => `${component.name}: ${component.crown_jewels_handled.join(', ')}`),
      ],
      ['Concerns by severity', bySeverity],
      [
        'Most severe concerns',
        concerns
          .filter((concern) => concern.severity === 'critical' || concern.severity === 'high')
          .map((concern) => `${concern.id} ${concern.title}`),
      ],
    ]),
  );
  await context.emit({ type: 'counted', counters: { concerns: concerns.length } }, { phase: PHASE });
  return [FILES.concerns, FILES.findingsMarkdown, summaryFile(3)];
}

export async function derive(context: RunContext): Promise<string[]> {
  const { parts } = context.parts.services;
  const facts = await context.facts();
  const [mapping, business] = [await context.artifacts.mapping(), await context.artifacts.business()];
  // Each of these takes a while in a large application: a signal is seen in between.
  await breathe();
  const found = await context.inTurns(parts.deriveConcerns(mapping, facts, business));
  const { concerns: derived, scenarios } = await context.parts.redaction.inTurns(found);
  await breathe();
  const concerns = parts.applyConcernEdits(
    derived,
    parts.concernsFromFeedback(feedbackAt(context.state, CHECKPOINT), facts),
  );
  await context.store.writeText(SCENARIOS, scenarios);
  return [...(await writeConcerns(context, concerns)), SCENARIOS];
}
