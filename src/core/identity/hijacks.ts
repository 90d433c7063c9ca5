import type { NamedValue } from '../config/config-file.ts';
import { say, type Message } from '../text/message.ts';

/** Environment variables that change which code runs or where it comes from, and how. Names in upper case: Windows compares them so. */
const variables: Readonly<Record<string, string>> = {
  NODE_OPTIONS: '`{name}` can make node load other code before the server’s own.',
  NODE_PATH: '`{name}` is where node looks for modules it does not find beside the server.',
  NODE_EXTRA_CA_CERTS: '`{name}` makes node trust further certificates, so that another server can pass for the registry or the service.',
  NODE_TLS_REJECT_UNAUTHORIZED: '`{name}` can turn off the check of certificates, so that another server can pass for the registry or the service.',
  NODE_REPL_EXTERNAL_MODULE: '`{name}` names a module that node loads.',
  ELECTRON_RUN_AS_NODE: '`{name}` turns an application into a plain node that runs any script.',
  NODE_COMPILE_CACHE: '`{name}` is where node takes code from that it compiled before.',
  NPM_CONFIG_REGISTRY: '`{name}` says which registry npm takes code from.',
  PREFIX: '`{name}` is where npm looks for its settings and its installed programs.',
  DESTDIR: '`{name}` is where npm looks for its settings and its installed programs.',
  PNPM_HOME: '`{name}` is where pnpm keeps its programs.',
  BROWSER: '`{name}` names a program that is started to show a page.',
  TSX_TSCONFIG_PATH: '`{name}` redirects the modules that a script imports.',
  TS_NODE_PROJECT: '`{name}` redirects the modules that a script imports.',
  LD_PRELOAD: '`{name}` loads other code into every program that starts.',
  LD_LIBRARY_PATH: '`{name}` is where programs look for their libraries first.',
  LD_AUDIT: '`{name}` loads other code into every program that starts.',
  GCONV_PATH: '`{name}` names libraries that programs load when they convert text.',
  PATH: '`{name}` decides which program a plain name like `npx` is.',
  PATHEXT: '`{name}` decides which file a plain name like `npx` is.',
  COMSPEC: '`{name}` decides which shell programs start on Windows.',
  SHELL: '`{name}` decides which shell programs start.',
  BASH_ENV: '`{name}` names a script that shells run first.',
  ENV: '`{name}` names a script that some shells run first.',
  ZDOTDIR: '`{name}` is where a shell finds the scripts it runs first.',
  SHELLOPTS: '`{name}` changes what shells do with commands.',
  BASHOPTS: '`{name}` changes what shells do with commands.',
  PS4: '`{name}` can hold a command that shells run.',
  IFS: '`{name}` changes how shells take commands apart.',
  PYTHONPATH: '`{name}` is where Python looks for modules first.',
  PYTHONHOME: '`{name}` is where Python takes its standard library from.',
  PYTHONSTARTUP: '`{name}` names a script that Python runs first.',
  PYTHONUSERBASE: '`{name}` is where Python looks for the user’s modules.',
  PYTHONEXECUTABLE: '`{name}` changes which Python modules are found.',
  PYTHONPLATLIBDIR: '`{name}` changes where Python takes its standard library from.',
  PYTHONINSPECT: '`{name}` makes Python take commands when the server ends.',
  PYTHONBREAKPOINT: '`{name}` names code that Python calls at a breakpoint.',
  PYTHONPYCACHEPREFIX: '`{name}` is where Python takes code from that it compiled before.',
  PYTHONWARNINGS: '`{name}` can make Python import a module of the writer’s choice.',
  VIRTUAL_ENV: '`{name}` decides which installed Python packages are used.',
  CONDA_PREFIX: '`{name}` decides which installed Python packages are used.',
  PERL5OPT: '`{name}` can make Perl load other code first.',
  PERL5LIB: '`{name}` is where Perl looks for modules first.',
  PERL5DB: '`{name}` holds code that Perl runs.',
  RUBYOPT: '`{name}` can make Ruby load other code first.',
  RUBYLIB: '`{name}` is where Ruby looks for libraries first.',
  GEM_HOME: '`{name}` is where Ruby takes its packages from.',
  GEM_PATH: '`{name}` is where Ruby takes its packages from.',
  BUNDLE_GEMFILE: '`{name}` decides which Ruby packages are loaded.',
  JAVA_TOOL_OPTIONS: '`{name}` can make Java load other code first.',
  JDK_JAVA_OPTIONS: '`{name}` can make Java load other code first.',
  _JAVA_OPTIONS: '`{name}` can make Java load other code first.',
  JAVA_HOME: '`{name}` decides which Java runs.',
  CLASSPATH: '`{name}` is where Java looks for classes.',
  DOTNET_STARTUP_HOOKS: '`{name}` makes .NET load other code before the server’s own.',
  DOTNET_ADDITIONAL_DEPS: '`{name}` makes .NET load other code beside the server’s own.',
  DOTNET_SHARED_STORE: '`{name}` is where .NET takes libraries from.',
  DOTNET_ROOT: '`{name}` decides which .NET runs.',
  CORECLR_PROFILER_PATH: '`{name}` makes .NET load a library into the server.',
  CORECLR_ENABLE_PROFILING: '`{name}` makes .NET load a library into the server.',
  COR_PROFILER_PATH: '`{name}` makes .NET load a library into the server.',
  SSL_CERT_FILE: '`{name}` decides which certificates are trusted, so that another server can pass for the registry or the service.',
  SSL_CERT_DIR: '`{name}` decides which certificates are trusted, so that another server can pass for the registry or the service.',
  REQUESTS_CA_BUNDLE: '`{name}` decides which certificates are trusted, so that another server can pass for the registry or the service.',
  CURL_CA_BUNDLE: '`{name}` decides which certificates are trusted, so that another server can pass for the registry or the service.',
  OPENSSL_CONF: '`{name}` can make programs load a library that handles their encryption.',
  OPENSSL_ENGINES: '`{name}` can make programs load a library that handles their encryption.',
  OPENSSL_MODULES: '`{name}` can make programs load a library that handles their encryption.',
  GIT_SSH_COMMAND: '`{name}` holds a command that git runs.',
  GIT_EXEC_PATH: '`{name}` is where git takes its own programs from.',
  GIT_CONFIG_GLOBAL: '`{name}` names settings of git, which can hold commands.',
  SSLKEYLOGFILE: '`{name}` makes programs write down the keys of their connections, so that others can read and change what is fetched.',
  HTTP_PROXY: '`{name}` sends what is fetched through another machine.',
  HTTPS_PROXY: '`{name}` sends what is fetched through another machine.',
  ALL_PROXY: '`{name}` sends what is fetched through another machine.',
  HOME: '`{name}` is where launchers find the settings that say where code comes from.',
  USERPROFILE: '`{name}` is where launchers find the settings that say where code comes from.',
  APPDATA: '`{name}` is where launchers find the settings that say where code comes from.',
  LOCALAPPDATA: '`{name}` is where launchers keep the code they have fetched.',
  XDG_CONFIG_HOME: '`{name}` is where launchers find the settings that say where code comes from.',
  XDG_CONFIG_DIRS: '`{name}` is where launchers find the settings that say where code comes from.',
  XDG_DATA_HOME: '`{name}` is where launchers keep the code they have fetched.',
  XDG_CACHE_HOME: '`{name}` is where launchers keep the code they have fetched.',
  CONTAINER_HOST: '`{name}` decides which machine runs the container.',
  CONTAINERS_CONF: '`{name}` names settings that say how containers run and where images come from.',
  CONTAINERS_REGISTRIES_CONF: '`{name}` says where images come from.',
};

/** Families of variables that set a launcher's options, as prefixes up to and with the last `_`. */
const families: Readonly<Record<string, string>> = {
  NPM_CONFIG_: '`{name}` sets an option of npm, which can change where code comes from and what else runs.',
  PNPM_CONFIG_: '`{name}` sets an option of pnpm, which can change where code comes from and what else runs.',
  YARN_: '`{name}` sets an option of yarn, which can change where code comes from and what else runs.',
  BUN_: '`{name}` sets an option of bun, which can change where code comes from and what else runs.',
  DENO_: '`{name}` sets an option of deno, which can change where code comes from and what else runs.',
  UV_: '`{name}` sets an option of uv, which can change where code comes from and what else runs.',
  PIP_: '`{name}` sets an option of pip, which can change where code comes from and what else runs.',
  PIPX_: '`{name}` sets an option of pipx, which can change where code comes from and what else runs.',
  DOCKER_: '`{name}` sets an option of docker, which can change which machine runs the container and where images come from.',
  NUGET_: '`{name}` sets an option of NuGet, which can change where code comes from.',
  COREPACK_: '`{name}` sets an option of Corepack, which says where the package manager itself comes from.',
  CONTAINERS_: '`{name}` names settings that say how containers run and where images come from.',
  CONTAINER_: '`{name}` decides which machine runs the container.',
  DOTNET_: '`{name}` sets an option of .NET, which can change which .NET runs and what it loads.',
  GIT_: '`{name}` sets an option of git, which can hold commands and change where code comes from.',
  PYENV_: '`{name}` sets an option of pyenv, which decides which Python runs.',
  VOLTA_: '`{name}` sets an option of Volta, which decides which node runs.',
  ASDF_: '`{name}` sets an option of asdf, which decides which programs run.',
  MISE_: '`{name}` sets an option of mise, which decides which programs run.',
  NVM_: '`{name}` sets an option of nvm, which decides which node runs.',
  DYLD_: '`{name}` changes which libraries programs load on macOS.',
};

/** Members of those families that change nothing of the sort. */
const harmless = new Set(
  (
    'NPM_CONFIG_YES NPM_CONFIG_LOGLEVEL NPM_CONFIG_UPDATE_NOTIFIER NPM_CONFIG_FUND NPM_CONFIG_AUDIT NPM_CONFIG_PROGRESS NPM_CONFIG_COLOR NPM_CONFIG_PREFER_OFFLINE NPM_CONFIG_OFFLINE NPM_CONFIG_IGNORE_SCRIPTS ' +
    'UV_THREADPOOL_SIZE UV_USE_IO_URING UV_NO_PROGRESS UV_HTTP_TIMEOUT UV_HTTP_RETRIES UV_CONCURRENT_DOWNLOADS UV_CONCURRENT_INSTALLS UV_CONCURRENT_BUILDS UV_LINK_MODE UV_NO_CACHE UV_OFFLINE UV_COMPILE_BYTECODE UV_NATIVE_TLS UV_SYSTEM_CERTS UV_NO_CONFIG ' +
    'PIP_NO_INPUT PIP_QUIET PIP_DISABLE_PIP_VERSION_CHECK PIP_NO_CACHE_DIR DOCKER_CLI_HINTS DOCKER_BUILDKIT DOCKER_SCAN_SUGGEST DOCKER_CONTAINER DENO_NO_PROMPT DENO_NO_UPDATE_CHECK BUN_DEBUG_QUIET_LOGS ' +
    'DOTNET_CLI_TELEMETRY_OPTOUT DOTNET_NOLOGO GIT_TERMINAL_PROMPT'
  ).split(' '),
);

const known: ReadonlyMap<string, Message> = new Map(Object.entries(variables).map(([name, template]) => [name, say(template)]));
const prefixes: readonly (readonly [string, Message])[] = Object.entries(families).map(([prefix, template]) => [prefix, say(template)] as const);
const firstLetters = new Set([...prefixes].map(([prefix]) => prefix[0]!));

/** How a variable of that name changes which code runs or where it comes from, as a sentence about `{name}`; undefined when it does not. */
export function hijackOf(name: string): Message | undefined {
  const upper = name.toUpperCase();
  const reason = known.get(upper);
  if (reason || !firstLetters.has(upper[0]!)) return reason;
  const family = prefixes.find(([prefix]) => upper.startsWith(prefix));
  return family && !harmless.has(upper) ? family[1] : undefined;
}

/** The names among these variables that change which code runs or where it comes from, as written; `accounted` ones, in lower case, left out. */
export function hijacksIn(env: readonly NamedValue[], accounted: readonly string[]): string[] {
  const left = new Set(accounted);
  const names = new Set<string>();
  for (const { name } of env) {
    if (hijackOf(name) && !left.has(name.toLowerCase())) names.add(name);
  }
  return [...names];
}
