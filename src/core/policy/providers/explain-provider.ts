import type { ProviderDeclaration } from '../../config/config-file.ts';
import { shownAddress } from '../../providers/called-address.ts';
import { maskText } from '../../secret/mask.ts';
import { say, type Message } from '../../text/message.ts';
import type { CompiledPolicy } from '../compile.ts';
import { approves } from '../verdict.ts';
import { candidateReason, type ProviderCandidate } from './decide-provider.ts';
import { CalledProvider } from './provider-item.ts';
import { approvedProvider, deniedProviderReason } from './provider-reasons.ts';

/** More entries than this on one provider are counted, not told one by one. */
const maxTold = 5;

/**
 * Why the verdict on a model provider is what it is, step by step: where it is called, which entries speak of it, what each comes to,
 * and what is said of its models.
 * @param now an ISO 8601 instant
 */
export function explainProviderVerdict(declaration: ProviderDeclaration, { providers: policy, layers }: CompiledPolicy, now: string): Message[] {
  const called = new CalledProvider(declaration);
  const verdict = policy.decide(declaration, now);
  const steps: Message[] = [whereCalled(called)];
  if (!policy.speaks) steps.push(say('The policy has no list of model providers (`providers`), so that it approves none and objects to none.'));
  for (const { document, approves: counts } of layers) {
    const told = { issuer: document.issuer, source: document.source, serial: document.serial, count: document.providers?.length ?? 0 };
    if (counts && document.providers) steps.push(document.providers.length === 1 ? say('It is held against the policy of {issuer} ({source}, serial {serial}, 1 entry on model providers).', told) : say('It is held against the policy of {issuer} ({source}, serial {serial}, {count} entries on model providers).', told));
    if (!counts) steps.push(say('The denials of {source} (serial {serial}) count too; its approvals do not.', told));
  }
  const denial = policy.denial(called);
  if (denial) return [...steps, say('The entry `{id}` ({state}) names it. A denial wins over every approval.', { id: denial.entry.id, state: denial.entry.state }), deniedProviderReason(denial, called)];
  for (const { candidates } of policy.candidates(called, Date.parse(now))) {
    if (candidates.length === 0) steps.push(say('No entry speaks of it: neither of the provider nor of its address.'));
    for (const candidate of candidates.slice(0, maxTold)) steps.push(candidateStep(candidate, called));
    if (candidates.length > maxTold) steps.push(candidates.length - maxTold === 1 ? say('One further entry speaks of it too.') : say('{count} further entries speak of it too.', { count: candidates.length - maxTold }));
  }
  if (verdict.at) steps.push(...(approves(verdict) ? [] : [say('The models it is asked for count too, and one of them is not approved.')]), verdict.reason);
  if (!approves(verdict) && verdict.closest) steps.push(say('The nearest that is approved is {launch} (`{id}`).', { launch: verdict.closest.launch, id: verdict.closest.entry.id }));
  return steps;
}

function whereCalled({ called, declaration }: CalledProvider): Message {
  const args = { name: maskText(declaration.name), address: shownAddress(declaration) ?? '' };
  switch (called.kind) {
    case 'address':
      return called.assumed ? say('`{name}` is called at {address}: no address is written, and this is the provider’s own.', args) : say('`{name}` is called at {address}.', args);
    case 'none':
      return say('No address is written for `{name}`, and none is known for it.', args);
    case 'unresolved':
      return say('A variable stands in the address of `{name}`: {address}. A policy cannot know its value.', args);
    case 'opaque':
      return say('Readers differ in where `{name}` is called.', args);
  }
}

function candidateStep(candidate: ProviderCandidate, called: CalledProvider): Message {
  const { item, fit, standing } = candidate;
  const args = { id: item.entry.id, state: item.entry.state, what: approvedProvider(item), achieved: fit.kind === 'match' ? meaning[fit.level as keyof typeof meaning] : '', required: meaning[item.required as keyof typeof meaning] };
  if (standing === 'decides') return say('The entry `{id}` ({state}: {what}) matches {achieved}. It decides.', args);
  if (standing === 'weak') return say('The entry `{id}` ({state}: {what}) matches {achieved}; to approve, it would have to match {required}.', args);
  return candidateReason(candidate, called);
}

/** A level, as what two sides have in common. */
const meaning = { name: 'by name only', source: 'by its host', version: 'to host and path' };
