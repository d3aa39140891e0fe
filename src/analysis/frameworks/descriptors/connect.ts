import type { Framework } from '../framework';
import { JAVASCRIPT_INPUTS } from './usual-inputs';

export const CONNECT: Framework = {
  id: 'connect',
  language: 'javascript',
  imports: /^connect$/,
  routers: [{ paths: /^connect\(\)$/ }],
  useOnly: true,
  inputs: JAVASCRIPT_INPUTS,
  requestFirst: /^connect\b/,
};
