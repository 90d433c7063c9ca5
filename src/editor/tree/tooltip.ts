import * as vscode from 'vscode';
import { clientOf } from '../../core/clients/clients.ts';
import type { InventoryRow, Sighting } from '../../core/inventory/row.ts';
import { stateOf, type Line } from '../../core/inventory/tree/shown.ts';
import { visible } from '../../core/text/visible.ts';
import { shortPlace } from '../place.ts';
import { plain, t, words } from '../words.ts';

const listed = 6;

/** What stands over a line: all of it scanned text, so none of it is Markdown of its own, and no link in it works. */
export function tooltipOf({ row, sighting, file, label, description }: Line): vscode.MarkdownString | undefined {
  if (row) return aboutRow(row, sighting);
  if (!file) return undefined;
  const text = new vscode.MarkdownString(`**${plain(label)}**\n\n`);
  if ('status' in file) text.appendMarkdown(`${plain(description)}\n\n`);
  return text.appendMarkdown(plain(visible(file.path, 400)));
}

function aboutRow(row: InventoryRow, sighting: Sighting | undefined): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  const name = sighting?.name ?? row.names.join(', ');
  const state = sighting ? stateOf(sighting, { words }) : row.state;
  text.appendMarkdown(`**${plain(visible(name || row.identity, 80))}** — ${plain(state)}\n\n`);
  if (sighting?.changed) text.appendMarkdown(`${t('Its launch is not the one that was accepted.')}\n\n`);
  if (sighting?.drifted) text.appendMarkdown(`${t('When it was last listened to, it said something else than was approved.')}\n\n`);
  if (sighting && !sighting.disabled && sighting.live) text.appendMarkdown(`${plain(words(sighting.verdict.reason))}\n\n`);
  const list: string[] = [];
  const say = (title: string, value: string | undefined): void => {
    if (value) list.push(`- ${title}: ${plain(visible(value, 300))}`);
  };
  say(row.identityKind === 'remote' || row.identityKind === 'provider' ? t('Calls') : t('Launches'), sighting?.identity ?? row.identity);
  say(t('Decided by'), sighting?.verdict.entry?.id);
  say(t('Owner'), row.owner && `${row.owner.value} (${ownerFrom(row.owner.from)})`);
  for (const place of row.sightings.slice(0, listed)) say(t('Declared in'), placeOf(place));
  if (row.sightings.length > listed) list.push(`- ${t('and {count} more places', { count: row.sightings.length - listed })}`);
  for (const file of row.rememberedIn.slice(0, listed)) say(t('Seen before in'), shortPlace(file));
  say(t('First seen'), day(row.firstSeen));
  if (row.lastChange !== undefined) say(t('Last changed'), day(row.lastChange));
  if (row.sightings.length === 0) say(t('Last seen'), day(row.lastSeen));
  text.appendMarkdown(`${list.join('\n')}\n`);
  if (row.exposure) {
    const { score, level, override, contributors } = row.exposure;
    text.appendMarkdown(`\n${t('Exposure')}: **${score}** ${t('of 100')}, ${level}\n\n`);
    if (override) text.appendMarkdown(`- ${plain(words(override))}\n`);
    text.appendMarkdown(contributors.slice(0, listed).map(({ points, message }) => `- +${points} ${plain(words(message))}`).join('\n'));
  }
  return text;
}

function placeOf({ file, range, clients, disabled, live }: Sighting): string {
  const names = clients.map((id) => clientOf(id).name).join(', ');
  const standing = live ? (disabled ? t('disabled') : '') : t('dormant');
  const about = [names, standing].filter(Boolean).join('; ');
  return `${shortPlace(file)} ${t('line {line}', { line: range.start.line + 1 })}${about && ` (${about})`}`;
}

function ownerFrom(from: NonNullable<InventoryRow['owner']>['from']): string {
  return { policy: t('policy'), manifest: t('manifest'), codeowners: 'CODEOWNERS' }[from];
}

/** The day of an instant where the user is. */
function day(instant: string): string {
  const date = new Date(instant);
  return Number.isNaN(date.getTime()) ? instant : date.toLocaleDateString(vscode.env.language, { dateStyle: 'medium' });
}
