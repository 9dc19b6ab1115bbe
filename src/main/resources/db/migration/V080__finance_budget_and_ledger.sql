-- The money of the hub (requirement G2, rules 7): the plan over the years with its sources and their conditions, scenarios beside
-- it, and what was really spent and received. All amounts are whole cents.

-- Where money comes from, with what its giver asks. A condition that is null is not made.
create table funding_source (
  id           bigint generated always as identity primary key,
  name         text not null check (length(name) between 1 and 80),
  kind         text not null check (kind in ('GRANT', 'MUNICIPALITY', 'MEMBERS', 'SCHOOLS', 'OTHER')),
  about        text not null default '' check (length(about) <= 500),
  origin       text not null default '' check (length(origin) <= 200),  -- which document says so
  only_for     text[] not null default '{}' check (
    only_for <@ array['STAFF', 'MATERIAL', 'VENUE', 'TRANSPORT', 'EQUIPMENT', 'ORGANISATION']),  -- empty: for all costs
  until_day    date,                                                    -- the last day on which it may be spent
  most_percent int check (most_percent between 1 and 100),              -- of the costs it is for, in a year
  match_percent int check (match_percent between 1 and 1000),           -- what others add to each hundred euros of it
  in_kind_matches boolean not null default false,                       -- work and goods of partners count as added by others
  funding_programme_id bigint references funding_programme (id),        -- as partners' deliveries in kind name it
  version      int not null default 0,
  check (not in_kind_matches or (funding_programme_id is not null and match_percent is not null))
);
create unique index funding_source_name on funding_source (lower(name));
-- A delivery in kind counts for one programme, and a programme is of one source: so it is matched once.
create unique index funding_source_programme on funding_source (funding_programme_id) where funding_programme_id is not null;

-- The plan, and copies of it to try something with.
create table budget_scenario (
  id      bigint generated always as identity primary key,
  name    text not null check (length(name) between 1 and 80),
  about   text not null default '' check (length(about) <= 500),
  plan    boolean not null default false,
  made_at timestamptz not null,
  version int not null default 0
);
create unique index budget_scenario_name on budget_scenario (lower(name));
create unique index budget_scenario_plan on budget_scenario (plan) where plan;
insert into budget_scenario (name, plan, made_at) values ('Begroting', true, now());

create table budget_line (
  id          bigint generated always as identity primary key,
  scenario_id bigint not null references budget_scenario (id),
  year        int not null check (year between 2020 and 2100),
  kind        text not null check (kind in ('COST', 'COVER')),
  category    text check (category in ('STAFF', 'MATERIAL', 'VENUE', 'TRANSPORT', 'EQUIPMENT', 'ORGANISATION')),
  source_id   bigint references funding_source (id),
  what        text not null check (length(what) between 1 and 160),
  cents       bigint not null check (cents between 1 and 1000000000000),
  certainty   text not null check (certainty in ('COMMITTED', 'EXPECTED', 'HOPED')),
  spent_by    date check (extract(year from spent_by) = year),          -- the last day on which it is spent; null: 31 December
  version     int not null default 0,
  -- a cost is of a category; cover is of a source, and may be meant for one category
  constraint budget_line_cost_or_cover check (
    case kind when 'COST' then category is not null and source_id is null else source_id is not null end)
);
create index on budget_line (scenario_id, year);
create index on budget_line (source_id) where source_id is not null;

-- What a scenario does to the lines of a category or a source: 1000 is as it is.
create table budget_factor (
  scenario_id bigint not null references budget_scenario (id) on delete cascade,
  category    text check (category in ('STAFF', 'MATERIAL', 'VENUE', 'TRANSPORT', 'EQUIPMENT', 'ORGANISATION')),
  source_id   bigint references funding_source (id),
  permille    int not null check (permille between 0 and 10000),
  check ((category is null) <> (source_id is null)),
  constraint budget_factor_once unique nulls not distinct (scenario_id, category, source_id)
);
create function plan_has_no_factors() returns trigger language plpgsql as $$
begin
  if exists (select from budget_scenario s where s.id = new.scenario_id and s.plan) then
    raise exception 'the plan has no factors' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger plan_has_no_factors before insert or update on budget_factor for each row execute function plan_has_no_factors();

-- A file with bookings that somebody looks at before it is imported; removed then, or after a day.
create table ledger_upload (
  id         uuid primary key,
  account_id bigint not null references account (id),
  created_at timestamptz not null,
  file_name  text not null check (length(file_name) <= 200),
  content    bytea not null
);

-- Which heading is what, in files with these headings; and which account of the bookkeeping is what. Remembered for the next file.
create table ledger_layout (
  headings        text primary key,
  day_column      text not null,
  account_column  text not null,
  amount_column   text,
  debit_column    text,
  credit_column   text,
  reference_column text,
  what_column     text,
  costs_negative  boolean not null default false,
  check ((amount_column is null) = (debit_column is not null and credit_column is not null))
);
create table ledger_account (
  code      text primary key check (length(code) between 1 and 60),
  kind      text check (kind in ('COST', 'COVER')),                     -- null: bookings on it are left out
  category  text check (category in ('STAFF', 'MATERIAL', 'VENUE', 'TRANSPORT', 'EQUIPMENT', 'ORGANISATION')),
  source_id bigint references funding_source (id),
  check (case kind when 'COST' then category is not null and source_id is null
                   when 'COVER' then source_id is not null and category is null
                   else category is null and source_id is null end)
);
create table ledger_import (
  id          bigint generated always as identity primary key,
  file_name   text not null check (length(file_name) <= 200),
  imported_at timestamptz not null,
  imported_by bigint not null references account (id),
  added       int not null check (added >= 0),
  known       int not null check (known >= 0),
  left_out    int not null check (left_out >= 0),
  bad         int not null check (bad >= 0)
);

-- What was really spent and received. A booking never changes: what was wrong is taken back by one of the opposite amount.
create table ledger_entry (
  id          bigint generated always as identity primary key,
  day         date not null check (day between '2020-01-01' and '2100-12-31'),
  kind        text not null check (kind in ('COST', 'COVER')),
  category    text check (category in ('STAFF', 'MATERIAL', 'VENUE', 'TRANSPORT', 'EQUIPMENT', 'ORGANISATION')),
  source_id   bigint references funding_source (id),
  cents       bigint not null check (cents <> 0 and abs(cents) <= 1000000000000),
  account     text not null default '' check (length(account) <= 60),
  reference   text not null default '' check (length(reference) <= 60),
  what        text not null check (length(what) between 1 and 200),
  fingerprint bytea check (length(fingerprint) = 32),                   -- of a booking in a file: the same in every file
  once        uuid,                                                     -- of a form: sent twice, it is booked once
  import_id   bigint references ledger_import (id),
  takes_back  bigint references ledger_entry (id),
  recorded_at timestamptz not null,
  recorded_by bigint references account (id),
  constraint ledger_entry_cost_or_cover check (
    case kind when 'COST' then category is not null and source_id is null else source_id is not null and category is null end),
  check ((fingerprint is null) = (import_id is null)),
  constraint ledger_entry_booked_once unique (fingerprint)
);
create unique index ledger_entry_sent_once on ledger_entry (once) where once is not null;
create unique index ledger_entry_taken_back_once on ledger_entry (takes_back) where takes_back is not null;
create index on ledger_entry (day, id);
create index on ledger_entry (source_id, day) where source_id is not null;
create function take_back_the_same() returns trigger language plpgsql as $$
begin
  if not exists (
       select from ledger_entry e
        where e.id = new.takes_back and e.takes_back is null and e.cents = -new.cents and e.kind = new.kind
          and e.category is not distinct from new.category and e.source_id is not distinct from new.source_id) then
    raise exception 'what is taken back is the same booking' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger take_back_the_same before insert on ledger_entry
  for each row when (new.takes_back is not null) execute function take_back_the_same();
create trigger ledger_entry_append_only before update or delete or truncate on ledger_entry
  for each statement execute function refuse_change();
