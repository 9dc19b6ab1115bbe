-- Hubs of other cities, and what was read of them. Nothing of it is ours: it is shown as theirs and read again, so that it can be
-- thrown away at any moment.
create table neighbour (
  id              bigint generated always as identity primary key,
  organisation_id bigint not null unique references organisation (id),   -- its name
  address         text not null unique check (length(address) between 1 and 200),   -- an origin: https://techniek.example
  city            text not null check (length(city) between 1 and 60),
  read_on         boolean not null default true,           -- false: it is not read, and nothing of it is shown
  added_at        timestamptz not null,
  begun_at        timestamptz,               -- when their feed was last begun anew
  next_page       text check (length(next_page) <= 1000),  -- where their feed goes on; null: from its beginning
  next_at         timestamptz not null,      -- when it is read again
  tried_at        timestamptz,
  read_at         timestamptz,               -- the last time that all of the feed was read
  failure         text,                      -- why the last time failed, as NeighbourFailure names it; null: it did not
  failed_since    timestamptz,
  failures        int not null default 0,    -- in a row
  skipped         int not null default 0,    -- items of the last reading that could not be understood
  figures_at      timestamptz,               -- when its figures were last read
  check ((failure is null) = (failed_since is null))
);

create table neighbour_session (
  neighbour_id    bigint not null references neighbour (id) on delete cascade,
  item_id         text not null check (length(item_id) between 1 and 100),
  title           text not null check (length(title) between 1 and 150),
  promise         text not null check (length(promise) <= 400),
  href            text not null check (length(href) <= 500),        -- its page, at the neighbour
  world           text,                      -- null: one that we do not know
  starts_at       timestamptz not null,
  ends_at         timestamptz not null check (ends_at > starts_at),
  classes         boolean not null,          -- whether classes come; else people by themselves
  age_from        int,
  age_to          int,
  no_charge       boolean not null,
  free            int,                       -- places; null: not said
  place           text not null check (length(place) <= 150),
  town            text not null check (length(town) <= 60),
  latitude        double precision check (latitude between -90 and 90),
  longitude       double precision check (longitude between -180 and 180),
  seen_at         timestamptz not null,      -- what is not seen again when their feed is begun anew, is gone
  search          tsvector not null generated always as
    (setweight(to_tsvector('tec_nl', title), 'A') || setweight(to_tsvector('tec_nl', promise || ' ' || place || ' ' || town), 'B')) stored,
  primary key (neighbour_id, item_id)
);
create index on neighbour_session (starts_at, neighbour_id, item_id);
create index on neighbour_session using gin (search);

-- A KPI of a neighbour in a year, as its API said it last.
create table neighbour_figure (
  neighbour_id    bigint not null references neighbour (id) on delete cascade,
  code            text not null check (length(code) <= 60),
  year            int not null check (year between 2000 and 2100),
  position        int not null,
  name_nl         text not null check (length(name_nl) between 1 and 200),
  name_en         text not null check (length(name_en) <= 200),
  unit            text not null check (unit in ('PERCENT', 'COUNT', 'SCORE', 'CHANGE')),
  definition      jsonb,                     -- KpiDefinition; null: it does not say, or not so that we understand it
  version         int not null,
  value           double precision,
  reached         bigint check (reached >= 0),       -- the number behind it
  population      bigint check (population >= 0),    -- of how many; null: it is of nobody in particular
  measured_at     timestamptz,
  primary key (neighbour_id, code, year)
);
