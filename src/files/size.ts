const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'] as const

/** A number of bytes as people say it, by 1,024s: `0 B`, `812 KB`, `1.4 GB`. */
export function toSizeWords(bytes: number): string {
  const power = Math.min(UNITS.length - 1, bytes < 1 ? 0 : Math.floor(Math.log2(bytes) / 10))
  const value = bytes / 1024 ** power
  const digits = value < 10 && power > 1 ? 1 : 0
  return `${value.toFixed(digits).replace(/\.0$/, '')} ${UNITS[power]}`
}
