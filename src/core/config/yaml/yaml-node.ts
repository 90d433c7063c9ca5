import { PlacedArray, PlacedEntry, PlacedObject, type PlacedScalar } from '../placed-node.ts';

export class YamlObject extends PlacedObject {
  declare end: number;
  declare readonly entries: YamlEntry[];
  /** In brackets or braces, or what an alias stands for. */
  readonly flow: boolean;

  constructor(start: number, end: number, flow: boolean) {
    super(start, end, []);
    this.flow = flow;
  }
}

export class YamlArray extends PlacedArray {
  declare end: number;
  declare readonly items: YamlNode[];
  readonly flow: boolean;

  constructor(start: number, end: number, flow: boolean) {
    super(start, end, []);
    this.flow = flow;
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

export type YamlNode = YamlObject | YamlArray | PlacedScalar;
