-- What became of each backup, and of each drill that restored one. The files are in the folder for backups of the node that made them.
create table backup_run (
  id          bigint generated always as identity primary key,
  kind        text not null check (kind in ('BACKUP', 'DRILL')),
  started_at  timestamptz not null,
  ended_at    timestamptz not null,
  node        text not null,          -- the machine
  file        text not null,          -- its name without the folder
  bytes       bigint,
  row_count   bigint,
  encrypted   boolean not null,
  error       text,                   -- a sentence; null: it went well
  check (ended_at >= started_at),
  check ((error is null) = (row_count is not null))
);
create index backup_run_latest on backup_run (kind, started_at desc);

-- What needs a person now, so that administrators are mailed once about it, and again after a day.
create table state_alert (
  check_key text primary key,          -- the key of a StateCheck
  since     timestamptz not null,
  told_at   timestamptz                -- null: seen once, not mailed yet
);
