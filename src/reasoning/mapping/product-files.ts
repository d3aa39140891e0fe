import type { ControlCategory } from '../../artifacts/enums';
import type { CodeFacts, ControlFact } from '../../artifacts/facts';
import type { FileFact } from '../../artifacts/inventory';

/** What code in a browser protects its own user from: what others may do, it cannot decide. */
const OF_PAGES: ReadonlySet<ControlCategory> = new Set(['output-encoding', 'cryptography', 'cors-csp']);

/**
 * Whether what stands in a file protects the product. Scripts, tests and copies of libraries guard no request, and what
 * pages check is for their users' convenience.
 */
export function protects(file: FileFact | undefined, category: ControlCategory): boolean {
  if (category === 'dependency-security') return true;
  if (file?.role === 'generated' || file?.skipped === 'minified') return false;
  const zone = file?.zone ?? 'production';
  if (zone === 'production') return true;
  return zone === 'client' && OF_PAGES.has(category);
}

/** Tells the controls of a category that protect the product; a condition on what is sent is none. */
export function ofProduct({ inventory }: CodeFacts): (control: ControlFact, category: ControlCategory) => boolean {
  const files = new Map(inventory.files.map((file) => [file.path, file]));
  return (control, category) =>
    control.category === category &&
    control.basis.is !== 'rejects-input' &&
    protects(files.get(control.at.file), category);
}
