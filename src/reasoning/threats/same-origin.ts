/** Groups that have a mark in common are one group, at the place of the first of them. */
export function united<T>(groups: readonly T[][], marksOf: (group: readonly T[]) => readonly string[]): T[][] {
  const found: { members: T[]; marks: Set<string> }[] = [];
  for (const group of groups) {
    const marks = marksOf(group);
    const [first, ...others] = found.filter((known) => marks.some((mark) => known.marks.has(mark)));
    if (!first) {
      found.push({ members: [...group], marks: new Set(marks) });
      continue;
    }
    for (const { members, marks: known } of [...others, { members: group, marks }]) {
      first.members.push(...members);
      for (const mark of known) first.marks.add(mark);
    }
    for (const other of others) found.splice(found.indexOf(other), 1);
  }
  return found.map(({ members }) => members);
}
