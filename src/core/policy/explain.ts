import { render, say, type Message } from '../text/message.ts';
import { candidatesFor, hasExpired, type Candidate } from './candidates.ts';
import type { CompiledLayer, CompiledPolicy } from './compile.ts';
import { decide, isStale } from './decide.ts';
import { candidateReason, deniedReason, doubtReason } from './reasons.ts';
import { narrowed, type Denial } from './denials.ts';
import { approvedLaunch } from './closest.ts';
import type { PolicyItem } from './item.ts';
import { Facets, type Subject } from './subject.ts';
import { approves, type IdentityLevel } from './verdict.ts';

/** More entries than this on one server are counted, not told one by one. */
const maxTold = 5;

/**
 * Why a verdict is what it is, step by step: which layers were asked, which entries speak of the server, why each did or did not
 * decide, and what would have been approved. The verdict's own reason is not repeated.
 * @param now an ISO 8601 instant
 */
export function explainVerdict(subject: Subject, policy: CompiledPolicy, now: string): Message[] {
  const facets = new Facets(subject);
  const time = Date.parse(now);
  const steps: Message[] = policy.layers.map(({ document, approves: counts }) =>
    counts
      ? (document.servers.length === 1 ? say('It is held against the policy of {issuer} ({source}, serial {serial}, 1 entry).', told(document)) : say('It is held against the policy of {issuer} ({source}, serial {serial}, {count} entries).', told(document)))
      : say('The denials of {source} (serial {serial}) count too; its approvals do not.', told(document)),
  );
  for (const source of policy.unread) steps.push(say('It should be held against {source} too, which could not be read: until it can, nothing is approved.', { source }));
  const denial = policy.denials.find(facets);
  if (denial) {
    steps.push(denialStep(denial), deniedReason(denial, facets));
    return [...steps, ...closest(policy, subject, now)];
  }
  steps.push(say('No entry denies it.'));
  if (subject.identity.kind === 'opaque' && subject.identity.code === 'unresolved') {
    steps.push(say('No approval is looked for: a variable stands where it says what it starts, and a policy cannot know its value.'));
    return steps;
  }
  for (const layer of policy.approving) steps.push(...layerSteps(layer, facets, time));
  const doubt = policy.denials.findDoubt(facets);
  if (doubt) steps.push(doubtReason(facets, doubt));
  return [...steps, ...closest(policy, subject, now)];
}

function denialStep({ item, found }: Denial): Message {
  if (found === 'hidden') return say('The entry `{id}` ({state}) names something that stands in its command line. A denial holds wherever the name stands.', entryArgs(item));
  if (item.registry !== undefined) return say('The registry {registry}, which the policy trusts, names it (`{id}`, {state}). That wins over every approval.', { ...entryArgs(item), registry: item.registry });
  return item.matcher.kind === 'package' && narrowed(item.matcher)
    ? say('The entry `{id}` ({state}) names it in this version. A denial wins over every approval and holds whatever the arguments and environment are; of versions that it does not name it says nothing.', entryArgs(item))
    : say('The entry `{id}` ({state}) names it. A denial wins over every approval and holds whatever the version, arguments and environment are.', entryArgs(item));
}

function told({ issuer, source, serial, servers }: CompiledLayer['document']) {
  return { issuer, source, serial, count: servers.length };
}

function entryArgs({ entry }: PolicyItem) {
  return { id: entry.id, state: entry.state };
}

function layerSteps(layer: CompiledLayer, facets: Facets, now: number): Message[] {
  const { document } = layer;
  const candidates = candidatesFor(layer.approvals, facets, now);
  const asked = candidates.every(({ standing }) => standing === 'weak-name') ? layer.registries : [];
  const steps = candidates.slice(0, maxTold).map((candidate, i) => candidateStep(candidate, i === 0, facets, layer, now));
  if (candidates.length === 0) {
    steps.push(
      facets.identity.kind === 'opaque'
        ? say('No entry names its command line or its name, and an approval of a package or an address cannot cover what hides what it starts.')
        : say('No entry covers it: not by its package and version or its address, not by its command line, not by its name.'),
    );
  }
  for (const registry of asked) {
    const listed = candidatesFor(registry, facets, now);
    steps.push(...listed.slice(0, maxTold).map((candidate, i) => candidateStep(candidate, i === 0, facets, layer, now)));
    if (listed.length === 0) {
      steps.push(
        registry.complete
          ? say('The registry {url}, which the policy trusts, does not list it.', { url: registry.url })
          : registry.problem
            ? say('The registry {url}, which the policy trusts, has not been read wholly ({problem}), and what was read does not list it.', { url: registry.url, problem: render(registry.problem) })
            : say('The registry {url}, which the policy trusts, has not been read wholly, and what was read does not list it.', { url: registry.url }),
      );
    }
  }
  if (candidates.length > maxTold) steps.push(candidates.length - maxTold === 1 ? say('One further entry speaks of it too.') : say('{count} further entries speak of it too.', { count: candidates.length - maxTold }));
  if (isStale(layer, now)) {
    const date = document.expiresAt?.slice(0, 10) ?? '';
    steps.push(
      document.defaults.whenStale === 'undetermined'
        ? say('The policy ran out on {date}; until a new one is there its approvals count as undetermined (`whenStale`). Its denials hold.', { date })
        : say('The policy ran out on {date}; until a new one is there its decisions hold (`whenStale`).', { date }),
    );
  }
  return steps;
}

function candidateStep(candidate: Candidate, first: boolean, facets: Facets, layer: CompiledLayer, now: number): Message {
  const { item, standing, fit } = candidate;
  const args = { ...entryArgs(item), what: approvedLaunch(item), achieved: 'level' in fit ? meaning(fit.level) : '', required: meaning(item.required), date: item.entry.expires ?? '' };
  if (standing !== 'decides') {
    if (standing === 'constraint' || standing === 'unpinned' || standing === 'other-version') return candidateReason(candidate, facets, layer.document);
    if (standing === 'expired') return say('The entry `{id}` ({state}: {what}) matches, but ran out on {date}.', args);
    const alsoExpired = hasExpired(item, now);
    return alsoExpired
      ? say('The entry `{id}` ({state}: {what}) matches {achieved}; to approve, it would have to match {required}. It also ran out on {date}.', args)
      : say('The entry `{id}` ({state}: {what}) matches {achieved}; to approve, it would have to match {required}.', args);
  }
  if (!first) return say('The entry `{id}` ({state}: {what}) matches {achieved} too, but another one counts before it: a firmer match first, then the stricter state, then the order of the policy.', args);
  if (item.registry !== undefined) return say('The registry {registry}, which the policy trusts, lists it as `{id}` ({state}: {what}), and that matches {achieved}. It decides.', { ...args, registry: item.registry });
  return item.approving
    ? say('The entry `{id}` ({state}: {what}) matches {achieved}; it requires a match {required}. It decides.', args)
    : say('The entry `{id}` ({state}: {what}) matches {achieved}. It decides, whatever level it reaches.', args);
}

/** A level, as what two sides have in common. */
function meaning(level: IdentityLevel): string {
  return {
    name: 'by name only',
    source: 'by where it comes from (package or host)',
    version: 'to the version or path',
    launch: 'to the version, arguments and environment',
    artifact: 'to the content itself',
  }[level];
}

function closest(policy: CompiledPolicy, subject: Subject, now: string): Message[] {
  const verdict = decide(policy, subject, now);
  if (approves(verdict) || !verdict.closest) return [];
  const { entry, launch } = verdict.closest;
  return [say('The nearest that is approved is {launch} (`{id}`): to be approved, `{name}` would have to start exactly that.', { launch, id: entry.id, name: subject.server.name })];
}
