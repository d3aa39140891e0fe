import type { Link } from '../../artifacts/checkpoint-views';
import type { Location } from '../../artifacts/enums';

const linkTo = (location: Location): Link => ({
  label: `${location.file_path}:${location.line_range.start}`,
  file: location.file_path,
  line: location.line_range.start,
});

/** The first place as a link, if there is one. */
export const firstLink = (locations: readonly Location[]): { link?: Link } =>
  locations[0] ? { link: linkTo(locations[0]) } : {};
