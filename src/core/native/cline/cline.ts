import { say, type Message } from '../../text/message.ts';
import { nativeNames, type NativeClient } from '../native.ts';
import { distinct, judgeBy, restricts, together } from './judge.ts';

/** Cline's own enforcement: the remote configuration of an organisation. Its list names local servers, its remote servers are exact addresses; there is no list of denials. */
export const clineNative: NativeClient = {
  id: 'cline',
  name: nativeNames.cline,
  clients: ['cline'],
  sources: [
    'https://docs.cline.bot/enterprise-solutions/configuration/infrastructure-configuration/control-other-cline-features/mcp-server-controls',
    'cline/cline@f0047a0 apps/vscode/src/services/mcp/McpHub.ts',
    'cline/cline@75f7951 apps/vscode/src/shared/remote-config/schema.ts',
    'cline/cline@1014075 apps/vscode/src/core/storage/remote-config/fetch.ts',
    'cline/cline@934e5a8 sdk/packages/core/src/extensions/mcp/manager.ts',
    'https://github.com/cline/cline/pull/8148',
    'https://github.com/cline/cline/pull/8175',
  ],
  enforce(files, at) {
    const said = distinct(files);
    return {
      native: 'cline',
      files,
      restricts: files.some(({ list }) => restricts(list)),
      unseen: unseen(files.length > 0),
      problems: [],
      judge: (subject) => together(said.map((file) => judgeBy(file, subject, at))),
    };
  },
};

function unseen(kept: boolean): readonly Message[] {
  return [
    kept
      ? say('What is kept here is what Cline last fetched from the organisation: what was changed there since holds once it asks again. It holds for whoever is signed in to that organisation, and not while ClinePass is chosen as the provider.')
      : say('Cline fetches the configuration of an organisation when somebody signs in. None is kept here; one that is set up there holds once it is fetched.'),
    say('Cline’s command line starts servers from the same settings, and in its public source nothing holds them against these lists.'),
  ];
}
