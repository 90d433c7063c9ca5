/** npm's default registry, put in by esbuild.mjs from npm's own library. */
declare const __NPM_DEFAULT_REGISTRY__: string;
/** The product's version, put in by esbuild.mjs from package.json. */
declare const __VERSION__: string;
