import { say } from '../../text/message.ts';
import type { KeyPart, Scanner } from './scan.ts';
import { TomlArray, TomlEntry, TomlObject } from './toml-node.ts';

/**
 * Puts together what headers say of one map in several places. A map's span begins at its header, and goes on through its body
 * and the maps below it for as long as they follow; what of it stands elsewhere lies outside.
 */
export class Tables {
  readonly root: TomlObject;
  readonly #scan: Scanner;
  /** What the header that holds belongs to: their spans end where its body does. */
  #open: (TomlObject | TomlArray)[] = [];

  constructor(scan: Scanner) {
    this.#scan = scan;
    this.root = new TomlObject(scan.pos, scan.text.length, 'root');
    this.root.bodyEnd = scan.pos;
  }

  /** The map that the header `keys`, from `start`, leads to; to a new item of a list where it is `[[…]]`. */
  enter(start: number, keys: readonly KeyPart[], listed: boolean): TomlObject {
    let holder = this.root;
    let together = true;
    this.#open = [];
    keys.forEach((part, i) => {
      const known = holder.named(part.key);
      together &&= known === undefined || known === holder.touched;
      const last = i === keys.length - 1;
      const found = known && (last ? this.#again(known, part, listed, together, start) : through(known, this.#open, together));
      if (found) {
        holder.touched = known;
        if (known.start !== part.start) known.mention(part);
        if (together || last) this.#open.push(found);
        holder = found;
        return;
      }
      if (known) this.#scan.problem(part, say('This key stands here a second time.'));
      together = true;
      const table = new TomlObject(start, start, last ? 'header' : 'implied');
      holder.touched = holder.add(new TomlEntry(part.key, part.start, part.end));
      holder.touched.value = last && listed ? this.#list(start, table) : table;
      holder.touched.value.way = { start: keys[0]!.start, end: part.end };
      this.#open.push(table);
      holder = table;
    });
    return holder;
  }

  /** Where the body of the last header ends. */
  leave(end: number): void {
    for (const node of this.#open) node.end = end;
  }

  /** A header for what is there already. @returns undefined where it may not be */
  #again(known: TomlEntry, part: KeyPart, listed: boolean, together: boolean, start: number): TomlObject | undefined {
    const { value } = known;
    if (listed) {
      if (!(value instanceof TomlArray) || !value.tables) return undefined;
      const table = new TomlObject(start, start, 'header');
      value.items.push(table);
      if (together) this.#open.push(value);
      return table;
    }
    if (!(value instanceof TomlObject) || value.form !== 'implied') return undefined;
    value.form = 'header';
    if (!together) value.start = start;
    known.mention({ start: known.start, end: known.keyEnd });
    known.start = part.start;
    known.keyEnd = part.end;
    return value;
  }

  #list(start: number, first: TomlObject): TomlArray {
    const list = new TomlArray(start, start, true);
    list.items.push(first);
    this.#open.push(list);
    return list;
  }
}

/** The map through which a header leads: of a list of tables, the last. */
function through({ value }: TomlEntry, open: (TomlObject | TomlArray)[], together: boolean): TomlObject | undefined {
  if (value instanceof TomlArray && value.tables) {
    if (together) open.push(value);
    const last = value.items.at(-1);
    return last instanceof TomlObject ? last : undefined;
  }
  return value instanceof TomlObject && value.form !== 'inline' ? value : undefined;
}
