export { contentOf } from './content-actions.ts'
export { localBlobs } from './local-blobs.ts'
export { fileKeys, findFile, findFiles, type StoredFile, uploadKeys } from './store.ts'
export { appendToUpload, beginUpload, giveUpUpload, readUpload } from './upload-actions.ts'
