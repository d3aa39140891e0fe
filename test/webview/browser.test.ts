// @vitest-environment node
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../vscode/browser.mts';
import { openGallery, sideways, type Gallery } from './gallery/server.mts';

// What only a browser can tell: the content security policy, sizes, and the keyboard inside the components.

/** A net against hanging; what is waited for comes in milliseconds on a quiet machine. */
const PATIENCE_MS = 90_000;

let gallery: Gallery;
let browser: Browser;
let page: Page;
const problems: string[] = [];

beforeAll(async () => {
  gallery = await openGallery();
  const opened = await openBrowser({ width: 1200, height: 900 });
  browser = opened.browser;
  page = await opened.context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(error.message));
});

afterAll(async () => {
  await browser.close();
  gallery.close();
});

async function open(screen: string, theme = 'dark'): Promise<void> {
  await page.goto(`${gallery.address}/frame.html?screen=${screen}&theme=${theme}`);
  await page.waitForSelector('h1:not(:text("Loading"))');
}

const valueOf = (selector: string): Promise<unknown> =>
  page.locator(selector).evaluate((element) => Reflect.get(element, 'value') as unknown);

describe('the panel in a browser', () => {
  it.each([280, 900])(
    'draws every screen %i px wide without scrolling sideways, inside the content security policy',
    async (width) => {
      problems.length = 0;
      await page.goto(`${gallery.address}/?width=${width}`);
      await page.waitForFunction(() =>
        [...document.querySelectorAll('iframe')].every(
          (frame) => frame.contentDocument?.querySelector('h1') && Number(frame.height) !== 600,
        ),
      );
      expect(await page.locator('iframe').count()).toBeGreaterThan(15);
      expect(await sideways(page)).toEqual([]);
      expect(problems).toEqual([]);
    },
  );

  it('gives every control a name and a role', async () => {
    await open('business');
    await page.getByRole('textbox', { name: 'Application name' }).fill('From the browser');
    expect(await page.getByRole('checkbox', { name: 'Support staff' }).getAttribute('aria-checked')).toBe('true');
    expect(await page.getByRole('radio', { name: 'Low', exact: true }).getAttribute('aria-checked')).toBe('true');
    expect(
      await page
        .getByRole('combobox', { name: 'Sensitivity of Payment data' })
        .evaluate((element) => Reflect.get(element, 'displayValue') as unknown),
    ).toBe('Critical');
    expect(await page.getByRole('button', { name: 'Confirm Users' }).count()).toBe(1);
    expect(await page.getByRole('main').getAttribute('aria-labelledby')).toBe('screen-title');
    expect(await page.getByRole('textbox', { name: 'What it is for' }).getAttribute('aria-description')).toContain(
      'Assumed. First paragraph of the README.',
    );
  });

  it('is used with the keyboard alone: drop-down, check box, radio buttons, approval', async () => {
    await open('mapping');
    await page.getByRole('button', { name: '002 Invoices' }).focus();
    await page.keyboard.press('Enter');
    const severity = page.locator('#severity-002');
    expect(await valueOf('#severity-002')).toBe('high');
    await severity.focus();
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => page.locator('#approve').innerText()).toBe('Approve with 1 change');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => page.locator('#approve').innerText()).toBe('Approve');
    await open('business');
    await page.getByRole('checkbox', { name: 'Partners' }).focus();
    await page.keyboard.press('Space');
    await expect.poll(() => page.locator('#approve').innerText()).toBe('Approve with 5 assumptions');
    await page.getByRole('radio', { name: 'Low', exact: true }).focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => page.getByRole('radio', { name: 'Medium' }).getAttribute('aria-checked')).toBe('true');
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector('#refusal');
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('refusal');
  });

  it('shows where the focus is', async () => {
    await open('mapping', 'hc');
    await page.keyboard.press('Tab');
    const outline = await page.evaluate(() => {
      const element = document.activeElement;
      return element
        ? [element.tagName, getComputedStyle(element).outlineStyle, getComputedStyle(element).outlineColor]
        : [];
    });
    expect(outline).toEqual(['BUTTON', 'solid', 'rgb(243, 133, 24)']);
  });

  it('keeps the buttons of the decision in sight however long the screen is', async () => {
    await page.setViewportSize({ width: 300, height: 400 });
    await open('controls');
    const box = await page.locator('#approve').boundingBox();
    expect(box && box.y + box.height).toBeLessThanOrEqual(400);
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(400);
  });
});
