import { isLoopback } from '../kernel/network.ts'
import { accept, type Outcome, refuse } from '../kernel/refusal.ts'

/** A place in an S3-compatible store. `endpoint` is an origin; `prefix` is empty or ends with a stroke. */
export type S3Address = {
  endpoint: string
  bucket: string
  prefix: string
  region: string
  accessKeyId: string
  secretAccessKey: string
}

/** Reads HOSHITORI_FILES: `s3://bucket/prefix?endpoint=https://s3.example.jp&region=jp`, with the two keys that open it. */
export function decideFilesAt(text: string, accessKeyId = '', secretAccessKey = ''): Outcome<S3Address> {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const given = url?.searchParams.get('endpoint') ?? ''
  const endpoint = URL.canParse(given) ? new URL(given) : undefined
  const prefix = url?.pathname.replace(/^\/|\/$/g, '') ?? ''
  const known = url?.protocol === 's3:' && /^[a-z0-9][a-z0-9.-]{2,62}$/.test(url.host) && /^[\w./-]{0,200}$/.test(prefix)
  const others = [...(url?.searchParams.keys() ?? [])].some((name) => name !== 'endpoint' && name !== 'region')
  const reached = endpoint?.protocol === 'https:' || (endpoint?.protocol === 'http:' && isLoopback(endpoint.hostname))
  if (!known || others || url.hash || !endpoint || !reached || endpoint.origin !== given.replace(/\/$/, '')) {
    return refuse('config.files', {
      ja: 'HOSHITORI_FILES は s3://バケット/プレフィックス?endpoint=https://s3.example.jp&region=jp-east のように指定してください。http:// が使えるのは、このサーバー自身にだけです',
      en: 'Set HOSHITORI_FILES to s3://BUCKET/PREFIX?endpoint=https://s3.example.jp&region=jp-east; http:// is for this very machine alone',
    })
  }
  if (accessKeyId === '' || secretAccessKey === '') {
    return refuse('config.files', {
      ja: 'HOSHITORI_FILES には、それを開く AWS_ACCESS_KEY_ID と AWS_SECRET_ACCESS_KEY も要ります',
      en: 'With HOSHITORI_FILES, give AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, which open it',
    })
  }
  const region = url.searchParams.get('region') || 'us-east-1'
  return accept({
    endpoint: endpoint.origin,
    bucket: url.host,
    prefix: prefix && `${prefix}/`,
    region,
    accessKeyId,
    secretAccessKey,
  })
}
