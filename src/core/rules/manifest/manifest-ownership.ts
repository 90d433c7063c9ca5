import { child, stringOf } from '../../config/node.ts';
import { packagesIn } from '../../manifest/packages-in.ts';
import { isOpen } from '../../manifest/todos.ts';
import { say } from '../../text/message.ts';
import type { Report, Rule } from '../rule.ts';

export const manifestOwnership: Rule = {
  id: 'manifest-ownership',
  title: 'Package that does not name its manifest',
  category: 'manifest',
  subject: 'manifest',
  severity: 'warning',
  confidence: 'high',
  audience: 'default',
  since: '0.3.0',
  fix: 'none',
  references: [{ title: 'MCP registry: verifying that a package is yours', url: 'https://github.com/modelcontextprotocol/registry/blob/main/docs/modelcontextprotocol-io/package-types.mdx' }],
  check({ tree, format, around }) {
    const name = stringOf(child(tree, 'name'));
    if (format !== 'server' || name === undefined || isOpen(name) || !around?.packages) return [];
    return packagesIn(tree).flatMap(({ at, type, identifier }): Report[] => {
      const own = around.packages?.find((one) => one.type === type && one.name === identifier);
      if (!own?.mcpNames || own.mcpNames.includes(name)) return [];
      const [other] = own.mcpNames;
      const { file } = own;
      // A repository may hold several manifests of one package; without any name it is not meant for a registry, or not yet.
      if (other === undefined) return [];
      return [
        {
          at: ['name'],
          message:
            type === 'npm'
              ? say('`{file}` says in `mcpName` that it is `{other}`, and this is `{name}`: a registry takes the manifest only where both are the same, letter by letter.', { file, other, name })
              : say('The README says `mcp-name: {other}`, and this is `{name}`: a registry takes the manifest only where both are the same, letter by letter.', { other, name }),
        },
      ].filter(() => at.length > 0);
    });
  },
};
