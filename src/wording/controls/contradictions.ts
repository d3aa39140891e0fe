import type { CategoryFile, ConsolidatedControl, ConsolidatedGap, ControlGaps } from '../../artifacts/phase4';

export const notReferring = (category: string, path: string): string => `${category}.json does not refer to ${path}`;

export const miscounted = (file: CategoryFile): string =>
  `${file.category}.json counts ${file.metadata.total_controls} controls and holds ${file.controls.length}`;

export const unknownSourceOfControl = (control: ConsolidatedControl): string =>
  `${control.control_id} names the unknown source ${control.investigation_source}`;

export const unknownSourceOfGap = (gap: ConsolidatedGap): string =>
  `${gap.gap_id} names the unknown source ${gap.concern_source}`;

export const miscountedGaps = (gaps: ControlGaps): string =>
  `control-gaps.json counts ${gaps.metadata.total_gaps} gaps and holds ${gaps.gaps.length}`;

export const idTwice = 'a control id is used twice';
