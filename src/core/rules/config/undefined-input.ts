import { lastEntry, stringOf } from '../../config/node.ts';
import { say } from '../../text/message.ts';
import type { FileReport, Rule } from '../rule.ts';
import { inputsOf, usesIn } from './inputs.ts';

export const undefinedInput: Rule = {
  id: 'undefined-input',
  title: 'Input that is used and not defined',
  category: 'config',
  clients: ['vscode', 'visual-studio'],
  subject: 'file',
  severity: 'error',
  confidence: 'high',
  audience: 'default',
  since: '0.3.0',
  fix: 'safe',
  references: [{ title: 'VS Code: input variables for sensitive data', url: 'https://code.visualstudio.com/docs/agents/reference/mcp-configuration' }],
  check({ file, client }) {
    const inputs = inputsOf(file, client);
    if (!inputs || inputs.used.size === 0) return [];
    const defined = new Set(inputs.items.map((item) => stringOf(lastEntry(item, 'id')?.value)));
    if ([...inputs.used].every((id) => defined.has(id))) return [];
    const told = new Set<string>();
    const found: FileReport[] = [];
    for (const { id, path } of usesIn(inputs.tree)) {
      if (defined.has(id) || told.has(id)) continue;
      told.add(id);
      found.push({
        at: path,
        message: () => say('`{reference}` asks for an input that is not defined: {client} does not start the server. Define it under `inputs`.', { reference: `\${input:${id}}`, client: client.name }),
        fixes: () => [
          {
            id: 'define-input',
            title: say('Define the input `{id}`', { id }),
            safety: 'safe',
            // What nobody knows to be harmless is not shown while it is typed.
            changes: [{ op: 'append', at: inputs.list, value: { type: 'promptString', id, description: id, password: true } }],
          },
        ],
      });
    }
    return found;
  },
};
