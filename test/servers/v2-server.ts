// A server on the official SDK's second line, which speaks both eras; what it says: voice.ts.
import { Server } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { capabilitiesOf, count, infoOf, optionsGiven, optionsNow, pageOf, toolsOf } from './said.ts';

const given = optionsGiven();
count(given, 'connections');
serveStdio(
  () => {
    const server = new Server(infoOf(given), { capabilities: capabilitiesOf(given), ...(given.instructions !== undefined && { instructions: given.instructions }) });
    server.setRequestHandler('tools/list', ({ params }) => {
      const options = optionsNow(given);
      const { items, nextCursor } = pageOf(toolsOf(options, count(given, 'lists')), options.pageSize, params?.cursor);
      return { tools: items as never[], ...(nextCursor !== undefined && { nextCursor }) };
    });
    if (given.prompts) server.setRequestHandler('prompts/list', () => ({ prompts: optionsNow(given).prompts as never[] }));
    if (given.resourceTemplates) server.setRequestHandler('resources/templates/list', () => ({ resourceTemplates: optionsNow(given).resourceTemplates as never[] }));
    return server;
  },
  { legacy: given.era === 'discover' ? 'reject' : 'serve' },
);
