import type { GuardFact } from '../../artifacts/facts';
import type { Registration } from '../entries/registration';
import type { RouterTree } from '../entries/router-tree';
import type { Program } from '../link/definitions';
import type { TextSource } from '../text-source';

/** The checks in front of an entry point. */
export function guardFacts(program: Program, texts: TextSource, registration: Registration, tree: RouterTree): GuardFact[] {
  return tree.guardsOf(registration).map((g) => ({ category: 'authentication', establishes: '?', name: texts.span(g.at.file, g.at.span).text.slice(0, 40), at: texts.span(g.at.file, g.at.span), scope: g.reach, strength: 'weak', basis: '' }));
}
