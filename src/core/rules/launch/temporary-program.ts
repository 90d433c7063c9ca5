import { maskText } from '../../secret/mask.ts';
import { say } from '../../text/message.ts';
import type { Rule } from '../rule.ts';
import { launchedFile } from './launched-file.ts';

export const temporaryProgram: Rule = {
  id: 'temporary-program',
  title: 'Program from a temporary or downloads folder',
  category: 'launch',
  clients: 'all',
  subject: 'server',
  severity: 'warning',
  confidence: 'high',
  audience: 'default',
  since: '0.3.0',
  fix: 'none',
  references: [
    { title: 'CWE-379: Creation of Temporary File in Directory with Insecure Permissions', url: 'https://cwe.mitre.org/data/definitions/379.html' },
    { title: 'MITRE ATT&CK T1574.010: Services File Permissions Weakness', url: 'https://attack.mitre.org/techniques/T1574/010/' },
  ],
  check({ server, identity }) {
    if (identity.kind !== 'program') return [];
    const launched = launchedFile(server, identity);
    if (!launched || !isTemporary(launched.value)) return [];
    return [
      {
        at: launched.path,
        message: () => say('`{path}` lies where any program or download can put a file, and where files go away by themselves: another one in its place would be started just the same. Keep the program in a folder of its own.', { path: maskText(launched.value) }),
      },
    ];
  },
};

const temporary = /^(?:\/private)?\/(?:tmp|var\/tmp|dev\/shm)\/|^(?:\$\{?(?:TMPDIR|TEMP|TMP)\}?|\$\{env:(?:TMPDIR|TEMP|TMP)\}|%(?:TEMP|TMP)%)\/|\/AppData\/Local\/Temp\/|^[A-Za-z]:\/(?:Windows\/)?Temp\/|^\/var\/folders\/|^(?:~|\$HOME|\$\{(?:HOME|env:HOME|userHome)\}|%USERPROFILE%|(?:\/home|(?:[A-Za-z]:)?\/Users)\/[^/]{1,100})\/Downloads\/|(?:^|\/)\.git\//i;

export function isTemporary(path: string): boolean {
  return path.length < 10_000 && temporary.test(path.replaceAll('\\', '/'));
}
