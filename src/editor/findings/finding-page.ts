import type { Gap, Investigation, Recommendation } from '../../artifacts/phase4';
import type { FindingView } from '../../pipeline/contract';
import { blocks, list } from '../../report/markdown/text';
import { proofOfConceptAmong } from '../../report/markdown/witness';
import { code, fenced, link as markdownLink, text } from '../../safety/text/markdown';
import { humanize } from '../../knowledge/names';
import { capitalized } from '../words';
import { explanation, firstSentence, placeText } from './finding-words';

/** What a page can link to. Both give a Markdown link target. */
export interface PageLinks {
  file(path: string, line: number): string;
  artifact(path: string): string;
}

export interface PageSource {
  finding: FindingView;
  investigations: { path: string; investigation: Investigation }[];
  /** Lines of the code at the first location, as they are now. */
  excerpt?: { start: number; lines: string[]; stale: boolean; language: string };
}

const section = (title: string, body: string): string => (body === '' ? '' : `## ${title}\n\n${body}`);

function facts({ finding }: PageSource): string {
  const parts = [
    `**${capitalized(finding.severity)}**`,
    finding.score === undefined ? '' : `CVSS ${finding.score.toFixed(1)}`,
    finding.cwe ? text(finding.cwe) : '',
    ...finding.stride.map(humanize),
    finding.category ? text(humanize(finding.category)) : '',
    finding.confidence ? `${text(finding.confidence)} confidence` : '',
    text(humanize(finding.status)),
  ];
  return [text(finding.id), ...parts].filter((part) => part !== '').join(' · ');
}

const link = (links: PageLinks, file: string, line: number): string =>
  markdownLink(placeText(file, line), links.file(file, line));

function where({ finding, excerpt }: PageSource, links: PageLinks): string {
  const { location, component } = finding;
  if (!location) return component ? `Component ${code(component)}` : '';
  const line = excerpt?.start ?? location.start;
  const place = `${link(links, location.file, line)}${component ? `, component ${code(component)}` : ''}`;
  return blocks(
    place,
    excerpt?.stale && '> The code changed since the analysis. This is what stands there now.',
    excerpt && fenced(excerpt.lines, excerpt.language),
  );
}

function way({ finding }: PageSource, links: PageLinks): string {
  const steps =
    finding.flow.length > 0
      ? finding.flow.map(({ file_path: file, line, text: message }) => ({ file, line, message }))
      : finding.related.map(({ file, start, message }) => ({ file, line: start, message }));
  return steps
    .map(({ file, line, message }, index) => `${index + 1}. ${link(links, file, line)}: ${text(message)}`)
    .join('\n');
}

/** The gaps of these investigations that the finding stands for, with what was recommended. */
function gapsOf({ finding, investigations }: PageSource): { gap: Gap; recommendations: Recommendation[] }[] {
  return investigations.flatMap(({ investigation }) =>
    investigation.control_gaps
      .filter(({ gap_id }) => finding.gapIds.includes(`${investigation.concern_id}-${gap_id}`))
      .map((gap) => ({
        gap,
        recommendations: investigation.recommendations.filter(
          ({ addresses_gaps: addressed }) => addressed === undefined || addressed.includes(gap.gap_id),
        ),
      })),
  );
}

function recommendations(source: PageSource): string {
  const all = gapsOf(source).flatMap((one) => one.recommendations);
  const items = [...new Map(all.map((one) => [one.action, one])).values()].map(
    ({ action, implementation_guidance: how, rationale, effort_estimate: effort }) =>
      blocks(
        `**${text(firstSentence(action))}** (effort: ${effort})`,
        text(
          [action.slice(firstSentence(action).length + 1).trim(), how]
            .filter((part) => part !== '' && part !== action)
            .join(' '),
        ),
        rationale && `Why: ${text(rationale)}`,
      ),
  );
  if (items.length > 0) return blocks(...items);
  return source.finding.recommendation ? text(source.finding.recommendation) : '';
}

function attack(source: PageSource): string {
  return blocks(...new Set(gapsOf(source).map(({ gap }) => text(gap.attack_vector))));
}

function controls({ investigations }: PageSource, links: PageLinks): string {
  const found = investigations.flatMap(({ investigation }) => investigation.controls_found);
  const unique = [
    ...new Map(
      found.map((control) => [`${control.control_name}@${control.file_location}:${control.line_range.start}`, control]),
    ).values(),
  ];
  return list(
    unique.map(
      (control) =>
        `${text(control.control_name)} (${control.strength}) at ` +
        `${link(links, control.file_location, control.line_range.start)}: ${text(control.effectiveness)}`,
    ),
  );
}

const sources = ({ investigations }: PageSource, links: PageLinks): string =>
  list(
    investigations.map(({ path, investigation }) =>
      markdownLink(`${investigation.concern_id}: ${investigation.concern_name}`, links.artifact(path)),
    ),
  );

/** The page of a finding, in Markdown. Everything that comes from the analysed code is escaped. */
export function findingPage(source: PageSource, links: PageLinks): string {
  const { finding } = source;
  return `${blocks(
    `# ${text(firstSentence(finding.title))}`,
    facts(source),
    text(explanation(finding)),
    section('Where', where(source, links)),
    section(finding.flow.length > 0 ? 'How it gets there' : 'Related places', way(source, links)),
    section('How it is attacked', attack(source)),
    section('Proof of concept', proofOfConceptAmong(gapsOf(source).map(({ gap }) => gap))),
    section('What to do', recommendations(source)),
    section('Controls found nearby', controls(source, links)),
    section('Investigated in', sources(source, links)),
  )}\n`;
}
