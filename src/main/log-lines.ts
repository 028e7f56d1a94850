/** How long a line may wait for others, in milliseconds: one write of many lines costs what one of a single line does. */
const TOGETHER = 100

/**
 * Writes lines of a log together. A crash may cost those of the last tenth of a second: they are for whoever looks after the server,
 * and nothing else is told by them alone.
 */
export function logLines(write: (lines: string) => void): { add(line: object): void; flush(): void } {
  let waiting: string[] = []
  const flush = () => {
    if (waiting.length === 0) return
    const lines = waiting.join('\n')
    waiting = []
    write(lines)
  }
  return {
    add: (line) => {
      if (waiting.length === 0) setTimeout(flush, TOGETHER).unref()
      waiting.push(JSON.stringify(line))
    },
    flush,
  }
}
