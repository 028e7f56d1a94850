import { join } from 'node:path'
import { loadChanges, loadEdition } from './catalogue/load.ts'
import { realClock } from './context.ts'
import { commands } from './main/commands.ts'
import { runCommand } from './main/main.ts'
import { root } from './root.ts'
import { version } from './version.ts'

const folder = join(root, 'catalogue')
process.stdout.on('error', stopQuietlyOnClosedPipe)

process.exitCode = await runCommand(process.argv.slice(2), commands(process.env), version, {
  ...(process.stdout.isTTY ? {} : { outBytes: (bytes: Uint8Array) => process.stdout.write(bytes) }),
  out: (text) => process.stdout.write(text.endsWith('\n') ? text : `${text}\n`),
  err: (text) => process.stderr.write(`${text}\n`),
  folder: process.cwd(),
  now: realClock().now,
  edition: (id) => loadEdition(folder, id),
  changes: (from, to) => loadChanges(folder, from, to),
})

/** `hoshitori catalogue | head` closes the pipe early; that is no fault. */
function stopQuietlyOnClosedPipe(fault: NodeJS.ErrnoException): void {
  if (fault.code !== 'EPIPE') throw fault
  process.exit(0)
}
