import { JAVASCRIPT_MODELS } from '../../../knowledge/flow/javascript-models';
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
  hoistsFunctions: true,
  argumentsHaveNames: false,
  hasArgumentsObject: true,
  hasPrototypes: true,
  constructorsValidate: false,
  methodsDeclareReceiver: false,
  receiverNames: new Set(),
  plusJoinsLists: false,
  pipeMerges: false,
  slashJoinsPaths: false,
  replacesAll: false,
  separatorJoins: false,
  findGivesPlace: false,
  hasDictionaries: false,
  inputsAreParameters: false,
  handlersReturnAnswers: false,
  routesDeclareChecks: true,
  classesDeclareGuards: false,
  parametersDeclareGuards: false,
  strangersAreObjects: false,
  uploadsKeepSentNames: false,
  isSettingsModule: () => false,
  models: JAVASCRIPT_MODELS,
};
