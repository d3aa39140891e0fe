import './panel.css';
import './nonce';
import { App } from './app';
import { connect } from './bridge';
import { registerControls } from './controls';

/**
 * The page holds an element `app`; everything in it is drawn from here. Exported although nobody imports it: without
 * any export the bundler takes this file for CommonJS and stops leaving out unused code.
 */
export const app = open(document.getElementById('app'));

function open(root: HTMLElement | null): App | undefined {
  if (root === null) return undefined;
  registerControls();
  return new App(root, connect(window));
}
