import type { ModelUse } from '../../config/config-file.ts';
import { shownAddress } from '../../providers/called-address.ts';
import { maskText } from '../../secret/mask.ts';
import { say, type Message } from '../../text/message.ts';
import type { PolicyDocument } from '../document.ts';
import type { CalledProvider, ProviderItem } from './provider-item.ts';

/** Why a verdict on a model provider is what it is and what to do, in one or two sentences (design.md, "The editor": words). */

function argsOf({ declaration }: CalledProvider, document: PolicyDocument, item?: ProviderItem) {
  const { entry } = item ?? {};
  return {
    name: maskText(declaration.name),
    address: shownAddress(declaration) ?? '',
    issuer: document.issuer,
    id: entry?.id ?? '',
    contact: entry?.owner ?? document.issuer,
    reason: asSentence(entry?.reason ?? ''),
    instead: entry?.replacedBy ?? '',
    date: entry?.expires ?? '',
    conditions: asSentence(entry?.conditions ?? ''),
  };
}

export function deniedProviderReason(item: ProviderItem, called: CalledProvider): Message {
  const args = argsOf(called, item.document, item);
  const { state, reason, replacedBy } = item.entry;
  if (state === 'revoked') {
    if (replacedBy) return reason ? say('{issuer} has taken back the approval of the model provider `{name}` (`{id}`): {reason} Use {instead} instead.', args) : say('{issuer} has taken back the approval of the model provider `{name}` (`{id}`). Use {instead} instead.', args);
    return reason ? say('{issuer} has taken back the approval of the model provider `{name}` (`{id}`): {reason} Stop using it now.', args) : say('{issuer} has taken back the approval of the model provider `{name}` (`{id}`). Stop using it now.', args);
  }
  if (replacedBy) return reason ? say('{issuer} does not allow the model provider `{name}` (`{id}`): {reason} Use {instead} instead.', args) : say('{issuer} does not allow the model provider `{name}` (`{id}`). Use {instead} instead.', args);
  return reason ? say('{issuer} does not allow the model provider `{name}` (`{id}`): {reason} Remove it, or ask {contact} what to use.', args) : say('{issuer} does not allow the model provider `{name}` (`{id}`). Remove it, or ask {contact} what to use.', args);
}

export function notListedProviderReason(called: CalledProvider, document: PolicyDocument): Message {
  const args = argsOf(called, document);
  switch (called.called.kind) {
    case 'unresolved':
      return say('A variable stands in the address of the model provider `{name}`, so that it cannot be held against the policy. Write the address itself.', args);
    case 'opaque':
      return say('It cannot be told for certain which address the model provider `{name}` is called at, so no approval of {issuer} covers it. Write the address plainly, and once.', args);
    case 'none':
      return say('No address is written for the model provider `{name}`, and none is known for it, so no approval of {issuer} covers it. Write its address, or use an approved provider.', args);
    case 'address':
      return say('`{name}` sends prompts and code to {address}, which is not an approved model provider of {issuer}. Use an approved one, or ask {issuer} to approve it.', args);
  }
}

export function providerStateReason(item: ProviderItem, called: CalledProvider): Message {
  const args = argsOf(called, item.document, item);
  switch (item.entry.state) {
    case 'conditional':
      return item.entry.conditions
        ? say('{issuer} approves the model provider `{name}` on a condition: {conditions}', args)
        : say('{issuer} approves the model provider `{name}` on a condition that the policy does not tell. Ask {contact} for it.', args);
    case 'pending':
      return say('The model provider `{name}` is registered (`{id}`) and waits for a decision. Wait for it before using the provider, or ask {contact}.', args);
    case 'deprecated':
      return item.entry.replacedBy
        ? say('The model provider `{name}` (`{id}`) is being withdrawn. Change to {instead}.', args)
        : say('The model provider `{name}` (`{id}`) is being withdrawn. Ask {contact} what replaces it.', args);
    default:
      return say('{issuer} approves the model provider `{name}` (`{id}`).', args);
  }
}

export function expiredReason(item: ProviderItem, called: CalledProvider): Message {
  return say('The approval of the model provider `{name}` (`{id}`) ran out on {date}. Ask {contact} to renew it.', argsOf(called, item.document, item));
}

export function queryReason(item: ProviderItem, called: CalledProvider): Message {
  return say('The address of the model provider `{name}` has parameters behind `?` that its approval (`{id}`) does not name. Take them out, or ask for an approval that names them.', argsOf(called, item.document, item));
}

export function elsewhereReason(item: ProviderItem, called: CalledProvider): Message {
  const provider = item.matcher.kind === 'provider' ? item.matcher.provider.name : '';
  const args = { ...argsOf(called, item.document, item), provider };
  if (called.called.kind === 'unresolved') return say('`{name}` has the name of {provider}, which is approved (`{id}`), but a variable stands in its address. Take the address out, or write it itself.', args);
  if (called.called.kind === 'opaque') return say('`{name}` has the name of {provider}, which is approved (`{id}`), but it cannot be told for certain which address it calls. Take the address out, or write it plainly.', args);
  return say('`{name}` has the name of {provider}, which is approved (`{id}`), but calls {address}, which is not {provider}’s own. Take the address out, or ask {contact} to approve it.', args);
}

export function weakProviderReason(item: ProviderItem, called: CalledProvider): Message {
  const args = argsOf(called, item.document, item);
  if (item.matcher.kind === 'provider' && called.called.kind === 'address') {
    return say('`{name}` calls {address}: the entry `{id}` names the provider, but each of its customers has an address like that. Ask {contact} to approve this address.', args);
  }
  if (item.matcher.kind === 'provider') return say('`{name}` has the name of an approved model provider (`{id}`), but no file says which address it calls. Write the address, and ask {contact} to approve it.', args);
  return say('The model provider `{name}` fits the entry `{id}`, but the two fix less of its address than the policy requires. Ask {contact} to approve exactly the address that is called.', args);
}

export function staleProviderReason(called: CalledProvider, document: PolicyDocument): Message {
  return say('The policy of {issuer} ran out on {date}, so its approval of the model provider `{name}` cannot be relied on. Get the current policy.', { ...argsOf(called, document), date: document.expiresAt?.slice(0, 10) ?? '' });
}

export function deniedModelReason(use: ModelUse, called: CalledProvider, document: PolicyDocument, item: ProviderItem | undefined): Message {
  const args = { ...argsOf(called, document, item), model: maskText(use.value) };
  return item ? say('{issuer} does not allow the model `{model}` of `{name}` (`{id}`). Choose another one.', args) : say('{issuer} does not allow the model `{model}`. Choose another one.', args);
}

export function otherModelReason(use: ModelUse, called: CalledProvider, document: PolicyDocument, allowed: readonly string[]): Message {
  const args = { ...argsOf(called, document), model: maskText(use.value), allowed: `${allowed.slice(0, 5).join(', ')}${allowed.length > 5 ? ' …' : ''}` };
  return allowed.length === 0 ? say('`{model}` is not among the models that {issuer} approves.', args) : say('`{model}` is not among the models that {issuer} approves: {allowed}. Choose one of them.', args);
}

export function floatingReason(use: ModelUse, { issuer }: Pick<PolicyDocument, 'issuer'>): Message {
  return say('`{model}` can stand for another model tomorrow, and {issuer} asks for one that stays. Name a version of it, as its vendor lists them.', { model: maskText(use.value), issuer });
}

/** What an item approves, in words. */
export function approvedProvider({ matcher }: ProviderItem): string {
  if (matcher.kind === 'provider') return matcher.provider.name;
  const { scheme = 'https', below, host, port, path, prefix } = matcher.url;
  const rest = path === undefined ? '/…' : prefix ? `${path.replace(/\/+$/, '')}/…` : path;
  return `${scheme}://${below ? '*.' : ''}${host}${port === undefined ? '' : `:${port}`}${rest}`;
}

/** A person's text as a sentence of ours: with an end. */
function asSentence(text: string): string {
  const trimmed = text.trim();
  return trimmed === '' || /[.!?…]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
