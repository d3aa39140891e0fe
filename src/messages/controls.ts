import type {
  CategoryFile,
  ConsolidatedControl,
  ConsolidatedGap,
  ControlGaps,
  Investigation,
} from '../artifacts/phase4';
import type { Concern } from '../artifacts/phase3';
import type { ErrorRecord } from '../artifacts/batch';

/** What the consolidation of phase 4 says. */
export interface ControlsMessages {
  'controls/contradictions': {
    notReferring: [category: string, path: string];
    miscounted: [file: CategoryFile];
    unknownSourceOfControl: [control: ConsolidatedControl];
    unknownSourceOfGap: [gap: ConsolidatedGap];
    miscountedGaps: [gaps: ControlGaps];
    idTwice: [];
  };
  'controls/merged': {
    inHandlers: [name: string, kind: unknown];
    places: [places: readonly { file: string; line: number }[]];
  };
  'controls/verdict': {
    nothingForBrowsers: [];
    notTouched: [];
    investigated: [investigation: Investigation];
    blocked: [concern: Concern | undefined, record: ErrorRecord];
    tooLittleRead: [];
    notUnderstood: [frameworks: readonly string[]];
    openGaps: [claimed: readonly ConsolidatedGap[], leads: number];
    coverageUnknown: [ofName: number];
    covers: [entryPoints: number, ofName: number];
    nothingToAsk: [names: readonly string[]];
    nothingSeen: [];
  };
}
