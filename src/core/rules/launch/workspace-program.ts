import { say } from '../../text/message.ts';
import { maskText } from '../../secret/mask.ts';
import type { Rule } from '../rule.ts';
import { launchedFile } from './launched-file.ts';
import { isTemporary } from './temporary-program.ts';

/** Legitimate in every repository that builds a server, so that only who asks for it hears it. */
export const workspaceProgram: Rule = {
  id: 'workspace-program',
  title: 'Program from inside the workspace',
  category: 'launch',
  clients: 'all',
  subject: 'server',
  severity: 'info',
  confidence: 'high',
  audience: 'strict',
  since: '0.3.0',
  fix: 'none',
  references: [
    { title: 'CVE-2025-54136 (MCPoison): what an approved entry starts was changed later', url: 'https://www.cve.org/CVERecord?id=CVE-2025-54136' },
    { title: 'CWE-829: Inclusion of Functionality from Untrusted Control Sphere', url: 'https://cwe.mitre.org/data/definitions/829.html' },
  ],
  check({ file, server, identity }) {
    if (file.scope !== 'workspace' || identity.kind !== 'program') return [];
    const launched = launchedFile(server, identity);
    if (!launched || !isInside(launched.value, file.root) || isTemporary(launched.value)) return [];
    return [
      {
        at: launched.path,
        message: () => say('`{path}` lies in this repository: whoever can change a file here changes what runs, though the entry stays as it was approved. Review changes to it like changes to this file.', { path: maskText(launched.value) }),
      },
    ];
  },
};

const inside = /^(?:\.{1,2}[\\/]|\$\{(?:workspaceFolder|workspaceRoot|CLAUDE_PROJECT_DIR)(?::[^}]{0,100})?\}[\\/])/;
const absolute = /^(?:[\\/~$%{]|[A-Za-z]:)/;

function isInside(path: string, root: string | undefined): boolean {
  // A place for a path to be filled in.
  if (/[<>[\]]/.test(path)) return false;
  if (inside.test(path)) return true;
  if (absolute.test(path)) return root !== undefined && root.length > 1 && path.replaceAll('\\', '/').startsWith(`${root.replaceAll('\\', '/').replace(/\/$/, '')}/`);
  return /[\\/]|\.\w{1,5}$/.test(path);
}
