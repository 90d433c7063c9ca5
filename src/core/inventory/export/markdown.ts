import { clientOf } from '../../clients/clients.ts';
import { counted } from '../../report/text/lines.ts';
import { render } from '../../text/message.ts';
import { visible } from '../../text/visible.ts';
import type { InventoryRow } from '../row.ts';
import { clientsOf } from './json.ts';
import { bySeverity, coverageSentence, rowVerdict } from './words.ts';
import type { InventoryReport } from './report.ts';

/**
 * A table to paste into an issue or a page. Everything scanned stands as code: there nothing becomes a link, an image, a mention
 * of a person or markup, whatever it says.
 */
export function markdownOf({ rows, generatedAt, files, notLookedInto, notes, policy, alsoRemembered }: InventoryReport): string {
  const present = rows.filter(({ state }) => state !== 'dormant').toSorted(bySeverity);
  const dormant = rows.length - present.length;
  const lines = [
    '# MCP servers and model providers',
    '',
    `${generatedAt.slice(0, 10)}: ${counted(present.length, 'row')}. ${coverageSentence(files, notLookedInto)}`,
    ...(policy.kind === 'none' ? ['', 'There is no policy to hold them against.'] : policy.kind === 'unusable' ? ['', 'The policy cannot be used, so nothing is known to be approved.'] : []),
    ...notes.flatMap((note) => ['', plain(render(note))]),
    '',
    '| verdict | name | what it is | assistants | owner | exposure | last seen |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...present.map(line),
    ...(dormant > 0 ? ['', `${dormant} more in files that no assistant reads where they lie.`] : []),
    ...(alsoRemembered > 0 ? ['', `${alsoRemembered} more remembered from other folders and earlier days.`] : []),
  ];
  return `${lines.join('\n')}\n`;
}

function line(row: InventoryRow): string {
  const { names, identity, owner, exposure, lastSeen } = row;
  const cells = [
    rowVerdict(row),
    names.slice(0, 5).map(code).join(', ') + (names.length > 5 ? ', …' : ''),
    code(identity),
    clientsOf(row).map((id) => clientOf(id).name).join(', '),
    owner ? code(owner.value) : '',
    exposure ? `${exposure.score} ${exposure.level}` : '',
    lastSeen.slice(0, 10),
  ];
  return `| ${cells.join(' | ')} |`;
}

/** As code, in which only a backtick means something; a bar would end the cell whatever stands before it. */
function code(text: string): string {
  return `\`${plain(visible(text, 200))}\``;
}

function plain(text: string): string {
  return text.replace(/[`|]/g, (character) => `\\u{${character.charCodeAt(0).toString(16).toUpperCase()}}`);
}
