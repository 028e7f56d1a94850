export type Figure = { what: string; size?: number; median: number; high: number; notes: string }

/** Runs `work` a few times to warm up, then `times` times, and gives the median and the 95th percentile in milliseconds. */
export async function measure(
  what: string,
  work: (index: number) => Promise<string | undefined> | string | undefined,
  { times = 30, warm = 5, size }: { times?: number; warm?: number; size?: number } = {},
): Promise<Figure> {
  let notes = ''
  const took: number[] = []
  for (let index = 0; index < warm + times; index += 1) {
    const started = performance.now()
    notes = (await work(index)) ?? notes
    if (index >= warm) took.push(performance.now() - started)
  }
  took.sort((a, b) => a - b)
  const at = (share: number) => took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0
  return { what, median: at(0.5), high: at(0.95), notes, ...(size === undefined ? {} : { size }) }
}
