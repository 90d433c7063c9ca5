import { nodeAt, stringOf } from '../../config/node.ts';
import { inContract } from '../../manifest/contract.ts';
import { contractIn, listed, placeIn, stateOf } from '../../manifest/contract-parts.ts';
import { readSbom, uncovered } from '../../manifest/sbom.ts';
import type { DirectDependencies, SbomFile } from '../../manifest/subject.ts';
import { say, type Message } from '../../text/message.ts';
import type { Rule } from '../rule.ts';

export const contractSbom: Rule = {
  id: 'contract-sbom',
  title: 'Contract whose bill of materials is missing, unreadable or incomplete',
  category: 'contract',
  subject: 'manifest',
  severity: 'warning',
  confidence: 'high',
  audience: 'default',
  since: '0.3.0',
  fix: 'none',
  references: [
    { title: 'OWASP MCP Top 10, MCP04: Software Supply Chain Attacks & Dependency Tampering', url: 'https://owasp.org/www-project-mcp-top-10/' },
    { title: 'CycloneDX', url: 'https://cyclonedx.org/docs/1.7/json/' },
    { title: 'SPDX', url: 'https://spdx.github.io/spdx-spec/v2.3/' },
  ],
  check({ tree, format, around }) {
    const contract = contractIn(tree, format);
    if (!contract) return [];
    const at = inContract('supplyChain', 'sbom');
    const sbom = nodeAt(tree, at);
    if (stateOf(sbom) === 'missing') {
      return [{ ...placeIn(contract, 'supplyChain'), severity: 'info', message: say('The contract names no bill of materials, so that nobody can tell whether the next vulnerable library is in this server. Put its path or address into `supplyChain.sbom` (`npm sbom` and `cyclonedx-py` make one), or `none`.') }];
    }
    // An address is not fetched: what lies there cannot be told here.
    if (stateOf(sbom) === 'open' || !around?.sbom || stringOf(sbom) === undefined) return [];
    const message = problemOf(around.sbom, around.dependencies);
    return message ? [{ at, message }] : [];
  },
};

function problemOf(file: SbomFile, dependencies: DirectDependencies | undefined): Message | undefined {
  if ('problem' in file) {
    return file.problem === 'absent'
      ? say('There is no such file in this folder, so that the bill of materials cannot be read. Put it there, or correct the path.')
      : say('This file cannot be read: it must be a file of at most 8 MB within the folder.');
  }
  const sbom = readSbom(file.text);
  if (!sbom) return say('This is no bill of materials that can be read: it must be CycloneDX or SPDX, as JSON.');
  if (!dependencies) return undefined;
  const { missing, other } = uncovered(sbom, dependencies);
  const { file: lock } = dependencies;
  if (missing.length > 0) return say('The bill of materials leaves out {names}, which `{lock}` says the server needs directly. Make it anew, at best with each build.', { names: named(missing), lock });
  if (other.length > 0) return say('The bill of materials lists another version of {names} than `{lock}`. Make it anew, at best with each build.', { names: named(other), lock });
  return undefined;
}

function named(names: readonly string[]): string {
  const shown = names.slice(0, 3).map((name) => `\`${name}\``);
  return names.length > 3 ? `${shown.join(', ')} and ${names.length - 3} more` : listed(shown);
}
