-- The OpenActive feed of the programme: every session as it was last published, with the number of that change. Readers ask for what
-- changed after a number (Realtime Paged Data Exchange), so a number is never given to a change that is committed before an earlier
-- one: one transaction at a time writes here.
create sequence feed_change;

create table feed_item (
  kind       text not null check (kind in ('Event')),
  item_id    text not null,
  change     bigint not null,
  data       jsonb,                    -- null: it is no longer published
  changed_at timestamptz not null,
  primary key (kind, item_id)
);
create unique index on feed_item (kind, change);
