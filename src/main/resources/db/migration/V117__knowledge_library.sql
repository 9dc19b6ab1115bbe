-- The library: lesson material, research, success factors and experiences, with their files.
create table knowledge_item (
  id              bigint generated always as identity primary key,
  slug            text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 80),
  kind            text not null check (kind in ('LESSON', 'RESEARCH', 'SUCCESS_FACTOR', 'EXPERIENCE')),
  state           text not null check (state in ('DRAFT', 'PUBLISHED', 'WITHDRAWN')),
  access          text not null check (access in ('PUBLIC', 'SCHOOLS', 'PARTNERS')),
  title_nl        text not null check (length(title_nl) between 1 and 100),
  title_en        text not null check (length(title_en) <= 100),
  summary_nl      text not null check (length(summary_nl) <= 300),
  summary_en      text not null check (length(summary_en) <= 300),
  body_nl         text not null check (length(body_nl) <= 20000),      -- Markdown
  body_en         text not null check (length(body_en) <= 20000),
  worlds          text[] not null check (cardinality(worlds) between 1 and 7),
  audiences       text[] not null,
  po_from int, po_to int, vo_from int, vo_to int, mbo_from int, mbo_to int,
  goals           text[] not null default '{}',                        -- codes of curriculum goals
  minutes         int check (minutes between 5 and 2400),
  licence         text not null check (licence in ('CC0', 'CC_BY', 'CC_BY_SA', 'CC_BY_NC', 'CC_BY_NC_SA')),
  language        text not null check (language in ('nl', 'en', 'de')), -- of the material itself
  organisation_id bigint references organisation (id),                 -- who made it; null: the hub
  video_url       text not null default '' check (video_url = '' or video_url like 'https://%'),
  tags            text[] not null default '{}',
  review_on       date not null,
  version         int not null default 1 check (version >= 1),         -- of the content, and optimistic lock for the editor
  invented        boolean not null default false,                      -- of the demo hub
  published_at    timestamptz,                                         -- for the first time
  changed_at      timestamptz not null,
  changed_by      bigint not null references account (id),
  labels          text not null default '',                            -- kind, worlds, audiences as people say them: found, not shown
  file_text       text not null default '',                            -- what is in its files: found, not shown
  search          tsvector not null default '',
  check (state = 'DRAFT' or published_at is not null),
  check ((po_from is null) = (po_to is null) and po_from between 1 and 8 and po_to between po_from and 8),
  check ((vo_from is null) = (vo_to is null) and vo_from between 1 and 6 and vo_to between vo_from and 6),
  check ((mbo_from is null) = (mbo_to is null) and mbo_from between 1 and 4 and mbo_to between mbo_from and 4)
);
create index on knowledge_item using gin (search);
create index on knowledge_item (state, published_at desc, id);
create index on knowledge_item (organisation_id);

create function knowledge_item_search() returns trigger language plpgsql as $$
begin
  new.search :=
       setweight(to_tsvector('tec_nl', new.title_nl) || to_tsvector('tec_en', new.title_en), 'A')
    || setweight(to_tsvector('tec_nl', concat_ws(' ', new.summary_nl, array_to_string(new.tags, ' '), new.labels))
              || to_tsvector('tec_en', concat_ws(' ', new.summary_en, array_to_string(new.tags, ' '), new.labels)), 'B')
    || setweight(to_tsvector('tec_nl', new.body_nl) || to_tsvector('tec_en', new.body_en), 'C')
    || setweight(to_tsvector('tec_nl', new.file_text), 'D');
  return new;
end $$;
create trigger knowledge_item_search before insert or update on knowledge_item for each row execute function knowledge_item_search();

create table knowledge_file (
  id         bigint generated always as identity primary key,
  item_id    bigint not null references knowledge_item (id) on delete cascade,
  name       text not null check (length(name) between 1 and 120),
  media      text not null,
  label      text not null check (length(label) between 1 and 100),    -- what it is; of a picture also what it shows
  content    bytea not null check (length(content) between 1 and 5000000),
  words      text not null,
  added_at   timestamptz not null,
  added_by   bigint not null references account (id)
);
create index on knowledge_file (item_id);

-- Which activities it belongs to, and when a class uses it.
create table knowledge_activity (
  item_id     bigint not null references knowledge_item (id) on delete cascade,
  activity_id bigint not null references activity (id) on delete cascade,
  moment      text not null check (moment in ('BEFORE', 'AFTER')),
  primary key (item_id, activity_id, moment)
);
create index on knowledge_activity (activity_id);

-- What a teacher changed and how it went; for the makers, and removed with the account.
create table knowledge_use (
  id              bigint generated always as identity primary key,
  item_id         bigint not null references knowledge_item (id) on delete cascade,
  account_id      bigint not null references account (id),
  organisation_id bigint not null references organisation (id),        -- the school
  version         int not null,                                        -- the one that was used
  changed         text not null check (length(changed) <= 2000),
  went            text not null check (length(went) between 1 and 2000),
  written_at      timestamptz not null
);
create index on knowledge_use (item_id, id);
create index on knowledge_use (account_id);
alter table knowledge_use alter column changed set statistics 0, alter column went set statistics 0;
