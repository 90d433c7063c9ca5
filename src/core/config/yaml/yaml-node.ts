import { PlacedArray, PlacedEntry, PlacedObject, PlacedScalar } from '../placed-node.ts';

/** How a node is written, as far as edits have to know. */
export interface Written {
  /** In brackets or braces. */
  readonly flow: boolean;
  /** It has a tag, or an anchor that other places may refer to, or is what an alias stands for: its text cannot be exchanged alone. */
  readonly bound: boolean;
}

export class YamlObject extends PlacedObject implements Written {
  declare end: number;
  declare readonly entries: YamlEntry[];
  readonly flow: boolean;
  readonly bound: boolean;

  constructor(start: number, end: number, flow: boolean, bound: boolean) {
    super(start, end, []);
    this.flow = flow;
    this.bound = bound;
  }
}

export class YamlArray extends PlacedArray implements Written {
  declare end: number;
  declare readonly items: YamlNode[];
  readonly flow: boolean;
  readonly bound: boolean;

  constructor(start: number, end: number, flow: boolean, bound: boolean) {
    super(start, end, []);
    this.flow = flow;
    this.bound = bound;
  }
}

export class YamlScalar extends PlacedScalar implements Written {
  readonly flow = false;
  readonly bound: boolean;

  constructor(kind: PlacedScalar['kind'], start: number, end: number, value: PlacedScalar['value'], bound: boolean) {
    super(kind, start, end, value);
    this.bound = bound;
  }
}

export class YamlEntry extends PlacedEntry {
  declare value: YamlNode | undefined;
  readonly merged?: true;

  constructor(key: string, start: number, keyEnd: number, merged = false) {
    super(key, start, keyEnd);
    if (merged) this.merged = true;
  }
}

export type YamlNode = YamlObject | YamlArray | YamlScalar;
