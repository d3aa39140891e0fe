/** The admin site, and the administration of one model, make views that ask for staff. */
export const WRAPS_FOR_STAFF = /^django\.contrib\.(?:gis\.)?admin\.(?:[\w()]+\.)*admin_view(?:\(\))?$/;
