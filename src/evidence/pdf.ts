import { deflateSync } from 'node:zlib'
import { accept, type Outcome, refuse } from '../kernel/refusal.ts'

/** How many pages are drawn, and how large: in pixels of a side. */
const MOST_PAGES = 5
const LONGEST_SIDE = 1400

/**
 * The first pages of a PDF as PNG pictures, drawn by PDFium in WebAssembly: a build without any JavaScript engine, which reaches neither
 * files nor network. How many pages there are in all. Refuses what it cannot open, and what has a password.
 */
export async function drawPdf(bytes: Uint8Array): Promise<Outcome<{ pictures: Uint8Array[]; pages: number }>> {
  const { PDFiumLibrary } = await import('@hyzyla/pdfium')
  const library = await PDFiumLibrary.init()
  try {
    const document = await library.loadDocument(bytes)
    try {
      const pages = document.getPageCount()
      const pictures: Uint8Array[] = []
      for (let index = 0; index < Math.min(pages, MOST_PAGES); index += 1) {
        const page = document.getPage(index)
        const { originalWidth, originalHeight } = page.getOriginalSize()
        const scale = LONGEST_SIDE / Math.max(originalWidth, originalHeight, 1)
        const { data, width, height } = await page.render({ scale: Math.min(2, scale), render: 'bitmap' })
        pictures.push(toPng(data, width, height))
      }
      return accept({ pictures, pages })
    } finally {
      document.destroy()
    }
  } catch {
    // The library tells faults by words alone: broken, encrypted and unknown are one refusal.
    return refuse('evidence.no-preview', {
      ja: 'このPDFは、壊れているかパスワードが付いているため、画面に表示できません。ダウンロードして確かめてください。',
      en: 'This PDF is broken or has a password, and cannot be shown here. Download it to look at it.',
    })
  } finally {
    library.destroy()
  }
}

/** Four bytes per pixel, blue first unless the library turned them, as a PNG without transparency (RFC 2083). */
function toPng(pixels: Uint8Array, width: number, height: number): Uint8Array {
  const rows = Buffer.alloc(height * (1 + width * 3))
  for (let row = 0, to = 0, from = 0; row < height; row += 1) {
    to += 1
    for (let column = 0; column < width; column += 1, from += 4) {
      rows[to++] = pixels[from] ?? 0
      rows[to++] = pixels[from + 1] ?? 0
      rows[to++] = pixels[from + 2] ?? 0
    }
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2, 0, 0, 0], 8)
  const sign = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([sign, chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))])
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  framed.set(body, 4)
  framed.writeUInt32BE(crc(body), body.length + 4)
  return framed
}

function crc(bytes: Uint8Array): number {
  let value = 0xffffffff
  for (const byte of bytes) value = (CRC_TABLE[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8)
  return (value ^ 0xffffffff) >>> 0
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
  return value >>> 0
})
