import type { NoWitness, Witness } from '../../artifacts/witness';
import { curlLine, expectedWords, givenWords, obstacleWords, senderWords, sentLines } from '../../wording/witness';
import { fenced, text } from '../../safety/text/markdown';
import { blocks, list } from './text';

interface Claim {
  witness?: Witness | undefined;
  obstacle?: NoWitness | undefined;
}

/** That of the first claim that is shown by a request, else why the first one could not be. */
export function proofOfConceptAmong(claims: readonly Claim[]): string {
  const claim =
    claims.find(({ witness }) => witness !== undefined) ?? claims.find(({ obstacle }) => obstacle !== undefined);
  return claim ? proofOfConcept(claim) : '';
}

/** The proof of concept of a claim: what to send, as whom, and what is seen then; or why there is none. */
export function proofOfConcept({ witness, obstacle }: Claim): string {
  if (obstacle) return text(obstacleWords(obstacle));
  if (!witness) return '';
  const many = witness.steps.length > 1;
  return blocks(
    ...witness.steps.map(({ sender, sent, expects }, index) => {
      const curl = curlLine(sent);
      return blocks(
        `${many ? `${index + 1}. ` : ''}${text(senderWords(sender))}:`,
        fenced(sentLines(sent), 'http'),
        curl !== undefined && fenced([curl], 'sh'),
        text(expectedWords(expects)),
      );
    }),
    witness.given.length > 0 && blocks('It takes that', list(givenWords(witness).map(text))),
  );
}
