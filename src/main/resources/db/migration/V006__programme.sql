-- Activities, sessions, curriculum goals, learning lines, search.

-- Words are found without their accents and by their stem.
create text search configuration tec_nl (copy = dutch);
alter text search configuration tec_nl alter mapping for hword, hword_part, word with unaccent, dutch_stem;
create text search configuration tec_en (copy = english);
alter text search configuration tec_en alter mapping for hword, hword_part, word with unaccent, english_stem;

create table curriculum_framework (
  id        text primary key,
  title_nl  text not null, title_en text not null,
  status    text not null,
  note_nl   text not null default '', note_en text not null default '',
  position  int not null default 0
);
create table curriculum_goal (
  code         text primary key,             -- '2006-45', 'PO 30A'
  framework_id text not null references curriculum_framework (id),
  sector       text not null,
  text_nl      text not null, text_en text not null,
  slo_uuid     uuid,
  position     int not null default 0
);

create table activity (
  id          bigint generated always as identity primary key,
  slug        text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 80),
  kind        text not null,                 -- ActivityKind
  state       text not null check (state in ('DRAFT', 'PUBLISHED', 'CANCELLED')),
  takes       text not null check (takes in ('CLASSES', 'INDIVIDUALS')),
  title_nl    text not null check (length(title_nl) between 1 and 100),  title_en text not null,
  promise_nl  text not null check (length(promise_nl) <= 200),           promise_en text not null,
  description_nl text not null,              description_en text not null,   -- Markdown
  make_nl     text not null default '',      make_en text not null default '',
  learn_nl    text not null default '',      learn_en text not null default '',
  before_nl   text not null default '',      before_en text not null default '',   -- the lesson before the visit
  after_nl    text not null default '',      after_en text not null default '',
  needs_nl    text not null default '',      needs_en text not null default '',
  fund_nl     text not null default '',      fund_en text not null default '',     -- who covers what the visitor does not pay
  worlds      text[] not null check (cardinality(worlds) between 1 and 7),          -- the first is the primary one
  disciplines text[] not null default '{}',
  audiences   text[] not null check (cardinality(audiences) >= 1),
  po_from int, po_to int, vo_from int, vo_to int, mbo_from int, mbo_to int, age_from int, age_to int,
  vo_levels   text[] not null default '{}',
  minutes     int not null check (minutes between 15 and 2400),
  group_min   int not null check (group_min >= 1),
  group_max   int not null check (group_max >= group_min),
  classes_per_session int not null default 1 check (classes_per_session >= 1),
  setup_minutes int not null default 0,      cleanup_minutes int not null default 0,
  meetings    int not null default 1 check (meetings between 1 and 50),   -- sessions that belong together: a course
  cost_school_cents int not null default 0 check (cost_school_cents >= 0),           -- per class
  cost_participant_cents int not null default 0 check (cost_participant_cents >= 0),
  free_cancel_days int not null default 14 check (free_cancel_days >= 0),
  children_per_adult int,                    -- null: the hub's guideline for the lowest group
  place_id    bigint references place (id),  -- where it is usually held
  room_id     bigint references resource (id),
  tags        text[] not null default '{}',  -- words people search with
  organiser_id bigint references organisation (id),
  changed_at  timestamptz not null,
  version     int not null default 0,        -- optimistic lock for the editor
  labels      text not null default '',      -- kind, worlds, disciplines, audiences as people say them: found, not shown
  search      tsvector not null default ''   -- kept by a trigger, weighted, Dutch and English
);
create index on activity using gin (search);
create index on activity (state, id);

create function activity_search() returns trigger language plpgsql as $$
begin
  new.search :=
       setweight(to_tsvector('tec_nl', new.title_nl) || to_tsvector('tec_en', new.title_en), 'A')
    || setweight(to_tsvector('tec_nl', concat_ws(' ', new.promise_nl, array_to_string(new.tags, ' '), new.labels))
              || to_tsvector('tec_en', concat_ws(' ', new.promise_en, array_to_string(new.tags, ' '), new.labels)), 'B')
    || setweight(to_tsvector('tec_nl', concat_ws(' ', new.description_nl, new.make_nl, new.learn_nl))
              || to_tsvector('tec_en', concat_ws(' ', new.description_en, new.make_en, new.learn_en)), 'C');
  return new;
end $$;
create trigger activity_search before insert or update on activity for each row execute function activity_search();
create table activity_goal (
  activity_id bigint not null references activity (id) on delete cascade,
  goal_code   text not null references curriculum_goal (code),
  primary key (activity_id, goal_code)
);
create table activity_equipment (
  activity_id bigint not null references activity (id) on delete cascade,
  equipment   text not null references equipment (key),   -- a session takes one set of it
  primary key (activity_id, equipment)
);

create table session (
  id          bigint generated always as identity primary key,
  activity_id bigint not null references activity (id),
  starts_at   timestamptz not null,
  ends_at     timestamptz not null check (ends_at > starts_at),
  place_id    bigint references place (id),
  site_id     bigint references school_site (organisation_id),   -- when it is held at a school (mobile techlab, guest lesson)
  room_id     bigint references resource (id),
  state       text not null check (state in ('DRAFT', 'PUBLISHED', 'CANCELLED')),
  capacity    int not null check (capacity between 1 and 5000),          -- participants
  class_capacity int check (class_capacity >= 1),                       -- classes; null for individuals
  series_id   bigint,                        -- made together
  note        text not null default '',      -- for the people who run it
  cancel_reason text,
  version     int not null default 0,        -- optimistic lock for the editor; SEQUENCE in calendars
  check ((state = 'CANCELLED') = (cancel_reason is not null))
);
create index on session (starts_at, id);
create index on session (activity_id, starts_at);
create index on session (series_id) where series_id is not null;
create sequence session_series;

-- Words that mean the same for somebody who searches.
create table search_synonym (
  word     text not null,
  group_id int not null,
  primary key (word, group_id)
);
create index on search_synonym (group_id);

create table learning_line (
  id       bigint generated always as identity primary key,
  key      text not null unique,
  title_nl text not null, title_en text not null,
  description_nl text not null default '', description_en text not null default ''
);
create table learning_line_step (
  line_id     bigint not null references learning_line (id) on delete cascade,
  position    int not null,
  sector      text not null,
  grade       int not null,
  activity_id bigint not null references activity (id),
  primary key (line_id, position)
);
