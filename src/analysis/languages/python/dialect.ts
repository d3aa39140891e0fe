import { PYTHON_MODELS } from '../../../knowledge/flow/python-models';
import type { Dialect } from '../../engine/dialect';
import type { ClassMember, FunctionIr } from '../../read/ir';

const isMarked = ({ decorators }: Pick<FunctionIr, 'decorators'>, name: string): boolean =>
  decorators.some((decorator) => decorator.kind === 'name' && decorator.name === name);

function receiver(fn: FunctionIr): 'instance' | 'class' | undefined {
  if (isMarked(fn, 'staticmethod')) return undefined;
  return fn.name === '__new__' || isMarked(fn, 'classmethod') ? 'class' : 'instance';
}

const isProperty = (member: ClassMember): boolean =>
  member.decorators.some(
    (one) =>
      (one.kind === 'name' && /^(cached_)?property$/.test(one.name)) ||
      (one.kind === 'member' && one.property === 'cached_property'),
  );

export const PYTHON_DIALECT: Dialect = {
  id: 'python',
  assignmentDeclares: true,
  defaultsReadOutside: true,
  membersAreNames: true,
  classSharesMembers: true,
  addsInPlace: true,
  foldersAreModules: true,
  constructorName: '__init__',
  callMember: '__call__',
  superByCall: true,
  receiver,
  isClassMethod: (member) => isMarked(member, 'classmethod'),
  isProperty,
  listed: ({ callee }) =>
    callee.kind === 'member' && /^(items|keys|values)$/.test(callee.property) ? callee.object : undefined,
  exportedPath: () => undefined,
  hoistsFunctions: false,
  argumentsHaveNames: true,
  hasArgumentsObject: false,
  hasPrototypes: false,
  constructorsValidate: true,
  methodsDeclareReceiver: true,
  receiverNames: new Set(['self', 'cls']),
  plusJoinsLists: true,
  pipeMerges: true,
  slashJoinsPaths: true,
  replacesAll: true,
  separatorJoins: true,
  findGivesPlace: true,
  hasDictionaries: true,
  inputsAreParameters: true,
  handlersReturnAnswers: true,
  routesDeclareChecks: false,
  classesDeclareGuards: true,
  parametersDeclareGuards: true,
  strangersAreObjects: true,
  uploadsKeepSentNames: true,
  isSettingsModule: (file) => /(^|\/)settings?(\/|\.py$|_\w+\.py$)|\/config\/.*\.py$|(^|\/)conf\.py$/.test(file),
  models: PYTHON_MODELS,
};
