import type { Located, NamedValue } from '../../config/config-file.ts';
import { say } from '../../text/message.ts';
import { flagTable, namesOf, scanFlags, type FoundFlag } from '../flags.ts';
import { nothingToStart, opaque, variableIn, type Call, type CannotTell, type Launched } from '../launched.ts';
import { imageReference } from '../packages/image-reference.ts';
import { packageRef } from '../packages/package-ref.ts';
import { hasVariable } from '../variables.ts';
import { word } from './npx.ts';

/** Options before the command: which machine runs the container, and by which settings. */
const globalTable = flagTable(
  {
    plain: '-D --debug --tls --tlsverify',
    'plain=': '-l --log-level',
    hijack: '-r --remote',
    'hijack=': '-H --host -c --context --config --tlscacert --tlscert --tlskey --url --connection --identity --root --runroot --runtime --storage-driver --storage-opt --conmon --hooks-dir --module --namespace -n --address -a',
  },
  { joined: true },
);

/**
 * Options of `docker run` (docker's own help, 29), with those of `podman run` and `nerdctl run`
 * (https://docs.podman.io/en/latest/markdown/podman-run.1.html). Resource limits, labels and logging change nothing that matters.
 */
const table = flagTable(
  {
    plain: '-d --detach -i --interactive -t --tty --init --rm -q --quiet --read-only --no-healthcheck --oom-kill-disable --sig-proxy --disable-content-trust --help --replace --rmi --no-hosts --no-hostname --http-proxy --read-only-tmpfs --unsetenv-all --passwd --shm-size-systemd',
    'plain=':
      '-a --attach --blkio-weight --blkio-weight-device --cap-drop --cgroup-parent --cidfile --cpu-count --cpu-percent --cpu-period --cpu-quota --cpu-rt-period --cpu-rt-runtime -c --cpu-shares --cpus --cpuset-cpus --cpuset-mems --detach-keys --device-read-bps --device-read-iops --device-write-bps --device-write-iops --dns-option --dns-opt --dns-search --domainname --expose --gpus --group-add --health-interval --health-retries --health-start-interval --health-start-period --health-timeout --health-on-failure -h --hostname --io-maxbandwidth --io-maxiops --ip --ip6 --isolation --kernel-memory -l --label --label-file --link-local-ip --log-driver --log-opt --mac-address -m --memory --memory-reservation --memory-swap --memory-swappiness --name --network-alias --net-alias --oom-score-adj --pids-limit --platform --restart --shm-size --stop-signal --stop-timeout --storage-opt --tmpfs --ulimit -u --user -w --workdir --arch --os --variant --tz --timeout --umask --unsetenv --secret --retry --retry-delay --uidmap --gidmap --subuidname --subgidname --passwd-entry --group-entry --pidfile --conmon-pidfile --sdnotify --systemd --cgroups --cgroup-conf --preserve-fds --preserve-fd --hostuser --requires --rdt-class --image-volume',
    'env=': '-e --env',
    'pull=': '--pull',
    'publish=': '-p --publish',
    publishAll: '-P --publish-all',
    'space=': '--network --net --pid --ipc --uts --userns --cgroupns',
    'security=': '--security-opt',
    hijack: '--privileged --use-api-socket --env-host --env-merge --tls-verify',
    'hijack=':
      '-v --volume --mount --volumes-from --volume-driver --entrypoint --env-file --cap-add --device --device-cgroup-rule --add-host --dns --link --runtime --sysctl --health-cmd --annotation --init-path --hosts-file --pod --pod-id-file --creds --authfile --cert-dir --decryption-key --seccomp-policy --chrootdirs --personality',
    opaque: '--rootfs',
  },
  { joined: true },
);

const pullPolicies = new Set(['always', 'missing', 'never', 'newer', 'ifnotpresent', 'true', 'false']);
/** `--network` also takes `name=host`, among other fields: https://docs.docker.com/reference/cli/docker/container/run/#network */
const sharedSpace = /(?:^|,)(?:name=)?(?:host|container:|ns:|pod|path:)|[$%{]/i;
const harmlessSecurity = /^no-new-privileges(?:[:=]true)?$/;

/** `docker run image [arguments]`, and the same by podman and nerdctl. */
export function containers(call: Call): Launched {
  const engine = call.launcher;
  const before = scanFlags(engine, call.words, globalTable);
  if ('kind' in before) return before;
  const [command, ...words] = before.rest;
  if (!command) return nothingToStart(engine);
  if (hasVariable(command.value)) return variableIn.option;
  const inner = command.value === 'container' ? words[0]?.value : undefined;
  if (command.value !== 'run' && inner !== 'run') return notRun(engine, command.value, words);
  const scan = scanFlags(`${engine} run`, inner === 'run' ? words.slice(1) : words, table);
  if ('kind' in scan) return scan;
  const image = scan.rest[0];
  if (!image) return nothingToStart(`${engine} run`);
  if (hasVariable(image.value)) return variableIn.image;
  if (scan.found.some(({ meaning, value }) => meaning === 'pull' && !pullPolicies.has(value.value))) {
    return opaque(say('`{launcher}` is given a `--pull` that it does not know, so which word is the image cannot be told.', { launcher: `${engine} run` }));
  }
  const read = imageReference(image.value);
  if (!read) return opaque(say('What `{launcher}` is told to run is not the name of an image in a registry.', { launcher: `${engine} run` }));
  if (read.short && engine === 'podman') {
    return opaque(say('podman looks an image without a registry’s name up in places that each machine sets for itself. Write the registry before the name, like `docker.io/`.'));
  }
  const { name, tag, digest } = read;
  return {
    kind: 'package',
    package: packageRef('oci', name, { version: digest, floating: digest === undefined ? tag : undefined, digest }),
    args: scan.rest.slice(1),
    hijacks: [...namesOf(before.found), ...scan.found.filter(isHijack).map((flag) => flag.name)],
    env: scan.found.filter(({ meaning }) => meaning === 'env').map(({ value }) => variable(value)),
  };
}

/** The flags of `docker run` that change what the container may reach or who may reach it; none where it is no such launch, or one that cannot be read. */
export function containerFlags(engine: string, words: readonly Located[]): readonly FoundFlag[] {
  const before = scanFlags(engine, words, globalTable);
  if ('kind' in before) return [];
  const at = before.rest[0]?.value === 'container' ? 1 : 0;
  if (before.rest[at]?.value !== 'run') return [];
  const scan = scanFlags(engine, before.rest.slice(at + 1), table);
  return 'kind' in scan ? [] : scan.found;
}

function isHijack({ meaning, value }: FoundFlag): boolean {
  return meaning === 'hijack' || (meaning === 'space' && sharedSpace.test(value.value)) || (meaning === 'security' && !harmlessSecurity.test(value.value));
}

/** `NAME=value`, or `NAME` alone, whose value is the one it has outside. */
function variable({ value, path }: Located): NamedValue {
  const equals = value.indexOf('=');
  return equals < 0 ? { name: value, path, value: undefined } : { name: value.slice(0, equals), path, value: value.slice(equals + 1) };
}

function notRun(engine: string, command: string, words: readonly Located[]): CannotTell {
  if (command === 'mcp' && words[0]?.value === 'gateway') {
    return opaque(say('`docker mcp gateway` stands for many servers: which ones it starts is set in Docker’s own registry and catalogs, not in this file. Where those can be read, they are listed as servers of the gateway.'));
  }
  if (command === 'exec' || command === 'container' || command === 'start' || command === 'attach') {
    return opaque(say('`{engine} {command}` enters a container that is already there, whatever it holds.', { engine, command }));
  }
  return opaque(say('`{engine} {command}` is not a way to start a server that MCP Roll Call knows.', { engine, command: word(command) }));
}
