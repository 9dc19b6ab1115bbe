-- Wish rounds of the yearly plan, and what schools wish (rules 5).
create table plan_round (
  id              bigint generated always as identity primary key,
  school_year     int not null check (school_year between 2000 and 2200),
  title           text not null check (length(title) between 1 and 80),
  opens_on        date not null,
  closes_on       date not null,
  wishes_per_class int not null check (wishes_per_class between 1 and 4),
  invitation      text not null check (length(invitation) <= 2000),
  invite_at       timestamptz,             -- from then on schools see it, and are invited; null: a draft
  published_at    timestamptz,
  answer_by       date,                    -- until then schools accept, ask for a change or give back
  version         int not null default 0,
  made_by         bigint references account (id),
  made_at         timestamptz not null,
  constraint plan_round_days check (closes_on >= opens_on),
  constraint plan_round_published check (published_at is null or invite_at is not null)
);

create table plan_round_activity (
  round_id    bigint not null references plan_round (id),
  activity_id bigint not null references activity (id),
  primary key (round_id, activity_id)
);

create table plan_round_school (
  round_id      bigint not null references plan_round (id),
  site_id       bigint not null references organisation (id),
  teachers_may  boolean not null default false,   -- teachers of the school fill in wishes too
  invited_at    timestamptz,
  reminded_at   timestamptz,
  last_asked_at timestamptz,                       -- to those that did nothing, just before the end
  done_at       timestamptz,                       -- the school says that it is ready
  primary key (round_id, site_id)
);
create index on plan_round_school (site_id);

-- A class of next year has no row of its own yet: its label, groups and pupils are what the school saw when it wished.
create table plan_wish (
  id          bigint generated always as identity primary key,
  round_id    bigint not null,
  site_id     bigint not null,
  label       text not null check (length(label) between 1 and 40),
  position    int not null check (position between 1 and 4),
  grades      int[] not null check (cardinality(grades) between 1 and 8),
  pupils      int not null check (pupils between 0 and 500),
  choices     bigint[] not null default '{}' check (cardinality(choices) <= 3),   -- activities, the preferred one first
  preferred   date[] not null default '{}',        -- Mondays
  excluded    date[] not null default '{}',        -- Mondays
  dayparts    text[] not null default '{}' check (dayparts <@ array['MORNING', 'AFTERNOON']),
  not_dates   date[] not null default '{}',
  together    text check (together <> label),      -- the label of another class of the school
  note        text not null default '' check (length(note) <= 500),
  changed_at  timestamptz not null,
  changed_by  bigint references account (id),
  unique (round_id, site_id, label, position),
  foreign key (round_id, site_id) references plan_round_school (round_id, site_id)
);
alter table plan_wish alter column note set statistics 0;
create index on plan_wish (changed_by);
create index on plan_round (made_by);
create index on plan_round_activity (activity_id);

-- What was planned stays as it was wished.
create function plan_wish_is_open() returns trigger language plpgsql as $$
begin
  if exists (select from plan_round where id = coalesce(new.round_id, old.round_id) and published_at is not null) then
    raise exception 'the round is published' using errcode = 'check_violation', constraint = 'plan_wish_open';
  end if;
  return coalesce(new, old);
end $$;
create trigger plan_wish_open before insert or update of choices, preferred, excluded, dayparts, not_dates, together or delete on plan_wish
  for each row execute function plan_wish_is_open();
