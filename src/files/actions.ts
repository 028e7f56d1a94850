export { contentOf } from './content-actions.ts'
export { localBlobs } from './local-blobs.ts'
export { fileKeys, findFile, uploadKeys } from './store.ts'
export { appendToUpload, beginUpload, giveUpUpload, readUpload } from './upload-actions.ts'
