import { ATTACK_TREES, type AttackPath, type AttackTreeDefinition } from '../../knowledge/attack-trees';
import type { Threat } from '../../artifacts/phase5';
import type { ThreatModelOutput } from './input';
import { type Landscape } from './landscape';
import { code, text as inline } from '../../safety/text/markdown';
import type { WeakThreat } from './order';
import { listed } from '../../wording/text';
import { entryLabel } from '../../artifacts/notation';
import * as say from '../../wording/threats/attacks';

const MAX_LEAVES = 8;

/** The three trees as Markdown; leaves name the gaps and threats that make them true. */
export function attackTrees(threats: readonly WeakThreat[], landscape: Landscape): ThreatModelOutput['attackTrees'] {
  const open = threats.filter(({ threat }) => threat.status === 'open');
  return {
    'credential-theft': render(ATTACK_TREES['credential-theft'], open, landscape),
    'data-exfiltration': render(ATTACK_TREES['data-exfiltration'], open, landscape),
    'privilege-escalation': render(ATTACK_TREES['privilege-escalation'], open, landscape),
  };
}

function render(tree: AttackTreeDefinition, threats: readonly WeakThreat[], landscape: Landscape): string {
  const paths = tree.paths.map((path) => ({
    path,
    hits: threats.filter(
      (item) =>
        path.by.some((id) => id === item.weakness) && (path.atSignIn !== true || atSignIn(item.threat, landscape)),
    ),
  }));
  const possible = paths.filter(({ hits }) => hits.length > 0);
  const blocked = paths.filter(({ hits }) => hits.length === 0);
  const lines = [say.treeTitle(tree), '', `**Goal:** ${tree.goal}.`, ''];
  if (possible.length === 0) return [...lines, say.noThreat, ...notFound(blocked), ''].join('\n');
  lines.push(say.ways(possible.length));
  for (const { path, hits } of possible) lines.push(...branch(path, hits, landscape));
  return [...lines, ...notFound(blocked), ''].join('\n');
}

const SIGN_IN = /log-?in|sign-?(in|up)|register|auth|token|session|password|otp/i;

function atSignIn(threat: Threat, landscape: Landscape): boolean {
  return (
    threat.affectedEntryPoints.length === 0 ||
    threat.affectedEntryPoints.some((id) => SIGN_IN.test(landscape.entry(id)?.path ?? ''))
  );
}

function branch(path: AttackPath, hits: readonly WeakThreat[], landscape: Landscape): string[] {
  const lines = [`  - **AND**: ${path.title}`, `    1. ${path.first}`, say.findOne];
  for (const hit of hits.slice(0, MAX_LEAVES)) lines.push(`       - ${leaf(hit, landscape)}`);
  if (hits.length > MAX_LEAVES) lines.push(say.moreLeaves(hits, MAX_LEAVES));
  return [...lines, `    3. ${path.then}`];
}

/** One condition: true as long as its gaps are open. */
function leaf({ threat, what }: WeakThreat, landscape: Landscape): string {
  const through = threat.affectedEntryPoints.flatMap((id) => landscape.entry(id) ?? []);
  const place = threat.locations[0];
  const where = through.length > 0 ? ` through ${inline(listed(through.map(entryLabel), 3))}` : '';
  const at = place ? ` at ${code(`${place.file_path}:${place.line_range.start}`)}` : '';
  return say.leaf(threat, what, where, at);
}

function notFound(paths: readonly { path: AttackPath }[]): string[] {
  return paths.length === 0 ? [] : ['', say.noGap(paths)];
}
