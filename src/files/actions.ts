export { contentOf } from './content-actions.ts'
export { localBlobs } from './local-blobs.ts'
export { deleteUnfinishedUploads, fileKeys, findFile, findFiles, listContents, type StoredFile, uploadKeys } from './store.ts'
export { appendToUpload, beginUpload, giveUpUpload, readUpload } from './upload-actions.ts'
