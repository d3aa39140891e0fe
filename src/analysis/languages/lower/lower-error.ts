import type { WhyUnread } from '../../../artifacts/unread';

/** A file that cannot be turned into the common tree. */
export class LowerError extends Error {
  constructor(
    readonly reason: 'unknown-language' | 'too-complex',
    readonly why: WhyUnread,
  ) {
    super(reason);
  }
}
