/** Decorators of classes whose instances hold what they are made with, field by field. */
export const HOLDS_FIELDS = /^(?:dataclass|define|frozen|mutable|attrs)$/;
/** Base classes of the same kind. */
export const FIELD_BASES = /(?:^|\.)NamedTuple$/;
