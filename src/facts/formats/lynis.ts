import { toDevice } from '../device.ts'
import { dayOf, toFinding } from '../fields.ts'
import { linesOf } from '../lines.ts'
import { NOT_UNDERSTOOD, type Notes } from '../notes.ts'
import { emptyRead, type Read } from './read.ts'

/** Lynis' report (`lynis-report.dat`): warnings and suggestions about the machine on which it ran. */
export function readLynis(text: string, notes: Notes): Read {
  const read = emptyRead(false)
  const values = new Map<string, string>()
  const software: { name: string; version: string | null }[] = []
  const addresses: string[] = []
  for (const { line, at } of linesOf(text)) {
    const [, key = '', value = ''] = /^\s*([^=#\s][^=]*)=(.*)$/.exec(line) ?? []
    if (key === '') {
      if (line.trim() !== '' && !line.startsWith('#')) notes.add(at, line, NOT_UNDERSTOOD.line)
    } else if (key === 'warning[]' || key === 'suggestion[]') {
      const parts = value.replace(/\|\s*$/, '').split('|')
      const title = parts.length > 4 ? parts.slice(1, -2).join('|') : (parts[1] ?? '')
      const severity = key === 'warning[]' ? 'medium' : 'low'
      const fix = parts.length > 3 ? parts.at(-1) : '-'
      read.findings.push(
        toFinding({ kind: 'setting', rule: parts[0] ?? '', title, severity, fix: fix && fix !== '-' ? fix : null, at }),
      )
    } else if (key === 'vulnerable_package[]') {
      const [name = '', version] = value.split('|')
      read.findings.push(
        toFinding({
          kind: 'vulnerability',
          rule: 'vulnerable_package',
          title: `Vulnerable package: ${name}`,
          component: { name, version: version ?? null },
          at,
        }),
      )
    } else if (key === 'installed_packages_array') {
      for (const one of value.split('|').filter(Boolean))
        software.push({ name: one.split(',')[0] ?? '', version: one.split(',')[1] ?? null })
    } else if (/^network_ipv[46]_address\[\]$/.test(key)) addresses.push(value)
    else if (!values.has(key)) values.set(key, value.trim())
  }
  const name = values.get('hostname')
  const os = values.get('os_fullname') ?? ([values.get('os_name'), values.get('os_version')].filter(Boolean).join(' ') || null)
  read.seenOn = dayOf(values.get('report_datetime_start'), 'report_datetime_start', notes)
  if (name) read.devices.push(toDevice({ name, addresses: [name, ...addresses], os, role: 'computer', software, at: 'line 1' }))
  read.findings = read.findings.map((finding) => ({ ...finding, device: name ?? null, detected: read.seenOn }))
  return read
}
