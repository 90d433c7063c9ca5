import { visible } from '../../text/visible.ts';
import type { CalledServer } from './said.ts';

/** Where the configuration goes. Nothing of it lies on a machine but what Cline itself keeps there. */
export function delivery(called: readonly CalledServer[]): readonly string[] {
  return [
    '- For Cline it is no file on a machine: an administrator of the organisation sets it as the [remote configuration](https://docs.cline.bot/enterprise-solutions/configuration/remote-configuration/overview), in Cline’s dashboard. Put these keys beside what stands there already; nothing else in it is about servers.',
    '- It holds for the editor extension while somebody is signed in to the organisation. Servers that run when it arrives go on running until Cline is restarted or its settings change. Before 4.0.0, versions of Cline took the list of names otherwise, and 3.42.0 blocked servers that nothing spoke of.',
    '- Cline’s command line starts servers from the same settings, and in its public source nothing holds them against this configuration.',
    ...(called.length === 0
      ? []
      : [`- **Everybody gets the servers under \`remoteMCPServers\`**: Cline adds ${called.length === 1 ? 'it' : `these ${called.length}`} to each person’s settings, in place of what has that name there. There is no other way to let an address be called and block the rest: ${called.slice(0, 10).map(({ name }) => inCode(name)).join(', ')}${called.length > 10 ? ' …' : ''}. Take out what not everybody should have.`]),
  ];
}

function inCode(name: string): string {
  return `\`${visible(name).replaceAll('`', '')}\``;
}
