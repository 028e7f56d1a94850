/** What of the tus protocol (1.0.0, https://tus.io/protocols/resumable-upload) is spoken, as its headers say it. */
export const TUS = { 'Tus-Resumable': '1.0.0', 'Tus-Version': '1.0.0', 'Tus-Extension': 'creation,termination,expiration' }

/** What a file that is to be sent is called, what it says it is, and its SHA-256 in hexadecimal where the sender computed it. */
type Told = { name: string; mediaType: string; sha256: string | null }

/** Reads Upload-Metadata: names, each with its value in base64. Nothing where it cannot be read, or a hash is none. */
export function readMetadata(header: string): Told | undefined {
  const told = new Map<string, string>()
  for (const pair of header.split(',')) {
    const [name = '', value = '', ...others] = pair.trim().split(' ')
    if (name === '' || others.length > 0 || told.has(name) || !/^[A-Za-z0-9+/]*={0,2}$/.test(value)) return undefined
    told.set(name, Buffer.from(value, 'base64').toString('utf8'))
  }
  const sha256 = told.get('sha256') ?? null
  if (sha256 !== null && !/^[0-9a-f]{64}$/.test(sha256)) return undefined
  return { name: told.get('filename') ?? '', mediaType: told.get('filetype') ?? '', sha256 }
}

/** Reads a count of bytes, as Upload-Length and Upload-Offset say it. */
export function readCount(header: string | undefined): number | undefined {
  const count = /^\d{1,16}$/.test(header ?? '') ? Number(header) : Number.NaN
  return Number.isSafeInteger(count) ? count : undefined
}
