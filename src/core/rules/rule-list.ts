// Generated from the folder by `npm run generate`.
import { abandonedServer } from './supply-chain/abandoned-server.ts';
import { changedLaunch } from './verdict/changed-launch.ts';
import { commandAndUrl } from './config/command-and-url.ts';
import { commandInOption } from './launch/command-in-option.ts';
import { commandLineInCommand } from './launch/command-line-in-command.ts';
import { deprecatedSse } from './transport/deprecated-sse.ts';
import { downloadedCode } from './launch/downloaded-code.ts';
import { duplicateKey } from './config/duplicate-key.ts';
import { exfiltrationPath } from './together/exfiltration-path.ts';
import { floatingModel } from './supply-chain/floating-model.ts';
import { hiddenCharacters } from './config/hidden-characters.ts';
import { hostedProxy } from './transport/hosted-proxy.ts';
import { ignoredKey } from './config/ignored-key.ts';
import { inlineCode } from './launch/inline-code.ts';
import { linkedConfig } from './consent/linked-config.ts';
import { literalSecret } from './secrets/literal-secret.ts';
import { lookAlikeHost } from './transport/look-alike-host.ts';
import { lookAlikePackage } from './supply-chain/look-alike-package.ts';
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
import { notApproved } from './verdict/not-approved.ts';
import { opaqueLaunch } from './launch/opaque-launch.ts';
import { otherRegistry } from './supply-chain/other-registry.ts';
import { outsideGateway } from './transport/outside-gateway.ts';
import { plainHttp } from './transport/plain-http.ts';
import { providerNotApproved } from './verdict/provider-not-approved.ts';
import { providerRedirect } from './transport/provider-redirect.ts';
import { rawIp } from './transport/raw-ip.ts';
import { redirectedHome } from './consent/redirected-home.ts';
import { selfApproval } from './manifest/self-approval.ts';
import { shadowedServer } from './together/shadowed-server.ts';
import { shellWrapper } from './launch/shell-wrapper.ts';
import { stubTodo } from './manifest/stub-todo.ts';
import { tunnelHost } from './transport/tunnel-host.ts';
import { unpinnedPackage } from './supply-chain/unpinned-package.ts';
import { vulnerablePackage } from './supply-chain/vulnerable-package.ts';
import { vulnerableSdk } from './supply-chain/vulnerable-sdk.ts';
import { wrongType } from './config/wrong-type.ts';
import type { Rule } from './rule.ts';

export const everyRule: readonly Rule[] = [
  abandonedServer,
  changedLaunch,
  commandAndUrl,
  commandInOption,
  commandLineInCommand,
  deprecatedSse,
  downloadedCode,
  duplicateKey,
  exfiltrationPath,
  floatingModel,
  hiddenCharacters,
  hostedProxy,
  ignoredKey,
  inlineCode,
  linkedConfig,
  literalSecret,
  lookAlikeHost,
  lookAlikePackage,
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
  notApproved,
  opaqueLaunch,
  otherRegistry,
  outsideGateway,
  plainHttp,
  providerNotApproved,
  providerRedirect,
  rawIp,
  redirectedHome,
  selfApproval,
  shadowedServer,
  shellWrapper,
  stubTodo,
  tunnelHost,
  unpinnedPackage,
  vulnerablePackage,
  vulnerableSdk,
  wrongType,
];
