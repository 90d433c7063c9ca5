import assert from 'node:assert/strict';
import type { Evidence } from '../../../src/core/manifest/evidence.ts';
import { evidenceFields } from '../../../src/core/manifest/evidence.ts';
import { draftStub } from '../../../src/core/manifest/draft.ts';
import { requestFor, type Exception, type IntakeRequest } from '../../../src/core/intake/request.ts';
import type { Place } from '../../../src/core/intake/scrub.ts';
import { inputFor } from '../manifest/declared.ts';

export const ledger = { command: 'npx', args: ['-y', '@contoso/ledger-mcp@1.4.2', '--read-only'], env: { LEDGER_TOKEN: '${input:token}' } };
export const owned: Evidence = { field: evidenceFields.suggestedOwner, value: '@ada @contoso/payments', source: '.github/CODEOWNERS:3', confidence: 'medium', inferred: true };

export interface Of {
  readonly entry?: unknown;
  readonly name?: string;
  readonly evidence?: readonly Evidence[];
  readonly exception?: Exception;
  readonly people?: readonly string[];
  readonly places?: readonly Place[];
  /** What a person did to the draft. */
  readonly edited?: (text: string) => string;
}

export function requestOf({ entry = ledger, name = 'ledger', evidence = [owned], exception, people, places = [], edited = (text) => text }: Of = {}): IntakeRequest {
  const input = inputFor(entry, evidence, name);
  const { text, fileName } = draftStub(input);
  const request = requestFor({ draft: edited(text), fileName, label: name, identity: input.identity, places: { platform: 'linux', places }, exception, people });
  assert.ok(!('refused' in request), JSON.stringify(request));
  return request;
}

/** A draft with fields of its contract or of its top level filled in. */
export function filled(values: Readonly<Record<string, unknown>>): (text: string) => string {
  return (text) => {
    const draft = JSON.parse(text) as Record<string, unknown>;
    for (const [way, value] of Object.entries(values)) {
      const steps = way.startsWith('/') ? way.slice(1).split('/') : ['_meta', 'io.github.mcp-roll-call/contract', ...way.split('.')];
      let at = draft;
      for (const step of steps.slice(0, -1)) at = (at[step] ??= {}) as Record<string, unknown>;
      at[steps.at(-1)!] = value;
    }
    return JSON.stringify(draft);
  };
}
