import * as z from 'zod';
import { BusinessAnswers } from './phase1';
import { CONTROL_CATEGORIES, Severity } from './enums';
import { WorkspacePath } from './paths';
import { Text, textOf } from './text';
import { CheckpointView, ArtifactLink } from './checkpoint-views';

/** Changes to the concerns at the mapping checkpoint. Ids are those shown; added ones get the next free number. */
export const ConcernEdit = z.discriminatedUnion('action', [
  z.object({ action: z.literal('rate'), id: z.string(), severity: Severity }),
  z.object({ action: z.literal('drop'), id: z.string(), reason: z.string() }),
  z.object({
    action: z.literal('add'),
    title: textOf(z.string().min(1)),
    severity: Severity,
    description: Text,
    category: z.enum(CONTROL_CATEGORIES),
    file: WorkspacePath.min(1),
    line: z.int().min(1),
  }),
]);
export type ConcernEdit = z.infer<typeof ConcernEdit>;

/** The user's answer to a checkpoint. Which decisions a checkpoint accepts is listed in its record. */
export const Decision = z.object({
  decision: z.enum(['approve', 'revise', 'continue', 'stop', 'revert', 'retry', 'skip']),
  feedback: z.string().optional(),
  /** `approve` of phase 1: the form as the user left it, and the fields confirmed. */
  answers: BusinessAnswers.optional(),
  confirmed: z.array(z.string()).optional(),
  concernEdits: z.array(ConcernEdit).optional(),
  /** `retry` and `skip`: the failed concerns meant. */
  concerns: z.array(z.string()).optional(),
  decidedBy: z.enum(['user', 'automatic']),
});

export type Decision = z.infer<typeof Decision>;

/** `checkpoints/*.json` */
export const CheckpointRecord = z.looseObject({
  /** File stem: `phase-1-checkpoint`, `phase-4-batch-critical-checkpoint`. */
  id: z.string(),
  sessionId: z.string(),
  phase: z.int(),
  phaseName: z.string(),
  title: z.string(),
  timestamp: z.string(),
  status: z.enum(['awaiting_approval', 'approved', 'rejected', 'needs_revision', 'stopped', 'reverted']),
  options: z.array(Decision.shape.decision),
  summary: CheckpointView,
  userResponse: Decision.extend({ timestamp: z.string() }).optional(),
  history: z.array(z.unknown()),
  artifacts: z.array(ArtifactLink),
  nextPhase: z.int(),
  nextPhaseName: z.string(),
});

export type CheckpointRecord = z.infer<typeof CheckpointRecord>;
