export { decideFilesAt, type S3Address } from './s3-address.ts'
export { decideScanner, type ScannerAddress } from './scanner-address.ts'
export { toSizeWords } from './size.ts'
