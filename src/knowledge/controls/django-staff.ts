/** The admin site, and the administration of one model, make views that ask for staff. */
const WRAPS_FOR_STAFF = /^django\.contrib\.(?:gis\.)?admin\.(?:[\w()]+\.)*admin_view(?:\(\))?$/;

/** What they establish: only staff is signed in there, and has that role. */
export const STAFF_CHECKS = [
  {
    path: WRAPS_FOR_STAFF,
    category: 'authentication',
    establishes: 'authenticated',
    strength: 'strong',
    basis: 'admin-site-asks',
  },
  {
    path: WRAPS_FOR_STAFF,
    category: 'authorization',
    establishes: 'role',
    strength: 'strong',
    basis: 'staff-only',
  },
] as const;
