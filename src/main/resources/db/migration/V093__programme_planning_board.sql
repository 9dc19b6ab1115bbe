-- The planning board. What is done there can be undone until its mails go out.
alter table session add column cancels_at timestamptz;   -- it is going to be cancelled then; nobody books it meanwhile
alter table session add constraint cancelled_has_no_moment check (cancels_at is null or state <> 'CANCELLED');

create table session_change (
  id         bigint generated always as identity primary key,
  kind       text not null check (kind in ('MOVE', 'COPY', 'CANCEL')),
  account_id bigint not null references account (id),
  made_at    timestamptz not null,
  final_at   timestamptz not null,           -- until then it can be undone, and nobody is told
  reason     text,                           -- of a cancellation
  remembered jsonb,                          -- what a move resets and undoing it puts back; removed once it is final
  undone_at  timestamptz,
  done_at    timestamptz,                    -- the mails are on their way
  check (final_at >= made_at),
  check ((kind = 'CANCEL') = (reason is not null)),
  check (undone_at is null or done_at is null),
  check (remembered is null or kind = 'MOVE' and undone_at is null and done_at is null)
);
create index session_change_open on session_change (final_at) where undone_at is null and done_at is null;

create table session_change_item (
  change_id  bigint not null references session_change (id),
  session_id bigint not null references session (id),
  version    int not null,                   -- of the session after the change; another one: somebody changed it since
  starts_at  timestamptz not null,           -- where it was before; of a copy: where it is
  ends_at    timestamptz not null,
  venue_id   bigint,
  site_id    bigint,
  room_id    bigint,
  primary key (change_id, session_id)
);
create index on session_change_item (session_id);
