import { maskText, maskUrl } from '../secret/mask.ts';
import { say, type Message } from '../text/message.ts';
import { hijackOf } from './hijacks.ts';
import type { Identity, PackageRef } from './identity.ts';

/** The chain's end in plain words: what is launched or called, and what changes that. */
export function stepsOf(identity: Identity): Message[] {
  return [...whatRuns(identity), ...identity.launch.hijacks.map(hijackStep)];
}

function whatRuns(identity: Identity): Message[] {
  switch (identity.kind) {
    case 'package':
      return [fetchStep(identity.launcher, identity.package)];
    case 'remote': {
      const call = say('What it calls is `{url}`.', { url: maskUrl(identity.url) });
      if (!identity.via) return [call];
      const { launcher, package: ref } = identity.via;
      return [fetchStep(launcher, ref), say('`{bridge}` is a bridge: it only passes on to a server elsewhere.', { bridge: ref.name }), call];
    }
    case 'program':
      return [
        identity.script === undefined
          ? say('It starts the program `{program}`, which lies on this machine and is told by its path only.', { program: maskText(identity.program) })
          : say('`{program}` runs `{script}`, which lies on this machine and is told by its path only.', { program: maskText(identity.program), script: maskText(identity.script) }),
      ];
    case 'opaque':
      return [identity.reason];
  }
}

const kinds: Readonly<Record<PackageRef['type'], string>> = { npm: 'npm package', pypi: 'PyPI package', nuget: 'NuGet package', oci: 'container image', 'vscode-extension': 'VS Code extension' };

export function kindOf({ type }: PackageRef): string {
  return kinds[type];
}

function fetchStep(launcher: string, ref: PackageRef): Message {
  const { name, version, floating, registry, digest } = ref;
  const args = { launcher, kind: kindOf(ref), name, version: version ?? '', written: maskText(floating ?? ''), registry: maskUrl(registry ?? '') };
  if (ref.type === 'vscode-extension') return say('The installed VS Code extension `{name}`, version {version}, hands servers to VS Code when it runs. No file says which they are, and VS Code starts them without asking.', args);
  if (ref.type === 'oci') {
    if (digest !== undefined) return say('`{launcher}` runs the container image `{name}`, fixed by its digest {version}.', args);
    if (floating !== undefined) return say('`{launcher}` runs the container image `{name}`, by its tag `{written}`, which can be moved to other content.', args);
    return say('`{launcher}` runs the container image `{name}`, without tag or digest, so whatever `latest` is.', args);
  }
  if (registry === undefined) {
    if (version !== undefined) return say('`{launcher}` fetches and runs the {kind} `{name}`, version {version}, from the default registry.', args);
    if (floating !== undefined) return say('`{launcher}` fetches and runs the {kind} `{name}` from the default registry, in whichever version `{written}` means at that moment.', args);
    return say('`{launcher}` fetches and runs the {kind} `{name}` from the default registry, in whichever version is the newest at that moment.', args);
  }
  if (version !== undefined) return say('`{launcher}` fetches and runs the {kind} `{name}`, version {version}, from the registry {registry}.', args);
  if (floating !== undefined) return say('`{launcher}` fetches and runs the {kind} `{name}` from the registry {registry}, in whichever version `{written}` means at that moment.', args);
  return say('`{launcher}` fetches and runs the {kind} `{name}` from the registry {registry}, in whichever version is the newest at that moment.', args);
}

/** Hijacks that are neither flags nor variables. */
const places: ReadonlyMap<string, string> = new Map([
  ['envFile', 'Further variables come from a file (`{name}`), and can change which code runs.'],
  ['cwd', 'It starts in another folder (`{name}`), and what lies there can change which code runs.'],
  ['node_modules', 'A copy in the folder’s `{name}` may run instead of what would be fetched, and can hold other code.'],
  ['project', 'The Python {name} in the folder it starts in can add code of its own.'],
]);

function hijackStep(name: string): Message {
  const place = places.get(name);
  if (place !== undefined) return say(place, { name });
  if (name.startsWith('-')) return say('`{name}` can change which code runs or what it may reach.', { name });
  return say(hijackOf(name)?.template ?? '`{name}` in the folder it starts in can change which code runs.', { name });
}
