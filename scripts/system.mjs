import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Programs that the tests open real things with, and the Debian packages that bring them. The browser is Chromium's own shell without
 * a window: the same engine, of which a page takes a fifth of the processor time.
 */
const PROGRAMS = [
  { name: 'chromium-headless-shell', debian: 'chromium-headless-shell' },
  { name: 'initdb', debian: 'postgresql' },
  { name: 'pdftotext', debian: 'poppler-utils' },
]

/** The path of a program, on the PATH or where Debian puts PostgreSQL's; nothing where it is missing. */
export function findProgram(name) {
  const named = process.env[name.toUpperCase()]
  if (named && existsSync(named)) return named
  const folders = [...(process.env.PATH ?? '').split(':'), ...postgresFolders()]
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path))
}

/** Installs missing programs from Debian where it may; otherwise says what to install, and stops. */
export function needPrograms() {
  const missing = PROGRAMS.filter(({ name }) => !findProgram(name))
  if (missing.length === 0) return
  const packages = missing.map(({ debian }) => debian)
  const byHand = `apt-get install ${packages.join(' ')}`
  if (process.getuid?.() !== 0 || !findProgram('apt-get')) {
    fail(
      `テストに必要なプログラムがありません: ${missing.map(({ name }) => name).join('、')}\n管理者で次を実行してください: ${byHand}`,
    )
  }
  console.error(`テストに必要なプログラムを入れています… / ${byHand}`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (...args) => spawnSync('apt-get', ['-qq', ...args], { stdio: ['ignore', 'ignore', 'inherit'], env }).status === 0
  if (!apt('update') || !apt('install', '-y', '--no-install-recommends', ...packages))
    fail(`入れられませんでした。次を試してください: ${byHand}`)
}

function postgresFolders() {
  const home = '/usr/lib/postgresql'
  if (!existsSync(home)) return []
  return readdirSync(home)
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(home, version, 'bin'))
}

function fail(words) {
  console.error(words)
  process.exit(1)
}
