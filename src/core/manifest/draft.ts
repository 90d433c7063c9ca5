import { parseJson } from '../config/json/parse.ts';
import { child, nodeAt, stringOf, type ConfigNode, type Path } from '../config/node.ts';
import type { Identity } from '../identity/identity.ts';
import { say, type Message } from '../text/message.ts';
import { contractKey, inContract } from './contract.ts';
import { endpointOf } from './endpoint.ts';
import { fileNameOf, registeredAs } from './launch-mark.ts';
import { layOut } from './layout.ts';
import { identifies } from './packages.ts';
import { stubOf, type StubInput } from './stub.ts';
import { findTodos } from './todos.ts';
import { updated, type Place } from './update.ts';

export interface DraftInput extends StubInput {
  /** The text of an earlier draft, to be updated. */
  readonly existing?: string;
}

/** A registration stub: a valid manifest with a contract, filled in as far as can be known. */
export interface Draft {
  readonly text: string;
  /** The parts that a person must fill in, in the order they stand. */
  readonly todos: readonly Path[];
  /** The name its file should have: the same for every draft of the same server. */
  readonly fileName: string;
  /** Why `existing` was left as it is, so that `text` is that text. */
  readonly refused?: Message;
  /** The digest that `existing` pinned and that is now another: to be told, since whoever reviewed it reviewed another server. */
  readonly repinned?: { readonly from: string; readonly to: string };
}

const refusals = {
  notJson: say('It is not valid JSON. Mend it, or move it away and draft again.'),
  another: say('It registers another server. Draft under another name, or move it away.'),
  noRoom: say('Its `_meta` is not a map, so there is no place for the contract. Mend it, or move it away and draft again.'),
};

/**
 * Draft a server's registration, or update an earlier draft of the same server's. Never throws, and never puts the value of a
 * variable, header, parameter or secret argument into the text, nor an approval.
 */
export function draftStub(input: DraftInput): Draft {
  const { identity, server, sha256, existing } = input;
  const stub = stubOf(input);
  const fileName = fileNameOf(identity, server.name, sha256);
  if (existing === undefined || existing.replace(/^\ufeff/, '').trim() === '') return finished(layOut({ ...stub.fields, _meta: { [contractKey]: stub.contract } }), fileName);

  const refuse = (refused: Message): Draft => ({ text: existing, todos: [], fileName, refused });
  const { tree, problems } = parseJson(existing);
  if (tree?.kind !== 'object' || problems.length > 0) return refuse(refusals.notJson);
  const place = placeOf(tree, identity);
  const artifact = stringOf(nodeAt(tree, inContract('detected', 'artifact')));
  const same = artifact === undefined ? place.package !== undefined || place.remote !== undefined : artifact === registeredAs(identity, server.name, sha256);
  if (!same) return refuse(refusals.another);
  const text = updated(existing, stub, place);
  if (text === undefined) return refuse(refusals.noRoom);
  const [from, to] = [pinnedIn(tree), pinnedIn(parseJson(text).tree)];
  return { ...finished(text, fileName), ...(from !== undefined && to !== undefined && from !== to && { repinned: { from, to } }) };
}

function pinnedIn(tree: ConfigNode | undefined): string | undefined {
  const digest = stringOf(nodeAt(tree, inContract('toolSnapshot', 'digest')));
  return digest?.startsWith('sha256:') ? digest : undefined;
}

function finished(text: string, fileName: string): Draft {
  return { text, todos: findTodos(parseJson(text).tree!).map(({ path }) => path), fileName };
}

/** Which of a manifest's packages or remotes is the server's. */
function placeOf(tree: ConfigNode, identity: Identity): Place {
  if (identity.kind === 'package') {
    const ref = identity.package;
    const at = indexIn(child(tree, 'packages'), (item) => stringOf(child(item, 'registryType')) === ref.type && identifies(stringOf(child(item, 'identifier')) ?? '', ref));
    return at < 0 ? {} : { package: at };
  }
  if (identity.kind !== 'remote') return {};
  const address = endpointOf(identity.url)?.url.split('?', 1)[0];
  const at = address === undefined ? -1 : indexIn(child(tree, 'remotes'), (item) => stringOf(child(item, 'url'))?.split('?', 1)[0] === address);
  return at < 0 ? {} : { remote: at };
}

function indexIn(list: ConfigNode | undefined, matches: (item: ConfigNode) => boolean): number {
  return list?.kind === 'array' ? list.items.findIndex(matches) : -1;
}
