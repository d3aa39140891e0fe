import type { InvestigationDraft } from '../../../src/artifacts/investigation-draft';

/** What an agent hands in that found nothing, with changes. */
export const draft = (changes: Partial<InvestigationDraft> = {}): InvestigationDraft => ({
  concern_id: '001',
  concern_name: 'c',
  severity: 'high',
  description: '',
  crown_jewels_affected: [],
  locations_investigated: [],
  controls_found: [],
  control_categories: ['authorization'],
  control_gaps: [],
  recommendations: [],
  compliance_impact: [],
  evidence: [],
  access: [],
  policies: [],
  files_for_phase5: [],
  status: 'complete',
  ...changes,
});
