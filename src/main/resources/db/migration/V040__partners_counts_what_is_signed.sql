-- Who is connected, and who is an ambassador, counts by evidence only: a declaration signed here, a fee that was received, or an
-- agreement on paper (rules 6). The days of years that are over never change by what is recorded later.

-- An agreement that was signed on paper: the scan, who entered it and when.
create table paper_agreement (
  id         bigint generated always as identity primary key,
  name       text not null check (length(name) between 1 and 150),
  type       text not null check (type in ('application/pdf', 'image/png', 'image/jpeg')),
  content    bytea not null check (length(content) between 1 and 5000000),
  sha256     bytea not null check (sha256 = sha256(content)),
  added_at   timestamptz not null,
  account_id bigint not null references account (id)
);
create trigger paper_agreement_append_only before update or delete or truncate on paper_agreement
  for each statement execute function refuse_change();

create table fee_receipt (
  id          bigint generated always as identity primary key,
  cents       bigint not null check (cents between 1 and 100000000),
  received_on date not null,
  recorded_at timestamptz not null,
  account_id  bigint not null references account (id)
);
create trigger fee_receipt_append_only before update or delete or truncate on fee_receipt
  for each statement execute function refuse_change();

alter table membership
  add column paper_id bigint unique references paper_agreement (id),
  add column fee_receipt_id bigint unique references fee_receipt (id),
  add column taken_over boolean not null default false,        -- was here before evidence was asked for
  add column recorded_at timestamptz not null default now(),
  add column counted datemultirange not null default '{}';     -- the days on which it counts; kept by the trigger below
update membership set counted = datemultirange(daterange(from_day, until_day, '[]')), taken_over = declaration_id is null,
       recorded_at = from_day::timestamp at time zone 'Europe/Amsterdam';
alter table membership
  add constraint counts_by_evidence check (counted = '{}' or declaration_id is not null or paper_id is not null
                                           or fee_receipt_id is not null or taken_over);
alter table membership_change
  add column paper_id bigint, add column fee_receipt_id bigint;

alter table ambassador
  add column paper_id bigint unique references paper_agreement (id),
  add column taken_over boolean not null default false,
  add column recorded_at timestamptz not null default now(),
  add column counted datemultirange not null default '{}';
update ambassador set counted = datemultirange(daterange(signed_on, ended_on, '[]')), taken_over = signatory_id is null,
       recorded_at = signed_on::timestamp at time zone 'Europe/Amsterdam';
alter table ambassador
  add constraint ambassador_by_evidence check (signatory_id is not null or paper_id is not null or taken_over);

-- From the first day on which it runs and its evidence is here; but as it was on every day of a year that is over.
-- since: the first day on which there is evidence; null: there is none. was: what it was before; null: it is new
create function counted_days(was datemultirange, since date, first_day date, last_day date) returns datemultirange
language plpgsql stable as $$
declare
  year_start date := date_trunc('year', now() at time zone 'Europe/Amsterdam')::date;
  days datemultirange := '{}';
begin
  if greatest(since, first_day) <= coalesce(last_day, 'infinity') and since is not null then
    days := datemultirange(daterange(greatest(since, first_day), last_day, '[]'));
  end if;
  return case when was is null then days
              else was * datemultirange(daterange(null, year_start)) + days * datemultirange(daterange(year_start, null)) end;
end $$;

create function local_day(moment timestamptz) returns date language sql stable as $$
  select (moment at time zone 'Europe/Amsterdam')::date
$$;

create function membership_counted() returns trigger language plpgsql as $$
declare
  declared date;
  since date;
begin
  if new.taken_over and (tg_op = 'INSERT' or not old.taken_over) then
    raise exception 'a new membership has evidence of its own' using errcode = 'check_violation';
  end if;
  if tg_op = 'UPDATE' and new.organisation_id <> old.organisation_id then
    raise exception 'membership % is of one organisation', old.id using errcode = 'check_violation';
  end if;
  if new.declaration_id is not null then
    select local_day(d.completed_at) into declared from declaration d
     where d.id = new.declaration_id and exists (select from signatory s join signature g on g.signatory_id = s.id
                                                  where s.declaration_id = d.id and s.organisation_id = new.organisation_id);
    if declared is null and (tg_op = 'INSERT' or new.declaration_id is distinct from old.declaration_id) then
      raise exception 'organisation % did not sign declaration %', new.organisation_id, new.declaration_id
        using errcode = 'check_violation';
    end if;
  end if;
  -- least() leaves out what is null
  since := least(declared, (select local_day(added_at) from paper_agreement where id = new.paper_id),
                 (select local_day(recorded_at) from fee_receipt where id = new.fee_receipt_id),
                 case when new.taken_over then new.from_day end);
  if since is not null then
    since := greatest(since, local_day(new.recorded_at));
  end if;
  new.counted := counted_days(case when tg_op = 'UPDATE' then old.counted end, since, new.from_day, new.until_day);
  return new;
end $$;
create trigger membership_counted before insert or update on membership
  for each row execute function membership_counted();

-- A membership that is struck out counted in years that are over, and goes on counting in those.
create table membership_counted_before (
  membership_id   bigint primary key,
  organisation_id bigint not null references organisation (id),
  kind            text not null,
  counted         datemultirange not null
);
create function keep_counted_membership() returns trigger language plpgsql as $$
declare
  before datemultirange := counted_days(old.counted, null, null, null);
begin
  if before <> '{}' then
    insert into membership_counted_before values (old.id, old.organisation_id, old.kind, before);
  end if;
  return null;
end $$;
create trigger membership_counted_before after delete on membership
  for each row execute function keep_counted_membership();
create trigger membership_counted_before_append_only before update or delete or truncate on membership_counted_before
  for each statement execute function refuse_change();

create function ambassador_counted() returns trigger language plpgsql as $$
declare
  since date;
begin
  if new.taken_over and (tg_op = 'INSERT' or not old.taken_over) then
    raise exception 'a new ambassador has evidence' using errcode = 'check_violation';
  end if;
  since := least((select local_day(d.completed_at) from signatory s join declaration d on d.id = s.declaration_id
                   where s.id = new.signatory_id and d.kind = 'AMBASSADOR'
                     and exists (select from signature g where g.signatory_id = s.id)),
                 (select local_day(added_at) from paper_agreement where id = new.paper_id),
                 case when new.taken_over then new.signed_on end);
  if tg_op = 'INSERT' and since is null then
    raise exception 'an ambassador has signed' using errcode = 'check_violation';
  end if;
  new.counted := counted_days(case when tg_op = 'UPDATE' then old.counted end, greatest(since, local_day(new.recorded_at)),
                              new.signed_on, new.ended_on);
  return new;
end $$;
create trigger ambassador_counted before insert or update on ambassador
  for each row execute function ambassador_counted();

-- Whether, on a day, an organisation is connected: a membership that counts, or a delivery of the last twelve months (rules 6).
create or replace function connected_on(on_day date) returns table (organisation_id bigint) language sql stable as $$
  select m.organisation_id from membership m where m.counted @> on_day
  union
  select b.organisation_id from membership_counted_before b where b.counted @> on_day
  union
  select c.organisation_id from contribution_delivery d join contribution c on c.id = d.contribution_id
   where d.state = 'ACCEPTED' and c.state = 'ACCEPTED' and d.day <= on_day and d.day > (on_day - interval '12 months')::date
$$;

-- A membership that counts or counted, with the days on which it does.
drop view evidence_membership;
create view evidence_membership as
select organisation_id, kind, counted from membership
union all
select organisation_id, kind, counted from membership_counted_before;

-- What a partner promised for a calendar year and the hub accepted, in cents, and what of it came: never more than was promised.
create or replace view evidence_promise as
select c.organisation_id, c.year, (c.amount * c.unit_cents + 50) / 100 as promised_cents,
       (least(c.delivered, c.amount) * c.unit_cents + 50) / 100 as delivered_cents
  from contribution c where c.state = 'ACCEPTED';

-- Who is asked to sign can decline, with a reason (rules 6). Asked again, or replaced, that stays in the history.
alter table signatory
  add column declined_at timestamptz,
  add column decline_reason text check (length(decline_reason) between 1 and 500),
  add column declined_by bigint references account (id),       -- null: by the personal link
  add constraint declined_with_a_reason check ((declined_at is null) = (decline_reason is null)
                                               and (declined_by is null or declined_at is not null)),
  add constraint declined_is_not_reminded check (declined_at is null or remind_at is null);
create index on signatory (declaration_id) where declined_at is not null;
alter table declaration_event
  drop constraint declaration_event_detail_check,
  add constraint declaration_event_detail_check check (length(detail) <= 500),
  drop constraint declaration_event_event_check,
  add constraint declaration_event_event_check check (event in ('CREATED', 'NEW_VERSION', 'TEXT_CHANGED', 'DATES_CHANGED',
    'REMINDING_CHANGED', 'SIGNATORY_ADDED', 'MANDATE_FILE_ADDED', 'INVITED', 'REMINDED', 'REMINDED_BY_ITSELF', 'SIGNED', 'DECLINED',
    'ASKED_AGAIN', 'SIGNATORY_WITHDRAWN', 'SIGNATORY_REPLACED', 'COMPLETED', 'SEALED', 'WITHDRAWN', 'REPLACED', 'ALTERED', 'AS_SIGNED'));

-- Evidence of a delivery can be a page on the web or a document, beside what is written about it.
alter table contribution_delivery
  add column evidence_link text check (evidence_link ~ '^https?://[^\s]+$' and length(evidence_link) <= 500);
create table contribution_delivery_file (
  id          bigint generated always as identity primary key,
  delivery_id bigint not null references contribution_delivery (id),
  name        text not null check (length(name) between 1 and 150),
  type        text not null check (type in ('application/pdf', 'image/png', 'image/jpeg')),
  content     bytea not null check (length(content) between 1 and 5000000),
  sha256      bytea not null check (sha256 = sha256(content)),
  added_at    timestamptz not null,
  account_id  bigint not null references account (id)
);
create index on contribution_delivery_file (delivery_id);
create trigger contribution_delivery_file_append_only before update or delete or truncate on contribution_delivery_file
  for each statement execute function refuse_change();
