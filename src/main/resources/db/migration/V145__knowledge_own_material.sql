-- Material that partners and schools enter themselves. Nobody else reads it before a programme manager has accepted it; a change of
-- what is in the library is a draft beside it, so that everybody reads the old text until the change is accepted too.
alter table knowledge_item
  add column own            boolean not null default false,            -- entered by its organisation, in its portal
  add column revises_id     bigint references knowledge_item (id) on delete cascade,    -- the item that it is a change of
  add column moderation     text check (moderation in ('SUBMITTED', 'QUESTION', 'REFUSED')),  -- null: not sent in, or accepted
  add column moderation_message text not null default '' check (length(moderation_message) <= 1000),
  add column submitted_at   timestamptz,
  add column submitted_by   bigint references account (id) on delete set null,          -- who hears what is decided
  add constraint knowledge_item_own check (not own or organisation_id is not null),
  add constraint knowledge_item_revision check (revises_id is null or own and state = 'DRAFT'),
  add constraint knowledge_item_moderation check (moderation is null or own and state <> 'PUBLISHED' and submitted_at is not null),
  add constraint knowledge_item_answer check (moderation is null or moderation = 'SUBMITTED' or moderation_message <> '');
create unique index knowledge_item_revises on knowledge_item (revises_id);
create index knowledge_item_waits on knowledge_item (submitted_at, id) where moderation = 'SUBMITTED';
