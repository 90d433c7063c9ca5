import { child, stringOf } from '../../config/node.ts';
import type { Fix } from '../../finding/finding.ts';
import { isFilledLater } from '../../manifest/filled-later.ts';
import { packagesIn, type NamedPackage } from '../../manifest/packages-in.ts';
import type { ManifestSurroundings } from '../../manifest/subject.ts';
import { isOpen } from '../../manifest/todos.ts';
import { say } from '../../text/message.ts';
import type { Report, Rule } from '../rule.ts';

export const manifestFloatingVersion: Rule = {
  id: 'manifest-floating-version',
  title: 'Manifest that names no exact version',
  category: 'manifest',
  subject: 'manifest',
  severity: 'error',
  confidence: 'high',
  audience: 'default',
  since: '0.3.0',
  fix: 'needs-review',
  references: [
    { title: 'MCP registry: server.json, version ranges are rejected', url: 'https://github.com/modelcontextprotocol/registry/tree/main/docs/reference/server-json' },
    { title: 'OWASP MCP Top 10, MCP04: Software Supply Chain Attacks & Dependency Tampering', url: 'https://owasp.org/www-project-mcp-top-10/' },
  ],
  check({ tree, format, around }) {
    const reports: Report[] = [];
    const version = child(tree, 'version');
    if (floats(stringOf(version) ?? '')) reports.push({ at: ['version'], message: say('A manifest describes one version, and this names several. Put the exact version here, such as `1.4.2`: what was reviewed must be what runs.') });
    if (format === 'bundle') return reports;
    for (const named of packagesIn(tree)) {
      if (named.version !== undefined && floats(named.version)) reports.push(ofPackage(named, around));
      else if (named.type === 'oci') reports.push(...ofImage(named));
      else if (named.version === undefined && needsVersion.has(named.type) && !child(named.node, 'version')) reports.push(missing(named));
    }
    return reports;
  },
};

/** For these the version stands in `version` and nowhere else (registry, CHANGELOG, 2025-10-11). */
const needsVersion = new Set(['npm', 'pypi', 'nuget']);

/** A tag or a range, in npm's, PyPI's or NuGet's writing; not a version that only looks odd. */
function floats(version: string): boolean {
  const text = version.trim();
  if (text.length > 255 || isOpen(text) || isFilledLater(text)) return false;
  return /^(?:latest|next|stable|newest|\*|x)$/i.test(text) || /^[\^~<>=!]/.test(text) || /\s(?:-|\|\|)\s|\|\||,\s*[<>=!~]/.test(text) || /^v?\d+(?:\.\d+)?\.[x*](?:\.[x*])?$/i.test(text) || /^[[(][^\])]*,[^\])]*[\])]$/.test(text);
}

function ofPackage({ at, identifier }: NamedPackage, around: ManifestSurroundings | undefined): Report {
  const place = [...at, 'version'];
  const exact = around?.packages?.find(({ name }) => name === identifier)?.version;
  const fixes = exact === undefined || floats(exact) ? undefined : (): Fix[] => [{ id: 'pin', title: say('Put `{version}`, the version of the package beside it', { version: exact }), safety: 'needs-review', changes: [{ op: 'replace', at: place, value: exact }] }];
  return { at: place, message: say('This can mean another version tomorrow, so that what was reviewed is not what runs; the MCP registry refuses it. Put the exact version here, such as `1.4.2`.'), ...(fixes && { fixes }) };
}

function ofImage({ at, identifier, version }: NamedPackage): Report[] {
  if (identifier === '' || isOpen(identifier) || isFilledLater(identifier) || identifier.includes('@sha256:')) return [];
  const tag = /:([^/:]+)$/.exec(identifier)?.[1];
  if (tag !== undefined) return tag === 'latest' ? [{ at: [...at, 'identifier'], message: say('The tag `latest` can mean another image tomorrow, so that what was reviewed is not what runs. Name the tag of one release, or better the digest: `image@sha256:…`.') }] : [];
  // Until 2025-10-11 the tag stood in `version`.
  return version === undefined ? [{ at: [...at, 'identifier'], message: say('An image without a tag means `latest`, which can be another image tomorrow. Name the tag of one release, or better the digest: `image@sha256:…`.') }] : [];
}

function missing({ at }: NamedPackage): Report {
  return { at: [...at, 'identifier'], message: say('The package has no `version`, so that whichever is newest runs, reviewed or not. Add the exact version, such as `"version": "1.4.2"`.') };
}
