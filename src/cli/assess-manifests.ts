import * as path from 'node:path';
import { manifestAssessment } from '../core/assess-manifest.ts';
import type { FileAssessment } from '../core/assess.ts';
import { manifestFile } from '../core/manifest/manifest-file.ts';
import { readContent } from '../host/files/read-content.ts';
import { shippedKnowledge } from '../host/knowledge/shipped-knowledge.ts';
import { manifestSurroundings } from '../host/manifest/surroundings.ts';
import { assessEach, type MayBeManifest, type Search } from './assess-files.ts';
import { packageRoot } from './media.ts';

/** The assessment of config files, and after them of the manifests that were found beside them; files that are none are not spoken of. */
export async function* withManifests(found: Search): AsyncGenerator<FileAssessment> {
  const left = new Map(found.manifests.map((one) => [one.path, one]));
  for await (const part of assessEach(found)) {
    const { path: file } = part.file;
    const manifest = left.get(file);
    left.delete(file);
    const own = manifest && (await assess(manifest, found));
    if (!own) yield part;
    // A bundle's manifest says how the bundle is started; in one of a registry whatever looks like a server's entry is none.
    else if (path.basename(file).toLowerCase() === 'manifest.json' && part.servers.length > 0) yield { ...part, findings: [...part.findings, ...own.findings], ignored: [...part.ignored, ...own.ignored] };
    else yield own;
  }
  for (const manifest of left.values()) {
    const own = await assess(manifest, found);
    if (own) yield own;
  }
}

async function assess({ path: file, root }: MayBeManifest, { policy, lint, now }: Search): Promise<FileAssessment | undefined> {
  const content = readContent({ path: file, root });
  if (!('text' in content)) return undefined;
  const read = manifestFile(path.resolve(file), root, content.text);
  if (!read) return undefined;
  const around = await manifestSurroundings({ path: file, text: content.text, root, allowGit: true });
  const found = manifestAssessment(file, content.text, { around, known: shippedKnowledge(packageRoot()), policy, now, ...(root !== undefined && { root }), ...(lint && { lint }) });
  return { file: read, servers: [], providers: [], ...found };
}
