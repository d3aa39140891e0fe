import { bits } from '../../../knowledge/flow/families';
import { POLLUTION } from '../../../knowledge/flow/prototypes';
import { facts } from './check-facts';
import type { Clear, Facts, Value } from './value';

/** What the yes or no of a question to every item of a list establishes, from the answers for its items. */

/** Yes: one item was said yes to, whichever it was. No: all items were said no to. */
export function someSaid(answers: readonly Value[]): Facts | undefined {
  return answered(
    common(answers.map((one) => one.facts?.whenTrue ?? [])),
    answers.flatMap((one) => one.facts?.whenFalse ?? []),
    answers,
  );
}

/** Yes: all items were said yes to. No: one item was said no to, whichever it was. */
export function allSaid(answers: readonly Value[]): Facts | undefined {
  return answered(
    ofAll(answers.flatMap((one) => one.facts?.whenTrue ?? [])),
    common(answers.map((one) => one.facts?.whenFalse ?? [])),
    answers,
  );
}

function answered(yes: readonly Clear[], no: readonly Clear[], answers: readonly Value[]): Facts | undefined {
  const weak = answers.flatMap((one) => one.facts?.weak ?? []);
  return yes.length + no.length + weak.length > 0 ? facts(yes, no, weak) : undefined;
}

/** What is established once all of the answers are known to have been yes. */
export function allYes(answers: readonly Value[]): Facts | undefined {
  return answered(ofAll(answers.flatMap((one) => one.facts?.whenTrue ?? [])), [], answers);
}

/** Families that come of which names there are, whatever is held under them. */
const NAMING = bits('mass-assignment') | POLLUTION;

/** Where all names of a record were said yes to, the record has no others. */
const ofAll = (clears: readonly Clear[]): Clear[] =>
  clears.flatMap((clear) => {
    const { any, parent } = clear.identity;
    return any === 'name' && parent ? [clear, { identity: parent, bits: clear.bits & NAMING }] : [clear];
  });

/** What all of the sets rule out. */
function common(sets: readonly (readonly Clear[])[]): Clear[] {
  const [first, ...others] = sets;
  return (first ?? []).flatMap((clear) => {
    const mask = others.reduce(
      (left, clears) => left & (clears.find((one) => one.identity.id === clear.identity.id)?.bits ?? 0),
      clear.bits,
    );
    return mask === 0 ? [] : [{ identity: clear.identity, bits: mask }];
  });
}
