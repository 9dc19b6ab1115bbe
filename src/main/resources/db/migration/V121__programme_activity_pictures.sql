-- What people made at an activity: pictures for its public page. Only with permission, of whom and when is written down; without
-- what the file said beside its points (decision 0070).
create table activity_picture (
  id              bigint generated always as identity primary key,
  activity_id     bigint not null references activity (id),
  session_id      bigint references session (id),                              -- where it was made; null: it doesn't matter
  alt_nl          text not null check (length(alt_nl) between 1 and 200),      -- what is to be seen on it
  alt_en          text not null check (length(alt_en) <= 200),
  permission_from text not null check (length(permission_from) between 1 and 200),
  permission_on   date not null,
  declared_at     timestamptz not null,
  declared_by     bigint not null references account (id)
);
create index on activity_picture (activity_id, id);
create index on activity_picture (declared_at);
alter table activity_picture alter column permission_from set statistics 0;

-- The same picture in a few widths, each under the address of its content.
create table activity_picture_file (
  picture_id bigint not null references activity_picture (id) on delete cascade,
  width      int not null check (width between 1 and 1280),
  height     int not null check (height between 1 and 2560),
  hash       text not null check (hash ~ '^[0-9a-f]{32}$'),
  content    bytea not null check (length(content) between 1 and 1000000),
  primary key (picture_id, width)
);
create index on activity_picture_file (hash);
