import { CONTROL_CATEGORIES, SEVERITIES, type ControlCategory, type Severity } from '../../artifacts/enums';
import type { Concern } from '../../artifacts/phase3';
import { canonicalCategory } from '../../knowledge/terms';
import { codeSpansOf, plainOf } from '../../safety/text/markdown';
import { concernName } from './names';
import { say, type Draft } from '../../messages/say';
import { CONCERN_FIELDS } from '../../artifacts/concern-fields';

/** A concern in Markdown that cannot be read; `line` is 1-based. */
class ConcernImportError extends Error {
  constructor(
    readonly reason: 'no-concerns' | 'no-location' | 'bad-severity' | 'duplicate-id',
    message: string,
    readonly line: number,
  ) {
    super(message);
    this.name = 'ConcernImportError';
  }
}

interface Block {
  id: string;
  title: string;
  line: number;
  fields: Map<string, string>;
}

const HEADING = /^### (\d{3}): (.+)$/;
const FIELD = /^(?:[-*] )?\*\*([A-Za-z ]+)\*\*:?:?\s*(.*)$/;
const ITEM = /^\s*[-*] (.+)$/;
const PLACE = /^(.+?):(\d+)(?:-(\d+))?$/;

function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = [];
  let field = '';
  markdown.split(/\r?\n/).forEach((text, index) => {
    const heading = HEADING.exec(text);
    if (heading) {
      blocks.push({
        id: heading[1] ?? '',
        title: plainOf(heading[2] ?? '').trim(),
        line: index + 1,
        fields: new Map(),
      });
      field = '';
      return;
    }
    const block = blocks[blocks.length - 1];
    if (!block) return;
    const label = FIELD.exec(text);
    if (label) {
      field = (label[1] ?? '').toLowerCase().replace(/:$/, '').trim();
      block.fields.set(field, (label[2] ?? '').replace(/^:\s*/, ''));
    } else if (field !== '' && ITEM.test(text)) {
      block.fields.set(
        field,
        [block.fields.get(field) ?? '', ITEM.exec(text)?.[1] ?? ''].filter((part) => part !== '').join(', '),
      );
    }
  });
  return blocks;
}

/** What stands in code spans, as we write it; by hand it may be a list with commas. */
function itemsOf(field: string): string[] {
  const spans = codeSpansOf(field);
  return spans.length > 0 ? spans : field.split(',').map((part) => plainOf(part).trim());
}

function locationsOf(block: Block): Concern['locations'] {
  return itemsOf(fieldOf(block, 'locations') ?? '').flatMap((part) => {
    const match = PLACE.exec(part);
    if (!match?.[1]) return [];
    const start = Math.max(1, Number(match[2]));
    return [{ file_path: match[1].trim(), line_range: { start, end: Math.max(start, Number(match[3] ?? start)) } }];
  });
}

const fieldOf = ({ fields }: Block, name: keyof typeof CONCERN_FIELDS): string | undefined =>
  fields.get(CONCERN_FIELDS[name].toLowerCase());

function jewelsOf(block: Block): string[] {
  try {
    const value: unknown = JSON.parse(fieldOf(block, 'crownJewels') ?? '[]');
    return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
  } catch {
    // A list; only earlier versions wrote JSON.
    return itemsOf(fieldOf(block, 'crownJewels') ?? '').filter((item) => item !== '' && item !== 'none');
  }
}

function toConcern(block: Block, taken: Set<string>): Draft<Concern> {
  const severity = (fieldOf(block, 'severity') ?? '').trim().toLowerCase();
  if (!SEVERITIES.includes(severity as Severity))
    throw new ConcernImportError(
      'bad-severity',
      `Concern ${block.id} has no severity out of ${SEVERITIES.join(', ')}.`,
      block.line,
    );
  const locations = locationsOf(block);
  if (locations.length === 0)
    throw new ConcernImportError('no-location', `Concern ${block.id} names no location as path:start-end.`, block.line);
  const categories = (fieldOf(block, 'categories') ?? '').split(',').flatMap((item) => canonicalCategory(item) ?? []);
  const known: ControlCategory[] = categories.length > 0 ? categories : [CONTROL_CATEGORIES[2]];
  return {
    id: block.id,
    name: concernName(block.title, taken),
    title: block.title,
    severity: severity as Severity,
    description: plainOf(fieldOf(block, 'description') ?? '').trim(),
    locations,
    crown_jewels_affected: jewelsOf(block),
    expected_control_categories: known.map((category, position) => ({
      category,
      role: position === 0 ? 'primary' : 'secondary',
    })),
    source: [{ artifact: 'comprehensive-findings.md', id: block.id }],
    rule: plainOf(fieldOf(block, 'rule') ?? 'user').trim(),
    severity_factors: {
      crown_jewel_proximity: 0,
      exposure: 0,
      data_sensitivity: 0,
      modifiers: [{ name: say('concerns/changes.severityTaken'), delta: 0 }],
      score: 0,
    },
    rationale: say('concerns/changes.imported'),
  };
}

/**
 * Reads concerns back from their Markdown view.
 * @throws {ConcernImportError} when there is none, or one lacks severity or location.
 */
export function concernsFromMarkdown(markdown: string): Draft<Concern>[] {
  const blocks = blocksOf(markdown);
  if (blocks.length === 0)
    throw new ConcernImportError('no-concerns', 'The file has no section of the form "### 001: Title".', 1);
  const ids = new Set<string>();
  const names = new Set<string>();
  return blocks.map((block) => {
    if (ids.has(block.id))
      throw new ConcernImportError('duplicate-id', `Concern ${block.id} stands in the file twice.`, block.line);
    ids.add(block.id);
    return toConcern(block, names);
  });
}
