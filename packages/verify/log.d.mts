/** Something that does not fit: what it is, and the position of the entry (or the size of the checkpoint, or the line) where it begins. */
export type Finding = {
  kind: string
  position: number
  through?: number
  says?: number
  size?: number
  which?: 'body' | 'leaf' | 'either'
  holder?: 'newest' | 'kept' | 'outside'
}
export type Header = {
  origin: string
  organisation: string
  exportedAt: string
  publicKey: string
  checkpoint: string | null
  checkpoints: string[]
}
export type Result =
  | { readable: false; reason: 'header' | 'key' }
  | {
      readable: true
      sound: boolean
      header: Header
      /** The public key that was judged by, base64, and whether it is the one that the file names. */
      key: string
      keyFits: boolean
      entries: number
      /** Entries whose content ended by retention. */
      ended: number
      from: string | null
      to: string | null
      checkpoint: { holder: 'newest'; size: number; root: Uint8Array } | null
      findings: Finding[]
    }
export function verifyExport(file: string, options?: { key?: string; checkpoints?: readonly string[] }): Promise<Result>
