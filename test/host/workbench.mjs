// What a person does in a VS Code window, and what they see there. Every call waits for what it is about; none sleeps.
import fs from 'node:fs';
import path from 'node:path';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').Locator} Locator */

/** The editor that has, or last had, the focus. */
const editor = '.editor-group-container.active .editor-instance';

export class Workbench {
  /** @param {Page} page @param {string} screenshots a folder */
  constructor(page, screenshots) {
    this.page = page;
    this.screenshots = screenshots;
    this.toasts = page.locator('.notification-toast');
    this.dialog = page.locator('.monaco-dialog-box');
    this.hoverBox = page.locator('.monaco-hover:not(.hidden) .hover-contents');
    this.codeLenses = page.locator(`${editor} .codelens-decoration a, ${editor} .codelens-decoration span`);
    this.quickInput = page.locator('.quick-input-widget:not([style*="display: none"])');
    this.banner = page.locator('.part.banner');
  }

  /** The window stands and its extensions have been started. */
  async ready() {
    await this.page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 });
    await this.page.locator('.monaco-workbench .part.activitybar .action-item').first().waitFor();
  }

  /** Runs a command by its title in the palette. @param {string} title as shown there, with its category */
  async command(title) {
    await this.page.keyboard.press('F1');
    await this.pick(title, `>${title}`);
  }

  /**
   * Types into the open quick input and chooses the row with this label. The input is gone then, or has become another one.
   * @param {string} label @param {string} [typed] default: the label
   */
  async pick(label, typed = label) {
    const input = this.quickInput.locator('input').first();
    await input.waitFor();
    await input.fill(typed);
    await this.row(label).click();
    await this.page.waitForFunction((before) => {
      const now = document.querySelector('.quick-input-widget:not([style*="display: none"]) input');
      return !(now instanceof HTMLInputElement) || now.value !== before;
    }, typed);
  }

  /** A row of the open quick pick, by its label. @param {string} label */
  row(label) {
    const exact = this.page.locator('.label-name').filter({ hasText: new RegExp(`^\\s*${escape(label)}\\s*$`, 'u') });
    return this.page.locator('.quick-input-list .monaco-list-row').filter({ has: exact }).first();
  }

  /** The labels of the open quick pick that are on the screen. @returns {Promise<string[]>} */
  async rows() {
    await this.page.locator('.quick-input-list .monaco-list-row').first().waitFor();
    return this.page.locator('.quick-input-list .monaco-list-row .label-name').allInnerTexts();
  }

  /** Opens a file of the workspace. @param {string} file its path in the workspace */
  async openFile(file) {
    const name = path.posix.basename(file);
    await this.page.keyboard.press('Control+P');
    await this.pick(name, file);
    await this.page.locator('.tab.active', { hasText: name }).waitFor();
    await this.page.locator(`${editor} .monaco-editor .view-line`).first().waitFor();
  }

  /** Puts the cursor there, in the active editor. @param {number} line @param {number} [column] both from 1 */
  async goTo(line, column = 1) {
    await this.page.keyboard.press('Control+1'); // the first editor group, wherever the focus was
    await this.page.keyboard.press('Control+G');
    const input = this.quickInput.locator('input').first();
    await input.waitFor();
    await input.fill(`:${line}:${column}`);
    await this.page.keyboard.press('Enter');
    await this.statusItem(`Ln ${line}, Col ${column}`).waitFor();
  }

  /** The text that the hover at the cursor shows, once it contains `text`. @param {string | RegExp} text */
  async hover(text) {
    await this.page.keyboard.press('Control+K');
    await this.page.keyboard.press('Control+I');
    await this.hoverBox.filter({ hasText: text }).first().waitFor();
    return (await this.hoverBox.allInnerTexts()).join('\n');
  }

  /** The titles of the quick fixes at the cursor, once one of them contains `title`. @param {string | RegExp} title */
  async quickFixes(title) {
    // The menu closes by itself when the editor's lines move, as they do when code lenses arrive: then it is opened again.
    for (let attempt = 0; ; attempt++) {
      await this.page.keyboard.press('Control+.');
      const shown = await this.fixRow(title).waitFor({ timeout: 4000 }).then(() => true, () => false);
      if (shown) break;
      if (attempt === 4) throw new Error(`There is no quick fix "${title}" at the cursor.`);
      await this.page.keyboard.press('Escape');
    }
    return this.page.locator('.action-widget .monaco-list-row.action').allInnerTexts();
  }

  /** Applies one of the quick fixes at the cursor. @param {string | RegExp} title */
  async applyQuickFix(title) {
    await this.quickFixes(title);
    await this.fixRow(title).click();
    await this.page.locator('.action-widget').first().waitFor({ state: 'hidden' });
  }

  /** @param {string | RegExp} title */
  fixRow(title) {
    return this.page.locator('.action-widget .monaco-list-row.action', { hasText: title }).first();
  }

  /** Opens the Problems view; its rows, once one contains `text`. @param {string | RegExp} text @returns {Promise<string[]>} */
  async problems(text) {
    await this.command('Problems: Focus on Problems View');
    const rows = this.page.locator('.markers-panel .monaco-list-row');
    await rows.filter({ hasText: text }).first().waitFor();
    return (await rows.allInnerTexts()).map((row) => row.replace(/\s+/gu, ' ').trim());
  }

  /** An item of the status bar. @param {string | RegExp} text */
  statusItem(text) {
    return this.page.locator('.statusbar-item', { hasText: text }).first();
  }

  /** A row of a tree view, by what it shows. @param {string | RegExp} text */
  treeRow(text) {
    return this.page.locator('.pane-body .monaco-list-row', { hasText: text }).first();
  }

  /** The text of the active editor's lines on the screen, once it contains `text`. @param {string | RegExp} text */
  async editorText(text) {
    const lines = this.page.locator(`${editor} .view-lines`).first();
    await lines.filter({ hasText: text }).waitFor();
    // Lines lie in the document in any order: their place on the screen is their order.
    const all = await lines.locator('.view-line').evaluateAll((found) =>
      found.map((one) => ({ top: one.getBoundingClientRect().top, text: (one.textContent ?? '').replace(/\u00a0/gu, ' ') })));
    return all.sort((a, b) => a.top - b.top).map((one) => one.text).join('\n');
  }

  /** A frame of a webview that holds an element. @param {string} selector @returns {Promise<Locator>} */
  async inWebview(selector) {
    const found = this.page.frameLocator('iframe.webview.ready').frameLocator('#active-frame').locator(selector).first();
    await found.waitFor();
    return found;
  }

  /** Saves what the window shows. @param {string} name without folder and ending */
  async screenshot(name) {
    fs.mkdirSync(this.screenshots, { recursive: true });
    await this.page.screenshot({ path: path.join(this.screenshots, `${name}.png`), animations: 'disabled' });
  }
}

/** @param {string} text */
function escape(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');
}
