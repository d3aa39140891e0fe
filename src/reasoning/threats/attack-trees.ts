import { ATTACK_TREES, type AttackTreeDefinition } from '../../knowledge/attack-trees';
import type { Threat } from '../../artifacts/phase5';
import { type Draft, type Said, say } from '../../messages/say';
import type { ThreatModelOutput } from './input';
import { type Landscape } from './landscape';
import type { WeakThreat } from './order';

/** The three trees: which ways to a goal are open, by which threats. */
export function attackTrees(
  threats: readonly WeakThreat[],
  landscape: Landscape,
): Draft<ThreatModelOutput['attackTrees']> {
  const open = threats.filter(({ threat }) => threat.status === 'open');
  return {
    'credential-theft': grown(ATTACK_TREES['credential-theft'], open, landscape),
    'data-exfiltration': grown(ATTACK_TREES['data-exfiltration'], open, landscape),
    'privilege-escalation': grown(ATTACK_TREES['privilege-escalation'], open, landscape),
  };
}

function grown(tree: AttackTreeDefinition, threats: readonly WeakThreat[], landscape: Landscape): Said {
  const ways = tree.paths.map((path) => ({
    path,
    leaves: threats
      .filter(
        (item) =>
          path.by.some((id) => id === item.weakness) && (path.atSignIn !== true || atSignIn(item.threat, landscape)),
      )
      .map(({ threat, what }) => ({
        threat,
        what,
        through: threat.affectedEntryPoints.flatMap((id) => landscape.entry(id) ?? []),
      })),
  }));
  const closed = ways.filter(({ leaves }) => leaves.length === 0).map(({ path }) => path);
  return say(
    'threats/attack-trees.tree',
    tree,
    ways.filter(({ leaves }) => leaves.length > 0),
    closed,
  );
}

const SIGN_IN = /log-?in|sign-?(in|up)|register|auth|token|session|password|otp/i;

function atSignIn(threat: Draft<Threat>, landscape: Landscape): boolean {
  return (
    threat.affectedEntryPoints.length === 0 ||
    threat.affectedEntryPoints.some((id) => SIGN_IN.test(landscape.entry(id)?.path ?? ''))
  );
}
