import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const home = dirname(dirname(fileURLToPath(import.meta.url)))

/** Installs what is missing and builds what is stale, saying so on standard error. A second call does nothing, in a few ms. */
export async function prepare() {
  process.chdir(home)
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 12)) {
    fail(
      `Node.js 20.12 以上が必要です (いま: ${process.versions.node})。24 をおすすめします。 / Node.js 20.12 or newer is needed; 24 is advised.`,
    )
  }
  install()
  const stamp = join('dist', 'stamp')
  const sources = newest(['src', 'scripts', 'package.json'])
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== sources) {
    say('組み立てています… / building…')
    const { buildAll } = await import('./build.mjs')
    await buildAll()
    writeFileSync(stamp, sources)
  }
}

function install() {
  const wanted = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex')
  const stamp = join('node_modules', '.hoshitori')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  say('必要な部品を入れています… / installing what is missing…')
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  if (status !== 0) fail('部品を入れられませんでした。ネットワークを確かめて、もう一度実行してください。 / npm ci failed.')
  mkdirSync('node_modules', { recursive: true })
  writeFileSync(stamp, wanted)
}

/** The newest change among the sources, and how many there are: a removed file counts too. */
function newest(paths) {
  let time = 0
  let count = 0
  const visit = (path) => {
    const stat = statSync(path)
    if (stat.isDirectory()) for (const name of readdirSync(path)) visit(join(path, name))
    else {
      time = Math.max(time, stat.mtimeMs)
      count += 1
    }
  }
  for (const path of paths) visit(path)
  return `${time} ${count}`
}

function say(words) {
  process.stderr.write(`${words}\n`)
}

function fail(words) {
  say(words)
  process.exit(1)
}
