/** Names of decorators that say who may, and not what may be sent. */
export const ASKING_NAME =
  /member|permission|permit|access|allowed|authori[sz]|owner|role|admin|staff|can_|may_|require/i;
