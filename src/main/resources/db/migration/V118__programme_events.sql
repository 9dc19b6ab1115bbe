-- Events of several parts, such as a week of technology: sessions of some days, grouped in tracks, on one page.

create table programme_event (
  id         bigint generated always as identity primary key,
  slug       text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 80),
  published  boolean not null default false,
  title_nl   text not null check (length(title_nl) between 1 and 100), title_en text not null check (length(title_en) <= 100),
  promise_nl text not null check (length(promise_nl) <= 200),          promise_en text not null check (length(promise_en) <= 200),
  intro_nl   text not null check (length(intro_nl) <= 10000),          intro_en text not null check (length(intro_en) <= 10000),  -- Markdown
  first_day  date not null,
  last_day   date not null,
  version    int not null default 0,
  changed_at timestamptz not null,
  check (last_day between first_day and first_day + 31)
);

create table programme_event_track (
  event_id bigint not null references programme_event (id) on delete cascade,
  number   smallint not null check (number between 1 and 6),
  title_nl text not null check (length(title_nl) between 1 and 60),
  title_en text not null check (length(title_en) <= 60),
  primary key (event_id, number)
);

-- A session is a part of one event at most. Without a track it is for everybody.
create table programme_event_part (
  session_id bigint primary key references session (id) on delete cascade,
  event_id   bigint not null references programme_event (id) on delete cascade,
  track      smallint,
  foreign key (event_id, track) references programme_event_track (event_id, number)
);
create index on programme_event_part (event_id, track);
