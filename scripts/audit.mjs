import { spawnSync } from 'node:child_process'
import { pathToFileURL } from 'node:url'

/** What the audit ends with: nothing known, a known flaw, and nobody who could be asked, which says nothing of the libraries. */
const CODES = { clean: 0, flawed: 1, 'not asked': 2 }

/** What `npm audit --json` said of the libraries that the product runs on: what came out of it, and in words. */
export function judge(said) {
  const { vulnerabilities, message, error } = parsed(said)
  if (vulnerabilities === undefined) {
    const cause = message ?? error?.summary ?? 'npm gave no answer'
    return { result: 'not asked', words: `NOT ASKED: nobody could be asked for known flaws of libraries (${cause.trim()}).` }
  }
  const flaws = Object.values(vulnerabilities).filter(({ severity }) => severity !== 'info' && severity !== 'low')
  if (flaws.length === 0)
    return { result: 'clean', words: 'The registry was asked: no library has a known flaw of moderate severity or above.' }
  const lines = flaws.map(({ name, severity, range, fixAvailable }) => {
    const fix = fixAvailable ? 'a newer one mends it' : 'nothing mends it yet'
    return `  ${name} ${range ?? ''}: ${severity}; ${fix}`
  })
  return { result: 'flawed', words: ['Libraries with known flaws:', ...lines].join('\n') }
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
  const { result, words } = judge(stdout ?? '')
  console.log(words)
  // `npm run check` goes on where nobody can be asked: without a network the rest is checked all the same.
  process.exitCode = result === 'not asked' && process.argv.includes('--if-asked') ? 0 : CODES[result]
}
