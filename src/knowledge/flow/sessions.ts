/** Objects that keep what is known of the sender between requests. */
export const SESSIONS = /^(?:flask\.session|quart\.session|@pyreq\.session)$/;
