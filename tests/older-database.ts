import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Kysely, sql } from 'kysely'
import { listMigrations, MIGRATIONS, migrate } from '../src/db/migrate.ts'
import type { Tables } from '../src/db/tables.ts'
import type { AssessmentId, ImportId, PersonId, TenantId } from '../src/kernel/ids.ts'
import { type bareDatabases, migrationFolder } from './bare-database.ts'

/** A database as a program that knew the first `count` migrations left it, with the rows of its time. */
export async function olderDatabase(databases: ReturnType<typeof bareDatabases>, count: 1 | 2): Promise<Kysely<Tables>> {
  const { db } = await databases.fresh()
  const names = listMigrations().slice(0, count)
  const files = Object.fromEntries(names.map((name) => [name, readFileSync(join(MIGRATIONS, name), 'utf8')]))
  await migrate(db, { folder: migrationFolder(files) })
  await sql.raw(OF_0001 + (count > 1 ? OF_0002 : '')).execute(db)
  return db
}

/** What is in it: 青山製作所 with two people and an assessment, 海野商事 with one. */
export const OLDER = {
  tenant: '00000000-0000-7000-8000-00000000000a' as TenantId,
  ichiro: '00000000-0000-7000-8000-000000000001' as PersonId,
  hanako: '00000000-0000-7000-8000-000000000002' as PersonId,
  assessment: '00000000-0000-7000-8000-00000000000b' as AssessmentId,
  draft: '00000000-0000-7000-8000-00000000000d' as ImportId,
  export: '00000000-0000-7000-8000-00000000000e',
}
const { tenant: A, assessment: B, ichiro: ICHIRO, hanako: HANAKO } = OLDER
const AT = '2027-04-01T00:00:00.123456Z'

const OF_0001 = `
  insert into organisation values ('${A}', '株式会社青山製作所', false, '${AT}'), ('${B}', '海野商事', true, '${AT}');
  insert into person values
    ('${A}', '${ICHIRO}', '青山 一郎', '情報システム', '${AT}'),
    ('${A}', '${HANAKO}', '伊藤 花子', '', '${AT}'),
    ('${B}', '00000000-0000-7000-8000-000000000003', '海野 次郎', '', '${AT}');
  insert into level_decision values
    ('${A}', '${A}', 'self', '', true, false, false, '{"confidential": "図面"}', 4, '${ICHIRO}', '${AT}');
  insert into assessment values ('${A}', '${B}', '2027年度', '2026-03-27', 4, 'm${'-'.repeat(152)}', 3, '${ICHIRO}', '${AT}', '${AT}');
  insert into scope_item values ('${A}', '${B}', 1, 'site', '本社', '');
  insert into answer (tenant_id, assessment_id, criterion, status, revision, assessment_revision, changed_by, changed_at, stated_by)
    values ('${A}', '${B}', '1-1-1-1', 'met', 1, 3, '${ICHIRO}', '${AT}', '${ICHIRO}');
  insert into answer_version
    values ('${A}', '${B}', '1-1-1-1', 1, 'answer', 'met', '', '', '', '', '', null, '[]', false, '${ICHIRO}', '${AT}');
`

const READ = `{"criterion": "1-2-1-1", "row": 3, "status": "partial", "texts": {"reason": "owner"}, "owner": "伊藤 花子",
  "cells": {"status": "E3", "reason": "G3", "owner": "K3"}, "raw": {"E3": "△", "G3": "owner", "K3": "伊藤 花子"}}`
const OF_0002 = `
  insert into answer values ('${A}', '${B}', '1-2-1-1', 'partial', '状態', '理由', '証跡', '計画', 'メモ', '${HANAKO}', '["a", "b"]',
    2, 2, '${ICHIRO}', '${AT}', '${ICHIRO}', null, null);
  insert into answer_version values
    ('${A}', '${B}', '1-2-1-1', 1, 'assign', null, '', '', '', '', '', '${HANAKO}', '[]', false, '${ICHIRO}', '${AT}'),
    ('${A}', '${B}', '1-2-1-1', 2, 'answer', 'partial', '状態', '理由', '証跡', '計画', 'メモ', '${HANAKO}', '["a", "b"]', false, '${ICHIRO}', '${AT}');
  insert into sheet_export values ('${A}', '${OLDER.export}', '${B}', '{"1-2-1-1": {"status": "partial", "state": "状態", "reason": "理由",
    "evidence": "証跡", "plan": "計画", "note": "メモ", "owner": "伊藤 花子"}, "1-1-1-1": {"status": "met", "state": "", "reason": "",
    "evidence": "", "plan": "", "note": "", "owner": ""}}', '${ICHIRO}', '${AT}');
  insert into import_draft values ('${A}', '${OLDER.draft}', '${B}', 'a.xlsx', 'cafe', '{"form": "workbook", "encoding": null,
    "sheets": ["回答"], "own": {"exportId": "${OLDER.export}", "assessmentId": "${B}", "edition": "2026-03-27", "target": 4,
    "exportedAt": "2027-04-01T00:00:00.000Z"}, "understanding": {"edition": "2026-03-27", "sheet": "回答",
    "columns": [{"column": 4, "name": "E", "header": "評価", "role": "status", "by": "header"},
      {"column": 10, "name": "K", "header": "担当", "role": "owner", "by": "header"}],
    "answers": [${READ}], "problems": [{"code": "column-ignored", "severity": "attention", "cell": null, "seen": "owner",
      "words": {"ja": "", "en": ""}}, {"code": "duplicate-different", "severity": "attention", "cell": "A3", "seen": "1-2-1-1",
      "words": {"ja": "", "en": ""}, "criterion": "1-2-1-1", "candidates": [${READ}, {"criterion": "1-2-1-1", "row": 4,
      "texts": {}, "cells": {}, "raw": {}}]}]}}', '${ICHIRO}', '${AT}');
`
