import { spawnSync } from 'node:child_process'
import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { findProgram } from './system.mjs'

/** Starts a PostgreSQL server of the tests' own, in a new folder on a free port of the loopback address. */
export async function startPostgres() {
  const programs = dirname(findProgram('initdb'))
  const folder = mkdtempSync(join(tmpdir(), 'hoshitori-postgres-'))
  const asRoot = process.getuid?.() === 0
  if (asRoot) giveToPostgres(folder)
  const port = await freePort()
  const data = join(folder, 'data')
  const run = (name, ...args) => {
    const call = [join(programs, name), ...args]
    const [program, ...rest] = asRoot ? ['runuser', '-u', 'postgres', '--', ...call] : call
    const { status, stderr, error } = spawnSync(program, rest, {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    if (status !== 0) throw new Error(`${name} failed: ${stderr ?? ''}`, { cause: error })
  }
  run('initdb', '-D', data, '-U', 'hoshitori', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync')
  const settings = `-c listen_addresses=127.0.0.1 -c port=${port} -c unix_socket_directories=${folder} -c fsync=off`
  run('pg_ctl', '-D', data, '-w', '-l', join(folder, 'log'), '-o', settings, 'start')
  return {
    address: `postgresql://hoshitori@127.0.0.1:${port}/postgres`,
    stop: () => {
      run('pg_ctl', '-D', data, '-m', 'immediate', 'stop')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** PostgreSQL refuses to run as root; Debian's package brings the user that it runs as. */
function giveToPostgres(folder) {
  const id = (flag) => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout)
  chownSync(folder, id('-u'), id('-g'))
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}
