import { spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { findProgram } from './system.mjs'

/**
 * Starts a PostgreSQL server of the tests' own, in a new folder on a free port of the loopback address; with a key and certificate it
 * takes TLS alone, but for the commands of its own user.
 */
export async function startPostgres({ tls } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'hoshitori-postgres-'))
  const run = runner(folder)
  const data = join(folder, 'data')
  run('initdb', '-D', data, '-U', 'hoshitori', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync')
  if (tls) takeTlsAlone(data, tls)
  return serverIn(folder, 'data', run, await freePort(), tls ? ['ssl=on'] : [])
}

function serverIn(folder, name, run, port, more) {
  const data = join(folder, name)
  const settings = [`listen_addresses=127.0.0.1`, `port=${port}`, `unix_socket_directories=${folder}`, 'fsync=off', ...more]
  const options = settings.map((setting) => `-c ${setting}`).join(' ')
  const server = {
    port,
    address: `postgresql://hoshitori@127.0.0.1:${port}/postgres`,
    start: () => run('pg_ctl', '-D', data, '-w', '-l', join(folder, `${name}.log`), '-o', options, 'start'),
    /** Ends it as a crash does; it can be started again. */
    crash: () => run('pg_ctl', '-D', data, '-m', 'immediate', 'stop'),
    /** Another server that follows this one, as a standby. `promote` lets it write. */
    standby: async () => {
      const copy = `${name}-standby`
      run('pg_basebackup', '-D', join(folder, copy), '-d', server.address, '-R', '-X', 'stream', '-c', 'fast', '--no-sync')
      const standby = serverIn(folder, copy, run, await freePort(), more)
      return { ...standby, promote: () => run('pg_ctl', '-D', join(folder, copy), '-w', 'promote') }
    },
    stop: () => {
      if (existsSync(join(data, 'postmaster.pid'))) server.crash()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  server.start()
  return server
}

/** Runs the server's programs; PostgreSQL's own user does where this one is root. */
function runner(folder) {
  const programs = dirname(realpathSync(findProgram('initdb')))
  const asRoot = process.getuid?.() === 0
  if (asRoot) giveToPostgres(folder)
  return (name, ...args) => {
    const call = [join(programs, name), ...args]
    const [program, ...rest] = asRoot ? ['runuser', '-u', 'postgres', '--', ...call] : call
    const { status, stderr, error } = spawnSync(program, rest, {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    if (status !== 0) throw new Error(`${name} failed: ${stderr ?? ''}`, { cause: error })
  }
}

function takeTlsAlone(data, { key, cert }) {
  const { uid, gid } = statSync(data)
  for (const [name, text] of Object.entries({ 'server.key': key, 'server.crt': cert })) {
    writeFileSync(join(data, name), text, { mode: 0o600 })
    chownSync(join(data, name), uid, gid)
  }
  writeFileSync(join(data, 'pg_hba.conf'), 'local all all trust\nhostssl all all all trust\nhostssl replication all all trust\n')
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
