import type { BusinessContext } from '../../artifacts/phase1';
import { count, listed, shorten } from '../text';
import { code, cut, text as inline } from '../../safety/text/markdown';
import { plain } from '../../artifacts/notation';

/** Lists are cut here, so that the summary stays below 2,000 tokens whatever the form holds. */
const LIST = 7;
const LINE = 140;

/** `phase-1/summary.md`: what later phases need to know, in one page. */
export function phase1Summary(context: BusinessContext): string {
  return [
    '# Business context',
    ...section('Application', application(context)),
    ...section('Crown Jewels', crownJewels(context)),
    ...section('Key Threat Actors', actors(context)),
    ...section('Compliance Context', compliance(context)),
    ...section('Business Impact', impact(context)),
    ...section('Next Phase Guidance', guidance(context)),
    ...section('Assumptions', assumptions(context)),
    '',
  ].join('\n');
}

const section = (title: string, lines: string[]): string[] => ['', `## ${title}`, '', ...lines];

function bullets(lines: readonly string[]): string[] {
  const shown = lines.slice(0, LIST).map((line) => `- ${cut(line, LINE)}`);
  return lines.length > LIST ? [...shown, `- and ${lines.length - LIST} more`] : shown;
}

function application({ business_objectives: objectives }: BusinessContext): string[] {
  return [
    `**${inline(shorten(objectives.application_name, 100))}**: ${inline(shorten(objectives.primary_purpose, 400))}`,
    '',
    ...bullets([
      `Users: ${inline(listed(objectives.users, 6)) || 'not stated'}`,
      `Processes: ${inline(listed(objectives.business_processes, 8)) || 'not stated'}`,
      `Value: ${inline(objectives.business_value) || 'not stated'}`,
      `Reachable from the internet: ${objectives.internet_facing === true ? 'yes' : 'no'}`,
    ]),
  ];
}

function crownJewels({ data_classification: data }: BusinessContext): string[] {
  return bullets(
    data.crown_jewels.map(
      (jewel) => `${code(jewel.data_type)} (${jewel.sensitivity ?? 'high'}): ${inline(jewel.rationale)}`,
    ),
  );
}

function actors({ threat_actors: { threat_actors: list } }: BusinessContext): string[] {
  return bullets(
    list.map(
      (actor) =>
        `${actor.id} ${inline(actor.name)}: ${plain(actor.motivation)}, ${plain(actor.capability)}, ` +
        `likelihood ${plain(actor.likelihood)}`,
    ),
  );
}

function compliance({ compliance_requirements: rules }: BusinessContext): string[] {
  if (rules.applicable_regulations.length === 0) return ['No regulation applies.'];
  return bullets(
    rules.applicable_regulations.map(
      (rule) => `${inline(rule.name)}: ${count(rule.requirements?.length ?? 0, 'requirement')} that code can show`,
    ),
  );
}

function impact({ business_impact: impacts, security_objectives: objectives }: BusinessContext): string[] {
  return [
    ...bullets(
      impacts.scenarios.map(
        (scenario) =>
          `${inline(scenario.name)}: ${scenario.risk_level} (${scenario.total_risk_score} of 25). ` +
          inline(scenario.description),
      ),
    ),
    '',
    `Priority: ${inline(shorten(objectives.cia_priority, 100))}. Risk appetite: ` +
      `${plain(objectives.risk_appetite)}. Longest downtime: ${inline(shorten(objectives.rto, 60))}.`,
  ];
}

function guidance(context: BusinessContext): string[] {
  const jewels = context.data_classification.crown_jewels.slice(0, 3).map((jewel) => plain(jewel.data_type));
  const lines = [`Sizing and mapping: give the code that handles ${inline(listed(jewels))} the most attention.`];
  lines.push(
    context.business_objectives.internet_facing === true
      ? 'Controls: begin with entry points reachable without signing in.'
      : 'Controls: begin with files, arguments and messages that come from other systems.',
  );
  const regulations = context.compliance_requirements.applicable_regulations.map((rule) => rule.name);
  if (regulations.length > 0) lines.push(`Controls: check the requirements of ${inline(listed(regulations))}.`);
  const worst = [...context.business_impact.scenarios].sort((a, b) => b.total_risk_score - a.total_risk_score)[0];
  if (worst) lines.push(`Threats: "${inline(worst.name)}" weighs most.`);
  lines.push('Tests: order by environmental score, crown jewels first.');
  return bullets(lines);
}

function assumptions(context: BusinessContext): string[] {
  const all = Object.values(context).flatMap((file) => file.assumptions ?? []);
  return all.length === 0
    ? ['All values were confirmed.']
    : [
        `${count(all.length, 'statement')} in these files ${all.length === 1 ? 'is' : 'are'} assumed, not confirmed:`,
        '',
        ...bullets(all.map(inline)),
      ];
}
