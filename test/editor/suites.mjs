// The suites that run inside a real VS Code: each in its own window, on its own fixture `workspaces/<name>/`.
// A fixture is copied to a fresh folder (`root`) before the run: its `workspace/` is what the window opens, its `home/` is the
// user's home folder, and what else lies in it (the policy) lies beside them.
import path from 'node:path';
import { exportedDenials } from './exported-denials.mjs';

/**
 * @typedef {object} Suite
 * @property {string} name the folder of its tests, and of its fixture
 * @property {string | null} open what the window opens, in `workspace/`: '.' for the folder itself, a .code-workspace file, or null for nothing
 * @property {boolean} trust Workspace Trust on, with nothing trusted: Restricted Mode
 * @property {(run: import('../host/run-folder.mjs').RunFolder) => Record<string, unknown>} [settings] the user's settings
 */

/** @type {Suite['settings']} */
const withPolicy = ({ root }) => ({ 'mcpRollCall.policy.file': path.join(root, 'policy.json') });

/** @type {Suite['settings']} */
const denied = (run) => exportedDenials(path.join(import.meta.dirname, '..', '..'), run);

/** @type {Suite[]} */
export const suites = [
  { name: 'no-folder', open: null, trust: false, settings: withPolicy },
  { name: 'one-folder', open: '.', trust: false, settings: withPolicy },
  { name: 'discovery', open: '.', trust: false, settings: withPolicy },
  { name: 'changes', open: '.', trust: false },
  { name: 'policy-http', open: '.', trust: false },
  { name: 'policy-authoring', open: '.', trust: false, settings: withPolicy },
  { name: 'intake', open: '.', trust: false, settings: withPolicy },
  { name: 'shelf', open: '.', trust: false, settings: withPolicy },
  { name: 'enforcement', open: '.', trust: false, settings: (run) => ({ ...withPolicy?.(run), 'chat.mcp.deniedServers': [{ serverName: 'canary' }] }) },
  { name: 'native', open: '.', trust: false, settings: denied },
  { name: 'stop', open: '.', trust: false },
  { name: 'listening', open: '.', trust: false },
  { name: 'multi-root', open: 'both.code-workspace', trust: false, settings: withPolicy },
  { name: 'restricted', open: '.', trust: true, settings: withPolicy },
];
