import type { FileFact } from '../../artifacts/inventory';
import type { SizedComponent } from '../../artifacts/phase2';
import type { Part } from './part';
import { priorityOf, relevanceOf } from './relevance';

type Depth = 'full' | 'sampling' | 'skip';

/** Above this number of files a component that cannot be split is sampled. */
const SAMPLED_ABOVE = 10_000;

export interface Weighed {
  part: Part;
  sized: SizedComponent & { recommended_depth: Depth };
}

function normal(text: string): string {
  return text
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

/**
 * `customer payments` is found in `customer_payments` and `CustomerPayments`; words of
 * fewer than four letters only as a whole.
 */
function mentions(words: string, keyword: string): boolean {
  return keyword.length < 4 ? ` ${words} `.includes(` ${keyword} `) : words.includes(keyword);
}

interface Weight {
  relevant: boolean;
  words: string;
}

/** Components are weighed again whenever they are split or grouped; their files stay the same. */
const weights = new WeakMap<FileFact, Weight>();

function weightOf(file: FileFact): Weight {
  let weight = weights.get(file);
  if (!weight) {
    weight = {
      relevant: file.role !== 'test' && file.role !== 'docs' && relevanceOf(file.path).length > 0,
      words: normal(file.path),
    };
    weights.set(file, weight);
  }
  return weight;
}

function depthOf(part: Part, priority: string, tier: string): Depth {
  if (part.type === 'supporting') return 'skip';
  if (part.files.length > SAMPLED_ABOVE) return 'sampling';
  return tier === 'large' && priority !== 'high' ? 'sampling' : 'full';
}

export function displayPath(path: string): string {
  return path === '' ? './' : path;
}

/** Security relevance, priority and depth of a component. Spec §3.1 steps 6 and 8. */
export function weigh(part: Part, keywords: readonly string[], tier: string): Weighed {
  const relevant = part.files.filter((file) => weightOf(file).relevant).length;
  const wanted = keywords.map(normal).filter((keyword) => keyword !== '');
  const jewels =
    part.type !== 'supporting' &&
    wanted.length > 0 &&
    part.files.some((file) => wanted.some((keyword) => mentions(weightOf(file).words, keyword)));
  const priority = jewels ? 'high' : priorityOf(relevant);
  return {
    part,
    sized: {
      path: displayPath(part.path),
      files: part.files.length,
      type: part.type,
      priority,
      security_relevant_files: relevant,
      recommended_depth: depthOf(part, priority, tier),
      handles_crown_jewels: jewels,
    },
  };
}
