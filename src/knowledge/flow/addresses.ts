/** Objects that hold an address part by part, by what makes them. Source: WHATWG, "URL Standard", API. */
export const ADDRESS_OBJECTS = /^URL\(\)$/;

/** Parts of an address that say which server it leads to. */
export const SERVER_PARTS: ReadonlySet<string> = new Set(['host', 'hostname']);
