import type { ThreatModelData } from '../../artifacts/report-data';
import { ACROSS, CALLER_TITLES, type MatrixCell, matrixOf } from '../../wording/access-matrix';
import { blocks, table, text } from './text';

/** Rows in Markdown; the JSON holds every access. */
const MOST_ROWS = 60;

/** Who may do what to which data: resources and operations down, callers across. */
export function accessMatrix({ architecture }: ThreatModelData): string {
  const rows = matrixOf(architecture.access ?? []);
  if (rows.length === 0) return '';
  const callers = ACROSS.filter((caller) => rows.some(({ cells }) => cells[caller]));
  const more = rows.length > MOST_ROWS && `${rows.length - MOST_ROWS} more rows are in \`threat-model-data.json\`.`;
  return blocks(
    '## Who may do what',
    'Read from the code: how many entry points let whom do what to which data. **!** marks entry points ' +
      'that ask for less than others do for the same data.',
    table(
      ['Data', 'Operation', ...callers.map((caller) => CALLER_TITLES[caller])],
      rows
        .slice(0, MOST_ROWS)
        .map(({ resource, operation, cells }) => [
          text(resource),
          operation,
          ...callers.map((caller) => shown(cells[caller])),
        ]),
    ),
    more,
  );
}

function shown(cell: MatrixCell | undefined): string {
  if (!cell) return '';
  return cell.deviating > 0 ? `${cell.entryPoints} **!**` : String(cell.entryPoints);
}
