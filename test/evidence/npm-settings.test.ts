import assert from 'node:assert/strict';
// @ts-expect-error npm's own list of its settings has no types
import { definitions } from '@npmcli/config/lib/definitions/index.js';
import { decisiveSettings } from '../../src/host/evidence/npmrc.ts';

/** Settings of npm that change neither which code a launcher fetches nor what runs it: looks, publishing, saving, searching, other commands. */
const harmless =
  '_auth access all allow-same-version allow-directory allow-file allow-git allow-remote allow-scripts allow-scripts-pending allow-scripts-pin strict-allow-scripts also audit audit-level auth-type bin-links browser bypass-2fa cache-max cache-min cert cidr color commit-hooks depth description dev diff ' +
  'diff-ignore-all-space diff-name-only diff-no-prefix diff-dst-prefix diff-src-prefix diff-text diff-unified dry-run editor engine-strict expect-result-count expect-results expires fetch-retries fetch-retry-factor ' +
  'fetch-retry-maxtimeout fetch-retry-mintimeout fetch-timeout force foreground-scripts format-package-lock fund git-tag-version global-style heading if-present ignore-scripts include include-staged include-attestations ' +
  'init-author-email init-author-name init-author-url init-license init-module init-type init-version init-private init.author.email init.author.name init.author.url init.license init.module init.version install-strategy json key ' +
  'legacy-bundling legacy-peer-deps link local-address lockfile-version loglevel logs-dir logs-max long name maxsockets message min-release-age-exclude noproxy offline omit omit-lockfile-registry-resolved only orgs optional otp package-lock ' +
  'package-lock-only pack-destination packages parseable prefer-dedupe prefer-offline prefer-online preid production progress provenance provenance-file read-only rebuild-bundle registry save save-bundle save-dev save-exact save-optional ' +
  'save-peer save-prefix save-prod sbom-format sbom-type scopes packages-all packages-and-scopes-permission orgs-permission password token-description searchexclude searchlimit searchopts searchstaleness shrinkwrap sign-git-commit sign-git-tag ' +
  'strict-peer-deps tag-version-prefix timing umask unicode update-notifier usage user-agent version versions viewer which workspaces-update yes';

describe('settings of npm', () => {
  it('are each known to decide what runs, or not to', () => {
    const known = new Set([...decisiveSettings, ...harmless.split(' ')]);
    assert.deepEqual(Object.keys(definitions as object).filter((name) => !known.has(name)), []);
  });
});
