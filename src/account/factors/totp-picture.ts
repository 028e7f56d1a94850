import { toString as toText } from 'qrcode'

/** A QR code as SVG: attributes alone, no style, so that the browser's content policy lets it be drawn. A screen is never torn: the lowest correction makes the largest dots. */
export function toQrCode(text: string): Promise<string> {
  return toText(text, { type: 'svg', margin: 4, errorCorrectionLevel: 'L' })
}
