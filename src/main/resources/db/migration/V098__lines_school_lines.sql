-- The learning lines that a school follows, the steps that a class did without the hub, and what the school itself says in its plan
-- for science and technology.

create table school_line (
  site_id   bigint not null references school_site (organisation_id),
  line_id   bigint not null references learning_line (id),
  chosen_at timestamptz not null,
  chosen_by bigint not null references account (id),
  primary key (site_id, line_id)
);
create index on school_line (line_id);

-- A step that the pupils of a class part did at school or at home. Undone ones are kept.
create table step_tick (
  id            bigint generated always as identity primary key,
  step_id       bigint not null references learning_line_step (id),
  class_part_id bigint not null references class_part (id),
  place         text not null check (place in ('SCHOOL', 'HOME')),
  ticked_at     timestamptz not null,
  ticked_by     bigint not null references account (id),
  undone_at     timestamptz,
  undone_by     bigint references account (id),
  check ((undone_at is null) = (undone_by is null))
);
create unique index step_tick_once on step_tick (class_part_id, step_id) where undone_at is null;
create index on step_tick (step_id);

create table science_plan (
  site_id    bigint primary key references school_site (organisation_id),
  words      text not null check (length(words) <= 4000),   -- Markdown
  changed_at timestamptz not null,
  changed_by bigint not null references account (id),
  version    int not null default 0
);
