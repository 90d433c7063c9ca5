import { noAdvisories, type Advisories } from './advisories/advisories.ts';
import { emptyCatalog, type Catalog } from './catalog/catalog.ts';

/** What ships with the product about servers, packages and their flaws, each fact with its source. It moves no verdict. */
export interface Knowledge {
  readonly catalog: Catalog;
  readonly advisories: Advisories;
}

export const noKnowledge: Knowledge = { catalog: emptyCatalog, advisories: noAdvisories };
