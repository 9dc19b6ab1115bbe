-- The annual account to council, board and financiers, and its versions (decision 0063).

create table annual_account (
  id        bigint generated always as identity primary key,
  year      int not null check (year between 2020 and 2100),
  source_id bigint,                          -- for this source of funding; null: of everything. No foreign key: the account outlives it
  source    text not null default '' check (length(source) <= 80),
  check ((source_id is null) = (source = '')),
  constraint annual_account_once unique nulls not distinct (year, source_id)
);

create table annual_account_version (
  id         bigint generated always as identity primary key,
  account_id bigint not null references annual_account (id),
  number     int not null check (number >= 1),
  texts      jsonb not null default '{}',    -- of the board, by section
  quotes     jsonb not null default '[]',    -- what participants wrote, as it was published
  reason     text not null default '' check (length(reason) <= 500),   -- what is put right
  edits      int not null default 0,
  changed_at timestamptz not null,
  changed_by bigint references account (id),
  adopted_at timestamptz,                    -- null: a draft
  adopted_by bigint references account (id),
  publish_on date,                           -- the first day on which it is public
  content    jsonb,                          -- every figure, as it was when it was adopted
  data       bytea,                          -- what these are recomputed from: JSON, compressed
  pdf        bytea,                          -- sealed
  unique (account_id, number),
  constraint annual_account_adopted_whole check (num_nulls(adopted_at, adopted_by, publish_on, content, data, pdf) in (0, 6)),
  constraint annual_account_reason check (number = 1 or adopted_at is null or reason <> '')
);
create unique index annual_account_one_draft on annual_account_version (account_id) where adopted_at is null;

-- What was adopted never changes; a version follows the one before it, and is not public earlier.
create function annual_account_holds() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' and old.adopted_at is not null then
    raise exception 'an adopted version of an annual account never changes' using errcode = 'check_violation';
  end if;
  if tg_op <> 'DELETE' then
    if new.number <> (select count(*) + 1 from annual_account_version v
                       where v.account_id = new.account_id and v.id <> new.id and v.number < new.number)
       or exists (select from annual_account_version v
                   where v.account_id = new.account_id and v.number < new.number
                     and (v.adopted_at is null or v.publish_on > new.publish_on)) then
      raise exception 'a version of an annual account follows the one before it' using errcode = 'check_violation';
    end if;
    return new;
  end if;
  return old;
end $$;
create trigger annual_account_holds before insert or update or delete on annual_account_version
  for each row execute function annual_account_holds();
create trigger annual_account_kept before truncate on annual_account_version for each statement execute function refuse_change();
alter table annual_account_version alter column quotes set statistics 0, alter column content set statistics 0;
