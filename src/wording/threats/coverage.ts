import type { Stride } from '../../artifacts/enums';
import type { DataStore, EntryPoint } from '../../artifacts/phase3';
import type { ConsolidatedControl, ConsolidatedGap } from '../../artifacts/phase4';
import type { Threat } from '../../artifacts/phase5';
import { STRIDE_TABLE } from '../../knowledge/stride';
import { count, listed } from '../text';
import type { Dropped } from '../../messages/threats';
import { WHY_DROPPED } from './model';

export const threatsFromGaps = (open: readonly Threat[]): string =>
  `${count(open.length, 'threat')} from ${count(new Set(open.flatMap((threat) => threat.controlGaps)).size, 'gap')}.`;

export const preventedBy = (controlNames: readonly string[]): string => `Prevented by ${listed(controlNames, 3)}.`;

export const dropped = (reason: Dropped, gaps: readonly ConsolidatedGap[]): string =>
  `${WHY_DROPPED[reason]} (${listed(
    gaps.map((gap) => gap.gap_id),
    5,
  )}).`;

export const notExposed = (stride: Stride): string =>
  `No entry point, store or flow of this component is exposed to ` +
  `${STRIDE_TABLE[stride].label.toLowerCase()}, and no gap was recorded.`;

export const onlyPartial = (partial: readonly ConsolidatedControl[]): string =>
  `only ${listed(
    partial.map((control) => control.control_name),
    3,
  )} (${partial[0]?.strength ?? ''}) was found`;

export const noControl = 'no control was found';

export const unknown = (missed: string, exposure: string, known: string): string =>
  `${missed}: ${exposure}; ${known} and no gap was recorded. Not established: treat as unknown.`;

export const forKnownUsers = (meant: readonly EntryPoint[]): string =>
  `${count(meant.length, 'network entry point')} meant for known users`;

export const notForEverybody = (meant: readonly EntryPoint[]): string =>
  `${count(meant.length, 'network entry point')} not meant for everybody`;

export const networkEntries = (entries: readonly EntryPoint[]): string => count(entries.length, 'network entry point');

export const changingState = (changing: readonly EntryPoint[]): string =>
  `${count(changing.length, 'entry point')} that ${changing.length === 1 ? 'changes' : 'change'} state`;

export const withParameters = (withInput: readonly EntryPoint[]): string =>
  `${count(withInput.length, 'entry point')} with parameters`;

export const jewelsHandled = 'crown jewels are handled';

export const storesInUse = (stores: readonly DataStore[]): string => `${count(stores.length, 'data store')} in use`;
