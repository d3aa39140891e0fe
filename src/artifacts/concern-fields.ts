/** The names of the fields of a concern in Markdown, for whoever writes the file and whoever reads it again. */
export const CONCERN_FIELDS = {
  severity: 'Severity',
  description: 'Description',
  locations: 'Locations',
  crownJewels: 'Crown Jewels Affected',
  rule: 'Rule',
  categories: 'Categories',
} as const;
