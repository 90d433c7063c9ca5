import * as path from 'node:path';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { visible } from '../core/text/visible.ts';
import { looksLikeAddress } from '../host/policy/https-address.ts';
import type { FailOn } from './exit-code.ts';
import { UsageError } from './usage-error.ts';

/** What every command that looks at config files takes. */
export interface Options {
  /** An absolute path, or an address. */
  readonly policy?: string;
  /** Absolute: a file with the public keys that it must be signed with. */
  readonly policyKeys?: string;
  /** Nobody is asked over the network, whatever is configured. */
  readonly offline?: boolean;
  /** Everybody is asked, due or not. */
  readonly refresh?: boolean;
  readonly user: boolean;
  /** Absent where it was not given. */
  readonly failOn?: FailOn;
}

const common = {
  policy: { type: 'string' },
  'policy-keys': { type: 'string' },
  offline: { type: 'boolean' },
  refresh: { type: 'boolean' },
  'no-user': { type: 'boolean' },
  format: { type: 'string' },
  'fail-on': { type: 'string' },
} as const satisfies ParseArgsConfig['options'];

/** For the help of each command. */
export const optionsHelp = `  --policy FILE|URL  Hold servers against this policy, beside the one that this machine's administrator set. Without it, the one
                     that MCP_ROLL_CALL_POLICY names. One that lies in the scanned folder is never taken by itself.
  --policy-keys FILE The policy must be signed with one of these Ed25519 keys (a JSON Web Key Set).
  --offline          Ask nobody over the network: of policies and registries at an address, what was remembered counts.
  --refresh          Ask addresses and registries that the policy comes from now, due or not.
  --no-user          Leave out the config files of your user account.
  --format FORMAT    text (for a person; the default) or json.
  --fail-on LEVEL    End with 1 for findings of this severity and above: error, warning, info; never: for none, and no verdict.`;

type OwnOptions = Readonly<Record<string, { readonly type: 'string' | 'boolean'; readonly multiple?: true }>>;
/** What was given for a command's own options. */
export type OwnValues<Own extends OwnOptions> = { readonly [Name in keyof Own]?: Own[Name] extends { readonly multiple: true } ? readonly string[] : Own[Name]['type'] extends 'boolean' ? boolean : string };

/**
 * Read a command's arguments.
 * @param own options of this command alone
 * @param formats what `--format` may be; the first where it is not given
 * @throws UsageError
 */
export function readArguments<const Own extends OwnOptions, const Format extends string = 'text' | 'json'>(
  args: readonly string[],
  own: Own,
  formats: readonly [Format, ...Format[]] = ['text', 'json'] as readonly string[] as readonly [Format, ...Format[]],
): { readonly options: Options & { readonly format: Format }; readonly own: OwnValues<Own>; readonly positionals: readonly string[] } {
  const { values, positionals } = parsed(args, { ...common, ...own });
  for (const [name, value] of Object.entries(values)) {
    // An unset variable in a script must not turn into "no policy".
    if (value === '' || (Array.isArray(value) && value.includes(''))) throw new UsageError(`Nothing stands behind --${name}.`);
  }
  if (positionals.includes('')) throw new UsageError('An argument is empty.');
  const policy = values['policy'] as string | undefined;
  if (values['offline'] === true && values['refresh'] === true) throw new UsageError('--offline asks nobody, and --refresh everybody: give one of them.');
  const failOn = oneOf('fail-on', values['fail-on'], ['error', 'warning', 'info', 'never']);
  const options = {
    ...(policy !== undefined && { policy: looksLikeAddress(policy) ? policy : path.resolve(policy) }),
    ...(typeof values['policy-keys'] === 'string' && { policyKeys: path.resolve(values['policy-keys']) }),
    ...(values['offline'] === true && { offline: true }),
    ...(values['refresh'] === true && { refresh: true }),
    user: values['no-user'] !== true,
    format: oneOf('format', values['format'], formats) ?? formats[0],
    ...(failOn && { failOn }),
  };
  return { options, own: values as OwnValues<Own>, positionals };
}

/** The folders and files to look at: where the user stands, if none is named. */
export function foldersOf(named: readonly string[]): readonly string[] {
  return named.length > 0 ? named : ['.'];
}

function parsed(args: readonly string[], options: NonNullable<ParseArgsConfig['options']>): { values: Record<string, unknown>; positionals: readonly string[] } {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    return { values, positionals };
  } catch (error) {
    if (!(error instanceof Error) || !String((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS')) throw error;
    throw new UsageError(visible(error.message.split('. To specify')[0]!.split('\n')[0]!, 300));
  }
}

function oneOf<const T extends string>(name: string, value: unknown, allowed: readonly T[]): T | undefined {
  if (typeof value !== 'string') return undefined;
  const found = allowed.find((one) => one === value);
  if (found === undefined) throw new UsageError(`--${name} is one of ${allowed.join(', ')}; not ${visible(value, 60)}.`);
  return found;
}
