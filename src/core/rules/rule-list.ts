// Generated from the folder by `npm run generate`.
import { abandonedServer } from './supply-chain/abandoned-server.ts';
import { ambiguousEntry } from './launch/ambiguous-entry.ts';
import { broadFileAccess } from './launch/broad-file-access.ts';
import { changedLaunch } from './verdict/changed-launch.ts';
import { changedVoice } from './verdict/changed-voice.ts';
import { commandAndUrl } from './config/command-and-url.ts';
import { commandInOption } from './launch/command-in-option.ts';
import { commandLineInCommand } from './launch/command-line-in-command.ts';
import { commentsInStrictJson } from './config/comments-in-strict-json.ts';
import { committedEnvFile } from './secrets/committed-env-file.ts';
import { containerAccess } from './launch/container-access.ts';
import { contractAuth } from './contract/contract-auth.ts';
import { contractData } from './contract/contract-data.ts';
import { contractEgress } from './contract/contract-egress.ts';
import { contractEvidence } from './contract/contract-evidence.ts';
import { contractMissing } from './contract/contract-missing.ts';
import { contractOwner } from './contract/contract-owner.ts';
import { contractSbom } from './contract/contract-sbom.ts';
import { contractTools } from './contract/contract-tools.ts';
import { deprecatedSse } from './transport/deprecated-sse.ts';
import { disabledInVain } from './config/disabled-in-vain.ts';
import { downloadedCode } from './launch/downloaded-code.ts';
import { duplicateKey } from './config/duplicate-key.ts';
import { enablesProjectServers } from './consent/enables-project-servers.ts';
import { exfiltrationPath } from './together/exfiltration-path.ts';
import { floatingModel } from './supply-chain/floating-model.ts';
import { foreignVariable } from './config/foreign-variable.ts';
import { headerHelper } from './launch/header-helper.ts';
import { hiddenCharacters } from './config/hidden-characters.ts';
import { hostedProxy } from './transport/hosted-proxy.ts';
import { idleSandbox } from './launch/idle-sandbox.ts';
import { ignoredKey } from './config/ignored-key.ts';
import { ignoredVerdict } from './config/ignored-verdict.ts';
import { inlineCode } from './launch/inline-code.ts';
import { invalidSyntax } from './config/invalid-syntax.ts';
import { launchEnvironment } from './launch/launch-environment.ts';
import { launchHijack } from './launch/launch-hijack.ts';
import { linkedConfig } from './consent/linked-config.ts';
import { listedUnaskedTools } from './consent/listed-unasked-tools.ts';
import { listensEverywhere } from './launch/listens-everywhere.ts';
import { literalSecret } from './secrets/literal-secret.ts';
import { lookAlikeHost } from './transport/look-alike-host.ts';
import { lookAlikePackage } from './supply-chain/look-alike-package.ts';
import { loosenedApproval } from './consent/loosened-approval.ts';
import { machinePath } from './launch/machine-path.ts';
import { maliciousPackage } from './supply-chain/malicious-package.ts';
import { manifestFloatingVersion } from './manifest/manifest-floating-version.ts';
import { manifestImageDigest } from './manifest/manifest-image-digest.ts';
import { manifestLiteralSecret } from './manifest/manifest-literal-secret.ts';
import { manifestMissingHash } from './manifest/manifest-missing-hash.ts';
import { manifestNamespace } from './manifest/manifest-namespace.ts';
import { manifestNoTarget } from './manifest/manifest-no-target.ts';
import { manifestOldSchema } from './manifest/manifest-old-schema.ts';
import { manifestOwnership } from './manifest/manifest-ownership.ts';
import { manifestSchema } from './manifest/manifest-schema.ts';
import { manifestSnakeCase } from './manifest/manifest-snake-case.ts';
import { manifestUnmarkedSecret } from './manifest/manifest-unmarked-secret.ts';
import { manifestVersionMismatch } from './manifest/manifest-version-mismatch.ts';
import { mergeConflict } from './config/merge-conflict.ts';
import { missingType } from './config/missing-type.ts';
import { nativeArgsUnchecked } from './native/native-args-unchecked.ts';
import { nativeDeadEntry } from './native/native-dead-entry.ts';
import { nativeDiffers } from './native/native-differs.ts';
import { nativeFloatingVersion } from './native/native-floating-version.ts';
import { nativeIgnoredList } from './native/native-ignored-list.ts';
import { nativeInvalidEntry } from './native/native-invalid-entry.ts';
import { nativeLoosenedByWorkspace } from './native/native-loosened-by-workspace.ts';
import { nativeNameOnly } from './native/native-name-only.ts';
import { nativeOpenPrefix } from './native/native-open-prefix.ts';
import { nativeSecret } from './native/native-secret.ts';
import { notApproved } from './verdict/not-approved.ts';
import { opaqueLaunch } from './launch/opaque-launch.ts';
import { otherRegistry } from './supply-chain/other-registry.ts';
import { outsideGateway } from './transport/outside-gateway.ts';
import { plainHttp } from './transport/plain-http.ts';
import { providerNotApproved } from './verdict/provider-not-approved.ts';
import { providerRedirect } from './transport/provider-redirect.ts';
import { rawIp } from './transport/raw-ip.ts';
import { redirectedHome } from './consent/redirected-home.ts';
import { rejectedName } from './config/rejected-name.ts';
import { selfApproval } from './manifest/self-approval.ts';
import { shadowedServer } from './together/shadowed-server.ts';
import { shellWrapper } from './launch/shell-wrapper.ts';
import { startsOnOpen } from './launch/starts-on-open.ts';
import { stubTodo } from './manifest/stub-todo.ts';
import { temporaryProgram } from './launch/temporary-program.ts';
import { tunnelHost } from './transport/tunnel-host.ts';
import { unaskedTools } from './consent/unasked-tools.ts';
import { undefinedInput } from './config/undefined-input.ts';
import { unmaskedInput } from './secrets/unmasked-input.ts';
import { unpinnedPackage } from './supply-chain/unpinned-package.ts';
import { unrestrictedServer } from './secrets/unrestricted-server.ts';
import { unusedIgnore } from './config/unused-ignore.ts';
import { unusedInput } from './config/unused-input.ts';
import { vulnerablePackage } from './supply-chain/vulnerable-package.ts';
import { vulnerableSdk } from './supply-chain/vulnerable-sdk.ts';
import { workspaceProgram } from './launch/workspace-program.ts';
import { wrongRootKey } from './config/wrong-root-key.ts';
import { wrongType } from './config/wrong-type.ts';
import type { Rule } from './rule.ts';

export const everyRule: readonly Rule[] = [
  abandonedServer,
  ambiguousEntry,
  broadFileAccess,
  changedLaunch,
  changedVoice,
  commandAndUrl,
  commandInOption,
  commandLineInCommand,
  commentsInStrictJson,
  committedEnvFile,
  containerAccess,
  contractAuth,
  contractData,
  contractEgress,
  contractEvidence,
  contractMissing,
  contractOwner,
  contractSbom,
  contractTools,
  deprecatedSse,
  disabledInVain,
  downloadedCode,
  duplicateKey,
  enablesProjectServers,
  exfiltrationPath,
  floatingModel,
  foreignVariable,
  headerHelper,
  hiddenCharacters,
  hostedProxy,
  idleSandbox,
  ignoredKey,
  ignoredVerdict,
  inlineCode,
  invalidSyntax,
  launchEnvironment,
  launchHijack,
  linkedConfig,
  listedUnaskedTools,
  listensEverywhere,
  literalSecret,
  lookAlikeHost,
  lookAlikePackage,
  loosenedApproval,
  machinePath,
  maliciousPackage,
  manifestFloatingVersion,
  manifestImageDigest,
  manifestLiteralSecret,
  manifestMissingHash,
  manifestNamespace,
  manifestNoTarget,
  manifestOldSchema,
  manifestOwnership,
  manifestSchema,
  manifestSnakeCase,
  manifestUnmarkedSecret,
  manifestVersionMismatch,
  mergeConflict,
  missingType,
  nativeArgsUnchecked,
  nativeDeadEntry,
  nativeDiffers,
  nativeFloatingVersion,
  nativeIgnoredList,
  nativeInvalidEntry,
  nativeLoosenedByWorkspace,
  nativeNameOnly,
  nativeOpenPrefix,
  nativeSecret,
  notApproved,
  opaqueLaunch,
  otherRegistry,
  outsideGateway,
  plainHttp,
  providerNotApproved,
  providerRedirect,
  rawIp,
  redirectedHome,
  rejectedName,
  selfApproval,
  shadowedServer,
  shellWrapper,
  startsOnOpen,
  stubTodo,
  temporaryProgram,
  tunnelHost,
  unaskedTools,
  undefinedInput,
  unmaskedInput,
  unpinnedPackage,
  unrestrictedServer,
  unusedIgnore,
  unusedInput,
  vulnerablePackage,
  vulnerableSdk,
  workspaceProgram,
  wrongRootKey,
  wrongType,
];
