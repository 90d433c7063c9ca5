// A server on the official SDK's first line; what it says: voice.ts.
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { ListPromptsRequestSchema, ListResourceTemplatesRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { capabilitiesOf, count, infoOf, optionsGiven, optionsNow, pageOf, toolsOf } from './said.ts';

const given = optionsGiven();
count(given, 'connections');
const server = new Server(infoOf(given), { capabilities: capabilitiesOf(given), ...(given.instructions !== undefined && { instructions: given.instructions }) });
server.setRequestHandler(ListToolsRequestSchema, ({ params }) => {
  const options = optionsNow(given);
  const { items, nextCursor } = pageOf(toolsOf(options, count(given, 'lists')), options.pageSize, params?.cursor);
  return { tools: items as never[], ...(nextCursor !== undefined && { nextCursor }) };
});
if (given.prompts) server.setRequestHandler(ListPromptsRequestSchema, () => ({ prompts: optionsNow(given).prompts as never[] }));
if (given.resourceTemplates) server.setRequestHandler(ListResourceTemplatesRequestSchema, () => ({ resourceTemplates: optionsNow(given).resourceTemplates as never[] }));
void server.connect(new StdioServerTransport());
