/** Calls that hang one router into another, by their last name. */
export const MOUNTING = /^(?:include_router|register_blueprint|register|use|mount|route|addRoutes|include)$/;
/** Settings that show errors in detail. */
export const DEBUG_SETTING = /^debug$/i;
