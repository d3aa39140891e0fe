import type { EntryPoint } from '../../artifacts/phase3';
import type { Weakness } from '../../knowledge/weakness';
import { entryLabel } from '../../artifacts/notation';
import { listed, lowerFirst } from '../text';

export const effect = ({ consequence, severity }: Weakness, rated: string | undefined): string =>
  `${lowerFirst(consequence)}${rated === undefined ? '' : ` The investigation rated it ${rated}, below the usual ${severity}.`}`;

export const developmentSettings = 'The settings are those for the machines of developers.';
export const onPath = 'The attacker has to be on a network that the connection passes.';
export const packages = 'Packages are delivered over the network.';
export const onHost = 'The attack takes place on the host.';
export const secretOpens = 'What the secret opens can be used over the network.';
export const withCopy = 'The attacker works with a copy of data, code or logs.';

export const callable = (network: EntryPoint): string => `${entryLabel(network)} can be called over the network.`;

export const notCallable = (entries: readonly EntryPoint[]): string =>
  `${listed(entries.map(entryLabel), 2)} is not called over the network.`;

export const componentAnswers = (ofComponent: EntryPoint): string =>
  `The component answers requests such as ${entryLabel(ofComponent)}.`;

export const systemAnswers = (somewhere: EntryPoint): string =>
  `The setting acts on a system that answers ${entryLabel(somewhere)}.`;

export const leadUnknown = 'The system answers requests over the network; which of them lead here was not established.';
export const noneCallable = 'No entry point that can be called over the network was found.';
export const accessFirst = 'Access to the code, a copy, the logs or the host comes first.';
export const sessionOfVictim = 'The browser of the victim brings the session along.';
export const carriedOut = 'Whoever denies an operation must have been able to carry it out.';
export const missingCheck = 'The missing check is what the threat is about.';
export const ordinaryAccount = 'An ordinary account suffices.';
export const noSignIn = 'No sign-in was found in front of it.';

export const signInUnknown = (open: EntryPoint): string =>
  `Whether ${entryLabel(open)} asks for a sign-in was not established.`;

export const callableByAnyone = (open: EntryPoint): string => `${entryLabel(open)} can be called without signing in.`;

export const anyAccount = (ordinary: EntryPoint): string =>
  `${entryLabel(ordinary)} requires a sign-in (${ordinary.authentication}), and any account will do.`;

export const privilegedRole = (entries: readonly EntryPoint[]): string =>
  `${listed(entries.map(entryLabel), 2)} requires a privileged role.`;

export const followsLink = 'A victim must follow a link or open a page of the attacker.';
export const runsBuild = 'Somebody must run a build that takes in the code.';
export const usesAsUsual = 'A victim must use the application as usual.';
export const incompleteCheck = 'An incomplete check stands in the way and must be evaded.';
export const noPath = 'No path from an entry point to the place was established.';
