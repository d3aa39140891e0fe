/** Programs that build a package of the repository and are no part of it. */

/** What they are called; other programs have such a name too. */
export const BUILD_SCRIPT = /(^|\/)setup\.py$/i;

/** Libraries that build packages. */
const BUILDERS = 'setuptools|distutils|skbuild|cx_Freeze|py2exe|py2app';

/** What a build script loads. */
export const BUILD_LIBRARY = new RegExp(`^(?:${BUILDERS})(?:[./]|$)`);

const NAMES_A_BUILDER = new RegExp(String.raw`\b(?:${BUILDERS})\b`);
const DECLARES_A_PACKAGE = /\bsetup[ \t]{0,9}\(/;

/** Whether the text of a file with such a name declares a package. */
export const declaresPackage = (text: string): boolean => NAMES_A_BUILDER.test(text) && DECLARES_A_PACKAGE.test(text);
