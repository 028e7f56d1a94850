import cvss from 'ae-cvss-calculator'
import type { Score } from './fact.ts'

/**
 * The base score of a CVSS vector of version 2.0 to 4.0, with or without its prefix for version 2; nothing for what is no whole vector:
 * a metric that is missing, given twice or unknown. Temporal and environmental metrics are let be.
 */
export function scoreOf(text: string): Score | undefined {
  const vector = text
    .trim()
    .replace(/^\((.*)\)$/, '$1')
    .replace(/^CVSS2#|^CVSS:2\.0\//, '')
  if (vector.length > 400) return undefined
  const read = cvss.fromVector(vector)
  const version = VERSIONS[/^CVSS:(\d\.\d)\//.exec(vector)?.[1] ?? '2.0']
  if (!read || !version || !read.isBaseFullyDefined()) return undefined
  const seen = new Set<string>()
  for (const part of vector.replace(/^CVSS:\d\.\d\//, '').split('/')) {
    const [metric = '', value] = part.split(':')
    if (seen.has(metric) || read.getComponentByStringOpt(metric)?.shortName !== value) return undefined
    seen.add(metric)
  }
  const scores = read.calculateScores()
  const score = 'base' in scores ? scores.base : undefined
  return typeof score === 'number' ? { version, score, vector } : undefined
}

const VERSIONS: Readonly<Record<string, Score['version']>> = { '2.0': '2.0', '3.0': '3.0', '3.1': '3.1', '4.0': '4.0' }
