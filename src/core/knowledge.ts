import { noAdvisories, type Advisories } from './advisories/advisories.ts';
import { emptyCatalog, type Catalog } from './catalog/catalog.ts';
import type { JsonSchema } from './manifest/schema/json-schema.ts';

/** What ships with the product about servers, packages and their flaws, each fact with its source. It moves no verdict. */
export interface Knowledge {
  readonly catalog: Catalog;
  readonly advisories: Advisories;
  /** A schema that ships in `media/schemas`, by its file's name, read when it is first asked for. */
  readonly schema?: (file: string) => JsonSchema | undefined;
}

export const noKnowledge: Knowledge = { catalog: emptyCatalog, advisories: noAdvisories };
