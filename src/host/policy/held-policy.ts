import { keepLastGood } from '../../core/policy/keep-last-good.ts';
import type { PolicyPart } from '../../core/policy/policy-state.ts';
import { joined, render, say, type Message } from '../../core/text/message.ts';
import { fetchIssue, type AskedIssue } from './fetch-issue.ts';
import { Failing, shownTime } from './failing.ts';
import { pace, periodOf, withJitter } from './pace.ts';
import type { PolicyMemory, RememberedPolicy } from './policy-cache.ts';
import { namingOf, type NamedPolicy } from './policy-sources.ts';
import { issueInFile, nowhere, readIssue, sameIssue, unread, type Issue, type IssueRead, type NoIssue } from './read-issue.ts';

/** What a policy is kept with. */
export interface Keeping {
  readonly memory: PolicyMemory;
  /** Whether what is read is to be remembered, too. */
  readonly remembers: (named: NamedPolicy) => boolean;
  /** Milliseconds. */
  readonly now: number;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly fetch?: typeof globalThis.fetch | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A part as it was decided, without what is said of how it is kept. */
type Bare = Omit<PolicyPart, 'notes'>;
/** The last good issue. */
type Good = RememberedPolicy & { readonly part: Bare };

/** One policy that is named, over time: what holds of it now, and when to ask for it again. */
export class HeldPolicy {
  #named: NamedPolicy;
  readonly #name: string;
  #part: Bare | undefined;
  #good: Good | undefined;
  /** What lay in the file at the last look. */
  #seen: Issue | NoIssue | undefined;
  #mark = 0;
  /** Why what is there now does not count, or that nothing could be got. */
  readonly #failing = new Failing();
  /** When to ask again, in milliseconds. */
  #next = 0;
  #writing: Promise<unknown> = Promise.resolve();
  /** Why what is good could not be remembered. */
  #unkept: Message | undefined;

  constructor(named: NamedPolicy, keeping: Keeping) {
    this.#named = named;
    this.#name = named.address ?? named.source.at;
    if (named.refused) this.#part = { source: named.source, problems: [{ ...nowhere, message: named.refused }], registries: [] };
    else if (named.source.kind === 'url') this.#recall(keeping);
  }

  /** Whether this is about the same policy under the same conditions; of any other, nothing that was known proves anything. */
  isAbout(named: NamedPolicy): boolean {
    return namingOf(named) === namingOf(this.#named);
  }

  /** The same policy, of which something else is to be said. */
  renamed(named: NamedPolicy): this {
    this.#named = named;
    return this;
  }

  /** What holds now, by what lies on this machine. The same object as long as it is the same. Never throws. */
  read(keeping: Keeping): Bare {
    const { source, refused } = this.#named;
    if (refused) return this.#part!;
    // Another window has taken a newer one.
    this.#raise(keeping);
    if (this.#good && this.#mark > this.#good.serial) this.#recall(keeping);
    if (source.kind === 'url') return (this.#part ??= this.#unfetched(say('it has not been asked for yet')));
    const seen = issueInFile(this.#named);
    if (this.#part && this.#seen && sameIssue(this.#seen, seen)) return this.#part;
    const read = 'unreadable' in seen ? unread(seen.unreadable) : readIssue(this.#named, seen);
    const issue = 'unreadable' in seen ? undefined : { ...seen, validators: {}, signatureValidators: {} };
    if (!this.#take(read, issue, keeping) && !this.#good) {
      this.#recall(keeping);
      if (this.#good) this.#take(read, issue, keeping);
    }
    this.#seen = seen;
    return this.#part!;
  }

  /** What is to be said of how it is kept. */
  notes({ memory }: Keeping): readonly Message[] {
    const { notes, remembered } = this.#named;
    return [...notes, ...(remembered ? [memory.unusable ?? this.#unkept ?? []].flat() : []), ...(this.#failing.told ? [this.#failing.told] : [])];
  }

  /** When it is to be asked for again; undefined for what is not got over the network. */
  get next(): number | undefined {
    return this.#named.address !== undefined && !this.#named.refused ? this.#next : undefined;
  }

  /** Resolves when what was to be remembered is. */
  get written(): Promise<unknown> {
    return this.#writing;
  }

  /** Ask the address if that is due. Whatever goes wrong, what held goes on to hold. Never throws. */
  async refresh(keeping: Keeping, force: boolean): Promise<void> {
    const { address, refused, keys } = this.#named;
    if (address === undefined || refused) return;
    // Another window may have asked just now.
    this.#raise(keeping);
    const remembered = keeping.memory.read(this.#name);
    if (remembered && (!this.#good || remembered.confirmed > this.#good.confirmed)) this.#recall(keeping, remembered);
    if (!force && keeping.now < this.#next) return;
    const held = this.#good;
    const issue = await fetchIssue(address, keys !== undefined, held, { fetch: keeping.fetch, signal: keeping.signal });
    if (keeping.signal?.aborted) return;
    if ('failed' in issue) return this.#fail(issue.failed, keeping);
    if ('unreadable' in issue) this.#take(unread(issue.unreadable), undefined, keeping);
    else if (held && sameIssue(issue, held)) return this.#confirm({ ...held, validators: issue.validators, signatureValidators: issue.signatureValidators }, keeping);
    else if (this.#take(readIssue(this.#named, issue), issue, keeping)) return;
    const reason = this.#part?.problems.findLast(({ severity }) => severity === 'error')?.message;
    this.#failed((since) => say('Since {since} what comes from there is not taken. {reason}', { since, reason: reason ? render(reason) : '' }), keeping);
  }

  #raise({ memory }: Keeping): void {
    if (this.#named.remembered) this.#mark = Math.max(this.#mark, memory.highWaterMark(this.#name, this.#named.keys));
  }

  /** Take what is remembered, if it still is what it must be: anybody who can write as this user can have written it. */
  #recall(keeping: Keeping, remembered = this.#named.remembered ? keeping.memory.read(this.#name) : undefined): void {
    this.#raise(keeping);
    if (!remembered) return;
    const read = readIssue(this.#named, remembered);
    const { notes: _, ...part } = keepLastGood(undefined, this.#named.source, read, this.#mark).part;
    if (!part.document) return;
    const { serial } = part.document;
    this.#mark = Math.max(this.#mark, serial);
    const { text, signature, validators, signatureValidators, confirmed: at } = remembered;
    this.#good = { text, ...(signature !== undefined && { signature }), ...by(read), validators, signatureValidators, confirmed: at, serial, part: { ...part, confirmed: at } };
    // Whether the file takes its place is to be seen anew.
    this.#seen = undefined;
    if (this.#named.source.kind === 'file') return;
    this.#failing.over();
    this.#part = this.#good.part;
    // A time that is still to come says nothing: clocks are set.
    const confirmed = Date.parse(at);
    this.#next = confirmed > keeping.now ? keeping.now : confirmed + withJitter(periodOf(part.document), keeping.random);
  }

  /** What was read of what is there now takes the place of what held, or may only tighten it. @returns which */
  #take(read: IssueRead, issue: AskedIssue | undefined, keeping: Keeping): boolean {
    const isFile = this.#named.source.kind === 'file';
    const held = this.#good && { ...this.#good.part, notes: [] };
    const { part: { notes: _, ...part }, highWaterMark } = keepLastGood(held, this.#named.source, read, this.#mark);
    if (!issue || !read.document || part.document !== read.document) {
      this.#part = { ...part, ...(part.document && this.#good && { confirmed: this.#good.confirmed }) };
      return false;
    }
    this.#mark = highWaterMark;
    const confirmed = new Date(keeping.now).toISOString();
    this.#part = isFile ? part : { ...part, confirmed };
    const { text, signature, validators, signatureValidators } = issue;
    const known = this.#good?.text === text;
    this.#good = { text, ...(signature !== undefined && { signature }), ...by(read), validators, signatureValidators, confirmed, serial: highWaterMark, part: this.#part };
    this.#failing.over();
    this.#next = keeping.now + withJitter(periodOf(part.document), keeping.random);
    if (!isFile || !known) this.#store(keeping);
    return true;
  }

  #confirm(held: Good, keeping: Keeping): void {
    const confirmed = new Date(keeping.now).toISOString();
    this.#failing.over();
    this.#part = { ...held.part, confirmed };
    this.#good = { ...held, confirmed, part: this.#part };
    this.#next = keeping.now + withJitter(periodOf(held.part.document), keeping.random);
    this.#store(keeping);
  }

  /** It could not be got: nobody knows whether there is another one. */
  #fail(reason: Message, keeping: Keeping): void {
    this.#failed((since) => say('Since {since} it could not be got: {reason}.', { since, reason: render(reason) }), keeping);
    const good = this.#good;
    if (!good) {
      this.#part = this.#unfetched(reason);
      return;
    }
    // What came last may have been refused: that stays told.
    if (this.#part?.kept && this.#part.kept !== this.#lost) return;
    const old = keeping.now - Date.parse(good.confirmed) > Math.max(pace.most, 2 * periodOf(good.part.document));
    this.#lost = old ? joined(this.#failing.told!, say('The one that came on {confirmed} still holds.', { confirmed: shownTime(Date.parse(good.confirmed)) })) : undefined;
    this.#part = this.#lost ? { ...good.part, kept: this.#lost } : good.part;
  }

  /** That nothing came for too long, where that is why `#part` tells of its age. */
  #lost: Message | undefined;

  #failed(told: (since: string) => Message, keeping: Keeping): void {
    this.#next = keeping.now + withJitter(this.#failing.again(keeping.now, told), keeping.random);
  }

  #store(keeping: Keeping): void {
    if (!this.#named.remembered || !keeping.remembers(this.#named) || !this.#good) return;
    const { part: _, ...remembered } = this.#good;
    this.#writing = this.#writing.then(async () => {
      this.#unkept = await keeping.memory.keep(this.#name, remembered, this.#named.keys);
    }).catch(() => undefined);
  }

  #unfetched(reason: Message): Bare {
    const { source } = this.#named;
    return { source, problems: [{ ...nowhere, message: say('The policy could not be got: {reason}. Until it is, nothing is approved by it.', { reason: render(reason) }) }], registries: [] };
  }
}

function by({ signedBy }: IssueRead): { readonly signedBy?: string } {
  return signedBy === undefined ? {} : { signedBy };
}
