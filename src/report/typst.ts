import { createRequire } from 'node:module'
import { type Refusal, refuse } from '../kernel/refusal.ts'

/** What this product uses of the Typst compiler: the native package has no types of its own. */
type Typst = {
  NodeCompiler: {
    create(options: { workspace: string; fontArgs: { fontPaths: string[] }[] }): TypstCompiler
  }
}
export type TypstCompiler = {
  pdf(
    document: { mainFilePath: string; inputs: Record<string, string> },
    options: { pdfStandard?: 'ua-1'; creationTimestamp?: number },
  ): Uint8Array
  /** Forgets what has not been used for `age` documents. Without it the compiler's memory grows for ever. */
  evictCache(age: number): void
}

/** No Typst binary fits this computer. `refusal` says in words what to do instead. */
export class PdfUnavailable extends Error {
  readonly refusal: Refusal
  constructor(cause: unknown) {
    const [refusal] = refuse('pdf-unavailable', {
      ja: 'このコンピューターではPDFを作れません。同じ内容のExcelファイルを出力してください。PDFが必要なときは、64ビットのLinuxで動かし、任意の依存パッケージを省かずに入れ直してください。',
      en: 'This computer cannot make a PDF. Export the workbook, which holds the same content. For a PDF, run on 64-bit Linux and reinstall without leaving out optional packages.',
    }).refusals
    super(refusal.words.en, { cause })
    this.name = 'PdfUnavailable'
    this.refusal = refusal
  }
}

/** Loads the binary that fits this computer. Throws `PdfUnavailable` where none of `names` can be loaded. */
export function loadTypst(
  names: readonly string[] = packagesFor(process.platform, process.arch),
  load: (name: string) => unknown = createRequire(import.meta.url),
): Typst {
  let cause: unknown = new Error(`no Typst package is made for ${process.platform} ${process.arch}`)
  for (const name of names) {
    try {
      return load(name) as Typst
    } catch (error) {
      cause = error
    }
  }
  throw new PdfUnavailable(cause)
}

function packagesFor(platform: string, arch: string): string[] {
  const home = '@myriaddreamin/typst-ts-node-compiler'
  if (platform === 'linux') return [`${home}-linux-${arch}-gnu`, `${home}-linux-${arch}-musl`]
  return [platform === 'win32' ? `${home}-win32-${arch}-msvc` : `${home}-${platform}-${arch}`]
}
