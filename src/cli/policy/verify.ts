import type { AssessedServer } from '../../core/assess.ts';
import type { ClientId } from '../../core/clients/client.ts';
import { clients } from '../../core/clients/clients.ts';
import type { ConfigFile } from '../../core/config/config-file.ts';
import { natives } from '../../core/native/natives.ts';
import { exitOf } from '../../core/native/verify/exit.ts';
import { verificationJson } from '../../core/native/verify/report-json.ts';
import { verificationMarkdown } from '../../core/native/verify/report-markdown.ts';
import { verificationText } from '../../core/native/verify/report-text.ts';
import { verifyEnforcement } from '../../core/native/verify/verify-enforcement.ts';
import { visible } from '../../core/text/visible.ts';
import { realEnvironment } from '../../host/files/environment.ts';
import { installedClients } from '../../host/native/installed-clients.ts';
import { foldersOf, readArguments } from '../arguments.ts';
import { assessEach, search } from '../assess-files.ts';
import { placesFrom } from '../places.ts';
import { print, shown, textOptions } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import type { Verb } from './verb.ts';

export const verify: Verb = {
  form: 'verify [PATH...] [--policy FILE|URL] [--format text|json|markdown] [--client ID]',
  help: `Says of each assistant that is installed here what its own lists would really block and let through, all of their files taken together,
held against the policy that is configured or named: with the servers that are here, and with made-up ones that must be blocked or allowed.
Starts none of them. --client looks at one assistant only. Ends with 0 where all of them enforce the policy, with 1 where something gets
through, is blocked although it is approved, or an assistant has no lists, with 4 where it cannot be told, or without a policy.`,
  async run(args) {
    const { options, own, positionals } = readArguments(args, { client: { type: 'string' } }, ['text', 'json', 'markdown']);
    if (options.failOn !== undefined) throw new UsageError('--fail-on means nothing here: whatever is not enforced counts.');
    const only = clientCalled(own.client);
    const paths = foldersOf(positionals);
    const found = await search(paths, options);
    const files: ConfigFile[] = [];
    const servers: AssessedServer[] = [];
    for await (const part of assessEach(found)) {
      // What holds neither servers nor lists says nothing here, and need not stay in memory.
      if (part.servers.length === 0 && part.file.lists === undefined && part.file.status === 'absent') continue;
      files.push(part.file);
      servers.push(...part.servers);
    }
    const environment = realEnvironment();
    const verification = verifyEnforcement({ policy: found.policy, files, servers, natives, installed: options.user ? installedClients({ environment }) : [], environment, now: found.now, shown, ...(only && { only }) });
    const code = exitOf(verification);
    if (options.format === 'json') print(verificationJson(verification, code));
    else if (options.format === 'markdown') {
      const places = placesFrom(paths);
      print(verificationMarkdown(verification, (path) => places.named(path)));
    } else print(verificationText(verification, textOptions()));
    return code;
  },
};

function clientCalled(wanted: string | undefined): ClientId | undefined {
  if (wanted === undefined) return undefined;
  const found = clients.find(({ id }) => id === wanted);
  if (!found) throw new UsageError(`There is no assistant ${visible(wanted, 60)}. There are: ${clients.map(({ id }) => id).join(', ')}.`);
  return found.id;
}
