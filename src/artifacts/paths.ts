import * as z from 'zod';
import { isSafeRelativePath, isWorkspacePath } from '../safety/files/relative-path';

/**
 * A file or folder of the session, relative to its folder: inside it on every
 * platform, whoever wrote the file that names it.
 */
export const SessionPath = z.string().refine(isSafeRelativePath, { message: 'must be a path inside the session' });

/** A file or folder of the analysed folder, relative to it: no way out, but any name a file may have. */
export const WorkspacePath = z
  .string()
  .refine(isWorkspacePath, { message: 'must be a path inside the analysed folder' });
