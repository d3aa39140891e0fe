import { count } from '../text';

/** The titles of steps, of the tasks in them and of their checkpoints, and why one gave no result. */

export const readCode = 'Read the code';
export const suggestBusiness = 'Suggest the business context';
export const approveBusiness = 'Approve the business context';
export const keepBusiness = 'Keep the business context';
export const noBusiness = 'The business context could not be drafted';

export const sizeCode = 'Size the code base';

export const mapComponents = 'Map the components';
export const mapPart = (path: string): string => `Map ${path === './' ? 'the code base' : path}`;
export const noMap = 'No component could be mapped';
export const uniteMaps = 'Unite the maps';
export const deriveConcerns = 'Derive the concerns';
export const approveMap = 'Approve the map and the concerns';
export const mapAndConcerns = 'Codebase map and concerns';
export const keepMap = 'Keep the map';

export const planBatches = 'Plan the batches';
export const investigateConcerns = 'Investigate the concerns by severity';
export const investigateBatch = (concerns: number, severity: string): string =>
  `Investigate ${count(concerns, `${severity} concern`)}`;
export const consolidateBatch = (severity: string): string => `Consolidate the ${severity} batch`;
export const decideBatch = (severity: string): string => `Decide on the ${severity} batch`;
export const batch = (number: number, key: string): string => `Batch ${number}: ${key}`;
export const settleControls = 'Settle controls and gaps';
export const approveControls = 'Approve controls and gaps';
export const controlsAndGaps = 'Controls and gaps';
export const keepControls = 'Keep controls and gaps';

export const modelThreats = 'Model the threats';
export const methodology = (notes: string): string => `Methodology: ${notes}`;
export const noThreats = 'The threats could not be modelled';
export const approveThreats = 'Approve the threats';
export const keepThreats = 'Keep the threats';

export const planTests = 'Plan the tests';
export const noTests = 'The tests could not be planned';
export const approveTests = 'Approve the test plan';
export const keepTests = 'Keep the test plan';

export const writeReport = 'Write the report';
