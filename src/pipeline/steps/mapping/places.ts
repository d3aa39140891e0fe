export const PHASE = 'codebase_mapping';

export const CHECKPOINT = 'phase-3-checkpoint';

export const ID = {
  map: 'codebase-mapping.map',
  consolidate: 'codebase-mapping.consolidate',
  concerns: 'codebase-mapping.concerns',
  ask: 'codebase-mapping.checkpoint',
  seal: 'codebase-mapping.seal',
} as const;

export const SCENARIOS = 'phase-3/additional-threat-scenarios.md';

export const MAPS = 'phase-3/mapped';

export const SHOWN = 'phase-3/.snapshots/';
