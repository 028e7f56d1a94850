export type PostgresServer = {
  port: number
  address: string
  start(): void
  crash(): void
  standby(): Promise<PostgresServer & { promote(): void }>
  stop(): void
}
export function startPostgres(wish?: { tls?: { key: string; cert: string } }): Promise<PostgresServer>
