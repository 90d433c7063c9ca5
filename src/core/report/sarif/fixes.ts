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

/** Each fix is tried on the whole text, so that those of a large file are not all made: these many characters are gone through, and more fixes than anybody reads. */
const mostText = 20_000_000;

/** The fixes of one file's findings as text edits, made in turn; without those that would have to write what may be a secret into the report. */
export function sarifFixes(file: ConfigFile, places: Places): (finding: Finding) => SarifFix[] {
  const { document, status } = file;
  let left = mostText;
  let telling: readonly string[] | undefined;
  return (finding) => {
    if (status !== 'read' || left <= 0) return [];
    const syntax = syntaxOf(file.syntax);
    const tree = file.tree ?? syntax?.parse(document.text).tree;
    if (!syntax || !tree) return [];
    return finding.fixes.flatMap(({ title, note, changes }): SarifFix[] => {
      left -= document.text.length;
      const edits = syntax.edits(document.text, tree, changes);
      telling ??= tellingValues(file);
      if (!edits || edits.length === 0 || edits.some(({ newText }) => mayShowSecret(newText, telling!))) return [];
      const replacements = edits.map(({ span, newText }) => ({ deletedRegion: region(document.rangeOf(span)), insertedContent: { text: newText } }));
      return [{ description: { text: plainMessage(note ? `${render(title)}. ${render(note)}` : render(title)) }, artifactChanges: [{ artifactLocation: artifactLocation(file.path, places), replacements }] }];
    });
  };
}

/** Shorter ones stand in any text. */
const tellingLength = 5;

/** Values of variables and headers are shown nowhere else, so not here either, secret or not. */
function mayShowSecret(text: string, telling: readonly string[]): boolean {
  return withoutTokens(text, '') !== text || telling.some((value) => text.includes(value));
}

/** As they are, and as JSON writes them. */
function tellingValues({ declarations, providers }: ConfigFile): readonly string[] {
  const values = [...declarations.flatMap(valuesOf), ...providers.flatMap(({ credentials, headers }) => [...credentials, ...headers].map(({ value }) => value))];
  const found = values.filter((value): value is string => value !== undefined && value.length >= tellingLength && !value.includes('${'));
  return [...new Set(found.flatMap((value) => [value, JSON.stringify(value).slice(1, -1)]))];
}

function valuesOf(server: ConfigFile['declarations'][number]): (string | undefined)[] {
  return [...[...server.env, ...server.headers].map(({ value }) => value), ...secretsIn(server).map(({ text, start, end }) => text.slice(start, end))];
}
