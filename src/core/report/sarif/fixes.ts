import type { ConfigFile } from '../../config/config-file.ts';
import { syntaxOf } from '../../config/syntaxes.ts';
import type { Finding } from '../../finding/finding.ts';
import { secretsIn } from '../../secret/find.ts';
import { withoutTokens } from '../../secret/token-formats.ts';
import { render } from '../../text/message.ts';
import { artifactLocation, region, type ArtifactLocation, type Places, type Region } from './location.ts';
import { plainMessage } from './message.ts';

export interface SarifFix {
  readonly description: { readonly text: string };
  readonly artifactChanges: readonly { readonly artifactLocation: ArtifactLocation; readonly replacements: readonly { readonly deletedRegion: Region; readonly insertedContent: { readonly text: string } }[] }[];
}

/** A finding's fixes as text edits of its file; without those that would have to write what may be a secret into the report. */
export function sarifFixes({ fixes, file: path }: Finding, file: ConfigFile, places: Places): SarifFix[] {
  if (fixes.length === 0 || file.status !== 'read') return [];
  const { document } = file;
  const syntax = syntaxOf(file.syntax);
  const tree = file.tree ?? syntax?.parse(document.text).tree;
  if (!syntax || !tree) return [];
  return fixes.flatMap(({ title, note, changes }): SarifFix[] => {
    const edits = syntax.edits(document.text, tree, changes);
    if (!edits || edits.length === 0 || edits.some(({ newText }) => mayShowSecret(newText, file))) return [];
    const replacements = edits.map(({ span, newText }) => ({ deletedRegion: region(document.rangeOf(span)), insertedContent: { text: newText } }));
    return [{ description: { text: plainMessage(note ? `${render(title)}. ${render(note)}` : render(title)) }, artifactChanges: [{ artifactLocation: artifactLocation(path, places), replacements }] }];
  });
}

/** Shorter ones stand in any text. */
const tellingLength = 5;

/** Values of variables and headers are shown nowhere else, so not here either, secret or not. */
function mayShowSecret(text: string, { declarations, providers }: ConfigFile): boolean {
  if (withoutTokens(text, '') !== text) return true;
  const isIn = (value: string | undefined): boolean => value !== undefined && value.length >= tellingLength && !value.includes('${') && (text.includes(value) || text.includes(JSON.stringify(value).slice(1, -1)));
  return declarations.some((server) => valuesOf(server).some(isIn)) || providers.some(({ credentials, headers }) => [...credentials, ...headers].some(({ value }) => isIn(value)));
}

function valuesOf(server: ConfigFile['declarations'][number]): (string | undefined)[] {
  return [...[...server.env, ...server.headers].map(({ value }) => value), ...secretsIn(server).map(({ text, start, end }) => text.slice(start, end))];
}
