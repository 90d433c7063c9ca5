// Puts the UI suite's screenshots (test-results/screenshots, from `npm test` or `node test/run.mjs ui`) into the README.
import * as fs from 'node:fs';
import * as path from 'node:path';
import { between } from './generated.ts';

const root = path.resolve(__dirname, '../../..');
const shown: readonly (readonly [name: string, words: string])[] = [
  ['hover-unknown', 'A server that is not on the approved list: what it launches, why it is unknown, and the way to register it'],
  ['servers', 'The view MCP Servers: every server of every assistant, what needs somebody first; a click goes to where it is declared'],
  ['quick-fix', 'Ctrl+. on a package without a version: pin it to the approved one, register it, or have the verdict explained'],
  ['lint-hover', 'A finding where it stands, in words; its rule’s name opens the page'],
  ['rule-page', 'A rule’s page, rendered inside VS Code: the threat, a bad and a good example, when to ignore it'],
  ['fix-review', 'A fix that needs a look: what it would change stands in the file, what there is to know beside Enter'],
  ['registration', 'A drafted registration: filled in from evidence, the rest marked and selected one after the other'],
  ['manifest-completion', 'Writing a manifest: what the contract asks for, with choices, offline'],
  ['change-notification', 'An accepted server that a pull changed: one notification, and the changed argument underlined'],
  ['change-diff', 'Review Change: the launch that was accepted beside the one that stands there now, without secrets'],
  ['policy-hover-entry', 'Writing policy: which servers of this machine an entry means, and its tests behind a click'],
  ['policy-tests', 'The tests of a policy in the Testing view: what was wanted, and what is'],
  ['policy-approve-diff', 'Approve in Policy: the narrowest entry in words, and as a change before it is made'],
  ['shelf', 'Add Approved Server: what the policy and its registries approve, and what each touches'],
  ['submission-preview', 'Submit Registration: exactly what is sent, before anything is'],
  ['native-list', 'VS Code’s own list of servers, with a deny list exported from the policy: it refuses the canary and runs the other'],
  ['policy-export-preview', 'Export Policy For: an assistant’s own keys, and what they cannot say, before anything is written'],
  ['enforcement', 'Verify Enforcement: what each assistant here would really block, tried with servers that are here and made-up ones'],
  ['stop-preview', 'Block a Server Everywhere: every change first, with secrets masked, and one step back'],
  ['listening-consent', 'Listen to Server: exactly what would run, before anything does'],
  ['listening-drift', 'Show What Changed: what it means first, then old and new, with hidden characters written out'],
  ['listening-notification', 'A server that says something else than was approved: one notification, and a red status bar'],
  ['explain', 'Explain Verdict: from the declaration to the entry that decided'],
];

const from = path.join(root, 'test-results/screenshots');
const to = path.join(root, 'media/screenshots');
const missing = shown.filter(([name]) => !fs.existsSync(path.join(from, `${name}.png`)));
if (missing.length > 0) {
  console.error(`There is no screenshot ${missing.map(([name]) => name).join(', ')}: run \`node test/run.mjs ui\` first.`);
  process.exit(1);
}
fs.mkdirSync(to, { recursive: true });
for (const [name] of shown) fs.copyFileSync(path.join(from, `${name}.png`), path.join(to, `${name}.png`));
const readme = path.join(root, 'README.md');
const pictures = shown.map(([name, words]) => `![${words}](media/screenshots/${name}.png)`).join('\n\n');
fs.writeFileSync(readme, between(fs.readFileSync(readme, 'utf8'), 'screenshots', pictures));
console.log(`${shown.length} screenshots are in the README.`);
