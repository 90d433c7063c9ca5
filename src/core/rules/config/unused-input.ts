import { lastEntry, stringOf } from '../../config/node.ts';
import { maskText } from '../../secret/mask.ts';
import { say } from '../../text/message.ts';
import type { FileReport, Rule } from '../rule.ts';
import { inputsOf } from './inputs.ts';

export const unusedInput: Rule = {
  id: 'unused-input',
  title: 'Input that is defined and not used, or defined twice',
  category: 'config',
  clients: ['vscode', 'visual-studio'],
  subject: 'file',
  severity: 'info',
  confidence: 'high',
  audience: 'default',
  since: '0.3.0',
  fix: 'needs-review',
  references: [{ title: 'VS Code: input variables for sensitive data', url: 'https://code.visualstudio.com/docs/agents/reference/mcp-configuration' }],
  check({ file, client }) {
    const inputs = inputsOf(file, client);
    if (!inputs || inputs.items.length === 0) return [];
    const { used } = inputs;
    const seen = new Set<string>();
    const found: FileReport[] = [];
    inputs.items.forEach((item, i) => {
      const id = stringOf(lastEntry(item, 'id')?.value);
      if (id === undefined) return;
      const again = seen.has(id);
      seen.add(id);
      if (!again && used.has(id)) return;
      const shown = maskText(id);
      found.push({
        at: [...inputs.list, i, 'id'],
        ...(again && { severity: 'warning' as const }),
        message: () => (again ? say('Another input above is called `{id}` too, and only one of them is asked for. Give this one another name, or take it out.', { id: shown }) : say('No server uses the input `{id}`. Refer to it as `{reference}`, or take it out.', { id: shown, reference: `\${input:${shown}}` })),
        fixes: () => [{ id: 'remove-input', title: say('Take the input out'), safety: 'needs-review', changes: [{ op: 'remove', at: [...inputs.list, i] }] }],
      });
    });
    return found;
  },
};
