import type { Dialect } from '../../engine/dialect';

/** JavaScript, TypeScript and what embeds them. */
export const JAVASCRIPT_DIALECT: Dialect = {
  id: 'javascript',
  assignmentDeclares: false,
  defaultsReadOutside: false,
  membersAreNames: false,
  classSharesMembers: false,
  addsInPlace: false,
  foldersAreModules: false,
  constructorName: 'constructor',
  superByCall: false,
  receiver: () => undefined,
  isClassMethod: () => false,
  isProperty: () => false,
  listed: ({ callee, args }) =>
    callee.kind === 'member' &&
    callee.object.kind === 'name' &&
    callee.object.name === 'Object' &&
    /^(entries|keys|values)$/.test(callee.property)
      ? args[0]?.value
      : undefined,
  exportedPath: (name, path) => {
    if (name === 'exports') return path;
    return name === 'module' && path[0] === 'exports' ? path.slice(1) : undefined;
  },
};
