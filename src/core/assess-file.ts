import type { Circumstances, FileAssessment, AssessedProvider, AssessedServer } from './assess.ts';
import { clientOf } from './clients/clients.ts';
import type { ConfigFile } from './config/config-file.ts';
import { finding, foundInText } from './finding/found-in-file.ts';
import { Ruling } from './finding/ruling.ts';
import { sift } from './finding/sift.ts';
import type { Finding } from './finding/finding.ts';
import { identify } from './identity/identify.ts';
import { withSubmission } from './intake/submission.ts';
import { noKnowledge } from './knowledge.ts';
import { changeOf } from './launch/accepted.ts';
import { withNative } from './native/with-native.ts';
import { noPolicyVerdict, unusableVerdict } from './policy/decide.ts';
import { noPolicyForProvider, unusableForProvider } from './policy/providers/decide-provider.ts';
import { providerAsServer } from './providers/as-server.ts';
import { isLive } from './providers/declare-provider.ts';
import { rules } from './rules/rules.ts';
import type { ProviderContext, ProviderRule, Rule, ServerContext } from './rules/rule.ts';

/** One file's part of an assessment; what an editor keeps while other files change. */
export function assessFile(file: ConfigFile, { policy, facts, now, accepted, submissions, enforced, heard: voices, known = noKnowledge, lint }: Circumstances): FileAssessment {
  const servers: AssessedServer[] = [];
  const providers: AssessedProvider[] = [];
  const findings: Finding[] = [];
  const folder = file.root === undefined ? undefined : facts.folders.get(file.root);
  const place = { scope: file.scope, ...(folder && { folder }) };
  const client = clientOf(file.spelling);
  const compiled = policy.kind === 'ready' ? policy.policy : undefined;
  const ruling = Ruling.of(lint, compiled);
  const ofServers = ruling.speaking(serverRules);
  const ofDormant = ruling.speaking(dormantRules);
  const ofProviders = ruling.speaking(providerRules);
  const ofDormantProviders = ruling.speaking(dormantProviderRules);
  if (file.live) {
    for (const rule of ruling.speaking(fileRules)) {
      for (const report of rule.check({ file, client, facts, folder, policy: compiled, enforced })) {
        findings.push(foundInText(rule, report, file, ruling));
      }
    }
  }
  for (const declaration of file.declarations) {
    const identity = identify(declaration, place);
    const decided = compiled ? compiled.decide({ server: declaration, identity }, now) : policy.kind === 'none' ? noPolicyVerdict : unusableVerdict;
    const held = enforced ? withNative(decided, enforced.judge({ server: declaration, identity, file })) : decided;
    const verdict = submissions && held.state === 'unknown' ? withSubmission(held, submissions.of(identity, file), now) : held;
    const change = accepted && changeOf(file, declaration, identity, verdict, accepted);
    const heard = voices?.of(file, declaration, identity);
    servers.push(change || heard ? { file, declaration, identity, verdict, ...(change && { change }), ...(heard && { heard }) } : { file, declaration, identity, verdict });
    const context: ServerContext = { file, server: declaration, identity, verdict, client, facts, folder, known, policy: compiled, change, heard, now };
    const about = { server: declaration.path, derived: declaration.derived };
    // What is a risk by itself is one whether or not anything is started: a secret in the entry of a server that is off is out all the same.
    for (const rule of file.live && !declaration.disabled ? ofServers : ofDormant) {
      for (const report of rule.check(context)) findings.push(finding(rule, report, file, about, declaration.range, ruling));
    }
  }
  for (const declaration of file.providers) {
    const verdict = compiled ? compiled.providers.decide(declaration, now) : policy.kind === 'none' ? noPolicyForProvider : unusableForProvider;
    const called = accepted && providerAsServer(declaration);
    const change = called && changeOf(file, called.server, called.identity, verdict, accepted);
    providers.push(change ? { file, declaration, verdict, change } : { file, declaration, verdict });
    if (declaration.disabled) continue;
    const context: ProviderContext = { file, provider: declaration, verdict, client, policy: compiled, change };
    for (const rule of isLive(file, declaration) ? ofProviders : ofDormantProviders) {
      for (const report of rule.checkProvider(context)) findings.push(finding(rule, report, file, { provider: declaration.path }, declaration.range, ruling));
    }
  }
  return { file, servers, providers, ...sift(file, findings, 'alone', ruling, now) };
}

const serverRules = rules.filter((rule) => rule.subject === 'server');
const fileRules = rules.filter((rule) => rule.subject === 'file');
const dormantRules = serverRules.filter((rule) => rule.evenDormant);
const providerRules = rules.filter((rule): rule is Rule & ProviderRule => 'checkProvider' in rule);
const dormantProviderRules = providerRules.filter((rule) => rule.evenDormant);
