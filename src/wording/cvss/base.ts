export const nobodyElse = 'Nobody else has to do anything.';
export const staysInside = 'The effect stays within the application.';
export const hitsBrowsers = 'The effect leaves the application: it hits browsers of users.';
export const identityOfServer =
  'What is shown to leak is reached with the identity of the server; effects on other systems are not established.';
export const worksReliably = 'The attack works reliably.';
export const noControl = 'No control has to be evaded.';
export const othersConfidentiality = 'confidentiality of other systems';
export const othersIntegrity = 'integrity of other systems';
export const othersAvailability = 'availability of other systems';

export const noEffect = (name: string): string => `No effect on ${name}.`;

const LEVEL = { H: 'high', L: 'limited' } as const;

export const effect = (name: string, value: keyof typeof LEVEL, why: string): string =>
  `Effect on ${name} is ${LEVEL[value]}: ${why}`;
