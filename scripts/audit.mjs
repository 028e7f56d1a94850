import { spawnSync } from 'node:child_process'
import { pathToFileURL } from 'node:url'

/**
 * What `npm audit --json` said of the libraries that the product runs on: in words, and whether it is to fail. Nobody to ask is no
 * failure: without a network the rest can be checked all the same.
 */
export function judge(said) {
  const { vulnerabilities, message } = parsed(said)
  if (vulnerabilities === undefined) {
    return { failed: false, words: `The known flaws of libraries could not be asked for: ${message ?? 'npm gave no answer'}` }
  }
  const flaws = Object.values(vulnerabilities).filter(({ severity }) => severity !== 'info' && severity !== 'low')
  if (flaws.length === 0) return { failed: false, words: 'No library has a known flaw of moderate severity or above.' }
  const lines = flaws.map(({ name, severity, range, fixAvailable }) => {
    const fix = fixAvailable ? 'a newer one mends it' : 'nothing mends it yet'
    return `  ${name} ${range ?? ''}: ${severity}; ${fix}`
  })
  return { failed: true, words: ['Libraries with known flaws:', ...lines].join('\n') }
}

function parsed(said) {
  try {
    return JSON.parse(said) ?? {}
  } catch {
    return {}
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const line = ['audit', '--omit=dev', '--json', '--fetch-retries=0', '--fetch-timeout=20000']
  const { stdout } = spawnSync('npm', line, { encoding: 'utf8', shell: process.platform === 'win32' })
  const { failed, words } = judge(stdout ?? '')
  console.log(words)
  process.exitCode = failed ? 1 : 0
}
