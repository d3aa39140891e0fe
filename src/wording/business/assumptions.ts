export const processes = 'The business processes';
export const value = 'The business value';
export const internetFacing = 'Whether the application faces the internet';
export const dataTypes = 'The kinds of data';
export const crownJewels = 'The crown jewels';
export const actors = 'The threat actors';
export const noRegulation = 'That no regulation applies';
export const ciaOrder = 'The order of confidentiality, integrity and availability';
export const riskAppetite = 'The risk appetite';
export const downtime = 'The longest acceptable downtime';
export const breachCost = 'The cost of a breach';
export const downtimeCost = 'The cost of an hour of downtime';
export const regulations = 'That regulations apply';

export const notConfirmed = (label: string): string => `${label}: not confirmed by the user.`;
