import { afterEach, describe, expect, test, vi } from 'vitest'
import { logLines } from './log-lines.ts'

afterEach(() => {
  vi.useRealTimers()
})

describe('lines of a log', () => {
  test('are written together and in order, a tenth of a second after the first of them at most', () => {
    vi.useFakeTimers()
    const written: string[] = []
    const { add } = logLines((lines) => written.push(lines))
    add({ one: 1 })
    vi.advanceTimersByTime(60)
    add({ two: '改行\n' })
    vi.advanceTimersByTime(40)
    expect(written).toEqual(['{"one":1}\n{"two":"改行\\n"}'])
    vi.advanceTimersByTime(1000)
    add({ three: 3 })
    expect(written).toHaveLength(1)
    vi.advanceTimersByTime(100)
    expect(written).toEqual(['{"one":1}\n{"two":"改行\\n"}', '{"three":3}'])
  })

  test('that wait are written at the end, once', () => {
    vi.useFakeTimers()
    const written: string[] = []
    const { add, flush } = logLines((lines) => written.push(lines))
    add({ last: true })
    flush()
    flush()
    vi.advanceTimersByTime(1000)
    expect(written).toEqual(['{"last":true}'])
  })
})
