// A headless Chromium: $CHROMIUM when set ("npm" forces the npm one), else an installed one, else the one from npm.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { promisify } from 'node:util';

const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable'];
const args = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', '--font-render-hinting=none'];

/** @returns {Promise<import('playwright-core').Browser>} */
export async function launchBrowser() {
  const { chromium } = await import('playwright-core');
  const wanted = process.env['CHROMIUM'];
  const own = wanted === 'npm' ? undefined : (wanted ?? installed.find((file) => fs.existsSync(file)));
  if (own) {
    try {
      return await chromium.launch({ executablePath: own, args });
    } catch (error) {
      if (wanted) throw error; // asked for by name: no other one instead
    }
  }
  return chromium.launch({ ...(await chromiumFromNpm()), args });
}

/**
 * Keeps a browser off the network: VS Code in it needs nothing but its own server.
 * @param {import('playwright-core').BrowserContext} context
 */
export async function stayOffline(context) {
  await context.route((url) => url.protocol.startsWith('http') && url.hostname !== '127.0.0.1', (route) => route.abort());
}

/** Unpacks the npm Chromium once, with its own libraries and fonts: it needs nothing installed but glibc. */
async function chromiumFromNpm() {
  const target = path.join(import.meta.dirname, 'node_modules', '.chromium');
  if (!fs.existsSync(target)) {
    const packed = path.join(import.meta.dirname, 'node_modules', '@sparticuz', 'chromium', 'bin');
    const unpacking = fs.mkdtempSync(`${target}-`);
    const inflate = (/** @type {string} */ name) => promisify(zlib.brotliDecompress)(fs.readFileSync(path.join(packed, name)));
    fs.writeFileSync(path.join(unpacking, 'chromium'), await inflate('chromium.br'), { mode: 0o755 });
    for (const name of ['al2023.tar.br', 'swiftshader.tar.br', 'fonts.tar.br']) execFileSync('tar', ['-x', '-C', unpacking], { input: await inflate(name) });
    fs.writeFileSync(path.join(unpacking, 'fonts.conf'), `<?xml version="1.0"?>\n<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>${target}/fonts</dir><cachedir prefix="xdg">fontconfig</cachedir></fontconfig>\n`);
    try {
      fs.renameSync(unpacking, target);
    } catch (error) {
      fs.rmSync(unpacking, { recursive: true, force: true });
      if (!fs.existsSync(target)) throw error; // otherwise another process was faster
    }
  }
  return {
    executablePath: path.join(target, 'chromium'),
    env: { ...process.env, LD_LIBRARY_PATH: [path.join(target, 'lib'), process.env['LD_LIBRARY_PATH']].filter(Boolean).join(':'), FONTCONFIG_FILE: path.join(target, 'fonts.conf') },
  };
}
