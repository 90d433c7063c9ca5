import { child, stringOf } from '../../config/node.ts';
import type { Fix } from '../../finding/finding.ts';
import { isFilledLater } from '../../manifest/filled-later.ts';
import { packagesIn } from '../../manifest/packages-in.ts';
import { say } from '../../text/message.ts';
import type { Report, Rule } from '../rule.ts';

export const manifestVersionMismatch: Rule = {
  id: 'manifest-version-mismatch',
  title: 'Manifest with another version than its package',
  category: 'manifest',
  subject: 'manifest',
  severity: 'warning',
  confidence: 'medium',
  audience: 'default',
  since: '0.3.0',
  fix: 'needs-review',
  references: [{ title: 'MCP registry: versioning', url: 'https://github.com/modelcontextprotocol/registry/blob/main/docs/modelcontextprotocol-io/versioning.mdx' }],
  check({ tree, format, around }) {
    const beside = around?.packages ?? [];
    if (format === 'bundle') {
      // A bundle has no package of its own name in a registry: the file beside it is the same code where it has the same name.
      const own = beside.find(({ name }) => name === stringOf(child(tree, 'name')));
      return report(stringOf(child(tree, 'version')), own, ['version']);
    }
    return packagesIn(tree).flatMap(({ at, type, identifier, version }) => report(version, beside.find((one) => one.type === type && same(one.name, identifier, type)), [...at, 'version']));
  },
};

/** PyPI takes `-`, `_` and `.` for the same (PEP 503). */
function same(one: string, other: string, type: string): boolean {
  const plain = (name: string): string => (type === 'pypi' ? name.toLowerCase().replace(/[-_.]+/g, '-') : name);
  return plain(one) === plain(other);
}

/** Not versions but room for one: a release puts the real one in. */
const placeholder = /^(?:0\.0\.0(?:[-.+].*)?|0\.0\.0|0|1\.0\.0-semantically-released|.*-(?:dev|development|semantic(?:ally)?-released?)(?:[.+-].*)?)$/i;

function report(version: string | undefined, own: { readonly file: string; readonly version?: string } | undefined, at: Report['at']): Report[] {
  const real = own?.version;
  if (version === undefined || real === undefined || version === real || version.replace(/^v/, '') === real) return [];
  if ([version, real].some((text) => placeholder.test(text) || isFilledLater(text)) || !/^v?\d/.test(version)) return [];
  return [
    {
      at,
      message: say('`{file}` says version `{real}`, and this says `{version}`: whoever installs by the manifest gets another release than the one beside it. Put both to the same, in every release.', { file: own!.file, real, version }),
      fixes: (): Fix[] => [{ id: 'same-version', title: say('Put `{real}`, as `{file}` has it', { real, file: own!.file }), safety: 'needs-review', changes: [{ op: 'replace', at, value: real }] }],
    },
  ];
}
