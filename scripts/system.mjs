import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Programs that the tests open real things with, and the Debian packages that bring them. The browser is Chromium's own shell without
 * a window: the same engine, of which a page takes a fifth of the processor time. Chromium itself does `instead`, where that cannot be had.
 */
const PROGRAMS = [
  { name: 'chromium-headless-shell', debian: 'chromium-headless-shell', instead: 'chromium' },
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

/** Installs missing programs from Debian where it may; otherwise says what to install, and stops, unless another does instead. */
export function needPrograms() {
  const missing = PROGRAMS.filter(({ name }) => !findProgram(name))
  if (missing.length === 0) return
  const mayInstall = process.getuid?.() === 0 && findProgram('apt-get') !== undefined
  if (mayInstall) {
    console.error(`テストに必要なプログラムを入れています… / ${byHand(missing)}`)
    apt('update')
    for (const { debian } of missing) apt('install', '-y', '--no-install-recommends', debian)
  }
  const lacking = missing.filter(({ name, instead }) => !findProgram(name) && !(instead && findProgram(instead)))
  if (lacking.length === 0) return
  const names = lacking.map(({ name }) => name).join('、')
  console.error(`テストに必要なプログラムがありません: ${names}\n管理者で次を実行してください: ${byHand(lacking)}`)
  process.exit(1)
}

function apt(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  spawnSync('apt-get', ['-qq', ...args], { stdio: ['ignore', 'ignore', 'inherit'], env })
}

function byHand(programs) {
  return `apt-get install ${programs.map(({ debian }) => debian).join(' ')}`
}

function postgresFolders() {
  const home = '/usr/lib/postgresql'
  if (!existsSync(home)) return []
  return readdirSync(home)
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(home, version, 'bin'))
}
