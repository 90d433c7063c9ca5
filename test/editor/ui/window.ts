// The tests' way to a VS Code window. The window itself is made by test/host, which has its own packages and is loaded when
// the tests run; what the tests use of it is declared here, so that they compile without those packages.
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** What the tests use of Playwright's Locator. */
export interface Locator {
  click(options?: { button?: 'left' | 'right'; modifiers?: Array<'Alt' | 'Control' | 'Meta' | 'Shift'>; timeout?: number }): Promise<void>;
  hover(): Promise<void>;
  fill(text: string): Promise<void>;
  waitFor(options?: { state?: 'attached' | 'detached' | 'visible' | 'hidden'; timeout?: number }): Promise<void>;
  count(): Promise<number>;
  isVisible(): Promise<boolean>;
  innerText(): Promise<string>;
  allInnerTexts(): Promise<string[]>;
  getAttribute(name: string): Promise<string | null>;
  locator(selector: string, options?: { hasText?: string | RegExp }): Locator;
  filter(options: { hasText?: string | RegExp; has?: Locator }): Locator;
  first(): Locator;
  nth(index: number): Locator;
}

/** What the tests use of Playwright's Page. */
export interface Page {
  keyboard: { press(key: string): Promise<void>; type(text: string): Promise<void> };
  locator(selector: string, options?: { hasText?: string | RegExp }): Locator;
}

/** test/host/workbench.mjs */
export interface Workbench {
  toasts: Locator;
  dialog: Locator;
  hoverBox: Locator;
  codeLenses: Locator;
  quickInput: Locator;
  banner: Locator;
  command(title: string): Promise<void>;
  pick(label: string, typed?: string): Promise<void>;
  row(label: string): Locator;
  rows(): Promise<string[]>;
  openFile(file: string): Promise<void>;
  goTo(line: number, column?: number): Promise<void>;
  hover(text: string | RegExp): Promise<string>;
  quickFixes(title: string | RegExp): Promise<string[]>;
  applyQuickFix(title: string | RegExp): Promise<void>;
  problems(text: string | RegExp): Promise<string[]>;
  statusItem(text: string | RegExp): Locator;
  treeRow(text: string | RegExp): Locator;
  editorText(text: string | RegExp): Promise<string>;
  inWebview(selector: string): Promise<Locator>;
  screenshot(name: string): Promise<void>;
}

/** test/host/run-folder.mjs */
export interface RunFolder {
  root: string;
  workspace: string;
  home: string;
}

export interface Window {
  workbench: Workbench;
  page: Page;
  run: RunFolder;
  close(): Promise<void>;
}

export interface WindowOptions {
  /** A folder of test/editor/workspaces. */
  fixture: string;
  /** What to open in its `workspace/`: '.' (default), a .code-workspace file, or null for an empty window. */
  open?: string | null;
  /** Workspace Trust on, with nothing trusted: Restricted Mode. */
  trust?: boolean;
  settings?: (run: RunFolder) => Record<string, unknown>;
  viewport?: { width: number; height: number };
}

const windows = new Set<Window>();

// What the windows showed when a test failed.
afterEach(async function () {
  if (this.currentTest?.state !== 'failed') return;
  const name = `failed-${this.currentTest.fullTitle()}`.replace(/[^\w-]+/gu, '-');
  for (const window of windows) await window.workbench.screenshot(name);
});

/** Opens a window with the packaged extension installed. Close it in `after`. */
export async function openWindow({ fixture, ...options }: WindowOptions): Promise<Window> {
  const root = process.env['TEST_ROOT'];
  const vsix = process.env['TEST_VSIX'];
  if (!root || !vsix) throw new Error('Start this with `node test/run.mjs ui`.');
  const host = await import(pathToFileURL(path.join(root, 'test/host/open-window.mjs')).href) as { openWindow(all: object): Promise<Window> };
  const opened = await host.openWindow({ root, vsix, fixture: path.join(root, 'test/editor/workspaces', fixture), ...options });
  windows.add(opened);
  return {
    ...opened,
    close: async () => {
      windows.delete(opened);
      await opened.close();
    },
  };
}
