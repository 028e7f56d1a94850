import { toDevice } from '../device.ts'
import { linesOf } from '../lines.ts'
import { NOT_UNDERSTOOD, type Notes } from '../notes.ts'
import { emptyRead, type Read } from './read.ts'

/** `dpkg -l`, `dpkg-query -W` and `rpm -qa`: what is installed. The device is the file's name, for such a list names none. */
export function readPackages(text: string, notes: Notes, fileName: string): Read {
  const software: { name: string; version: string | null }[] = []
  const kernels: string[] = []
  for (const { line, at } of linesOf(text)) {
    if (line.trim() === '' || HEADER.test(line)) continue
    const dpkg = /^[uirph][ncHUFWti][ R]\s+(\S+?)(?::\w+)?\s+(\S+)/.exec(line)
    const rpm =
      /^(?<name>\S+?)-(?<version>[^-\s]+-[^-\s]+?)(?:\.(?:noarch|x86_64|i[36]86|aarch64|src|s390x|ppc64le))?(?:\s.*)?$/.exec(
        line,
      )?.groups
    const pair = /^([a-z0-9][a-z0-9+.-]+)(?::\w+)?\t(\S+)$/.exec(line)
    const [name, version] = dpkg ? [dpkg[1], dpkg[2]] : pair ? [pair[1], pair[2]] : rpm ? [rpm.name, rpm.version] : []
    if (dpkg && !/^.[i]/.test(line)) continue
    if (!name || !version) {
      notes.add(at, line, NOT_UNDERSTOOD.line)
      continue
    }
    software.push({ name, version })
    if (/^(centos|redhat|rocky|almalinux)-release(-server)?$/.test(name))
      kernels.push(`${name.replace(/-release.*/, '')} ${version.split(/[-.]/)[0]}`)
  }
  const name = fileName.replace(/\.[^.]*$/, '')
  const os = kernels[0]?.replace('redhat', 'Red Hat Enterprise Linux').replace('centos', 'CentOS') ?? null
  return { ...emptyRead(false), devices: [toDevice({ name, os, role: 'computer', software, at: 'line 1' })] }
}

const HEADER = /^(Desired=|\| Status=|\|\/ Err\?=|\|\|\/ |\+\+\+-|要望=|\| 状態=|\|\/ エラー)/
