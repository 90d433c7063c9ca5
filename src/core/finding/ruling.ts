import type { CompiledPolicy } from '../policy/compile.ts';
import type { PolicyDocument } from '../policy/document.ts';
import type { Rule } from '../rules/rule.ts';
import { weight, type Severity } from './finding.ts';
import type { LintSettings } from './lint-settings.ts';

type Spoken = Pick<Rule, 'id' | 'severity' | 'verdict' | 'audience'>;

/** What is said of one rule, put together. */
interface Word {
  /** In place of whatever weight the rule gives its findings. */
  readonly said?: Severity | 'off';
  /** Findings weigh this much at least. */
  readonly floor?: Severity;
}

const nothing: Word = {};

/**
 * Which rules speak, and how loud: what user, workspace and policy say of them, put together.
 *
 * - An explicit severity stands in place of the rule's own and of what a finding would weigh by itself.
 * - The user's word goes before the policy's, but for what the policy locks: below that nobody gets. Of several documents the most severe word
 *   counts, and one that may only tighten (an issue that is not wholly usable) never makes anything milder.
 * - A workspace makes findings weigh more, never less; it neither turns a rule off nor makes one speak.
 * - Rules that tell what the policy says cannot be turned off or made milder by anybody: words on them can only raise.
 */
export class Ruling {
  readonly lint: LintSettings;
  readonly policy: CompiledPolicy | undefined;
  /** Nobody says anything: everything is as the rules have it. */
  readonly plain: boolean;
  readonly #words = new Map<string, Word>();
  readonly #speaking = new Map<readonly Spoken[], readonly Spoken[]>();

  private constructor(lint: LintSettings, policy: CompiledPolicy | undefined) {
    this.lint = lint;
    this.policy = policy;
    const ofPolicy = policy?.layers.some(({ document }) => document.rules ?? document.ignores) ?? false;
    this.plain = !ofPolicy && !lint.severities && !lint.raised && !lint.ignores && lint.audience !== 'strict';
  }

  /** Made once for the same settings and policy. */
  static of(lint: LintSettings = nobody, policy?: CompiledPolicy): Ruling {
    let ofLint = made.get(lint);
    if (!ofLint) made.set(lint, (ofLint = new WeakMap()));
    let ruling = ofLint.get(policy ?? noPolicy);
    if (!ruling) ofLint.set(policy ?? noPolicy, (ruling = new Ruling(lint, policy)));
    return ruling;
  }

  /** Those of some rules that speak. */
  speaking<T extends Spoken>(rules: readonly T[]): readonly T[] {
    let speaking = this.#speaking.get(rules);
    if (!speaking) this.#speaking.set(rules, (speaking = rules.filter((rule) => this.speaks(rule))));
    return speaking as readonly T[];
  }

  speaks(rule: Spoken): boolean {
    const { said, floor } = this.#word(rule);
    if (said === 'off') return false;
    return rule.audience === 'default' || this.lint.audience === 'strict' || said !== undefined || floor !== undefined;
  }

  /**
   * @param own what the finding would weigh by itself
   * @param root the workspace folder it is found in
   */
  severity(rule: Spoken, own: Severity | undefined, root: string | undefined): Severity {
    const { said, floor } = this.#word(rule);
    const held = said === undefined || said === 'off' ? (own ?? rule.severity) : said;
    const raised = root === undefined ? undefined : wordOn(this.lint.raised?.get(root), rule.id);
    return strictest(held, floor, raised);
  }

  /** Whether the policy keeps everybody else from making it milder. */
  isLocked(id: string): boolean {
    return lockedBy(this.policy, id).length > 0;
  }

  #word(rule: Spoken): Word {
    if (this.plain) return nothing;
    let word = this.#words.get(rule.id);
    if (!word) this.#words.set(rule.id, (word = this.#wordOn(rule)));
    return word;
  }

  #wordOn({ id, verdict }: Spoken): Word {
    const approving = (this.policy?.layers ?? []).filter(({ approves }) => approves).flatMap(({ document }) => wordOn(document.rules, id)?.severity ?? []);
    const tightening = (this.policy?.layers ?? []).filter(({ approves }) => !approves).flatMap(({ document }) => wordOn(document.rules, id)?.severity ?? []);
    const ofPolicy = approving.length === 0 ? undefined : approving.reduce((a, b) => (louder(b, a) ? b : a));
    const ofUser = wordOn(this.lint.severities, id);
    const raises = [...tightening, ...lockedBy(this.policy, id).flatMap((document) => wordOn(document.rules, id)?.severity ?? [])];
    if (verdict) raises.push(...[ofPolicy, ofUser].filter((one) => one !== undefined));
    const floor = raises.filter((one) => one !== 'off').reduce<Severity | undefined>((a, b) => (a === undefined ? b : strictest(a, b)), undefined);
    const said = verdict ? undefined : (ofUser ?? ofPolicy);
    // What may not be off is not off.
    return { ...(said !== undefined && { said: said === 'off' && floor !== undefined ? floor : said }), ...(floor !== undefined && { floor }) };
  }
}

const nobody: LintSettings = {};
const noPolicy = {};
const made = new WeakMap<LintSettings, WeakMap<object, Ruling>>();

/** The documents that lock a rule. */
export function lockedBy(policy: CompiledPolicy | undefined, id: string): readonly PolicyDocument[] {
  return (policy?.layers ?? []).flatMap(({ document }) => (wordOn(document.rules, id)?.locked ? [document] : []));
}

function wordOn<T>(words: Readonly<Record<string, T>> | undefined, id: string): T | undefined {
  return words && Object.hasOwn(words, id) ? words[id] : undefined;
}

function louder(a: Severity | 'off', b: Severity | 'off'): boolean {
  return a !== 'off' && (b === 'off' || weight(a) > weight(b));
}

function strictest(severity: Severity, ...others: readonly (Severity | undefined)[]): Severity {
  return others.reduce<Severity>((a, b) => (b !== undefined && louder(b, a) ? b : a), severity);
}
