-- Phases, milestones, decisions (brief G1) and the conditions for success (brief G3).

create table project_phase (
  id        bigint generated always as identity primary key,
  name_nl   text not null check (length(name_nl) between 1 and 80),   name_en text not null check (length(name_en) <= 80),
  about_nl  text not null check (length(about_nl) <= 600),            about_en text not null check (length(about_en) <= 600),
  source_nl text not null check (length(source_nl) <= 200),           source_en text not null check (length(source_en) <= 200),
  from_day  date not null,
  until_day date check (until_day >= from_day),                      -- the last day; null: runs on
  promised  date,                                                    -- the last day as it was planned first; never changes
  version   int not null default 0
);

-- A milestone, or a decision that somebody takes.
create table project_step (
  id          bigint generated always as identity primary key,
  kind        text not null check (kind in ('MILESTONE', 'DECISION')),
  phase_id    bigint not null references project_phase (id),
  title_nl    text not null check (length(title_nl) between 1 and 120),  title_en text not null check (length(title_en) <= 120),
  about_nl    text not null check (length(about_nl) <= 1000),            about_en text not null check (length(about_en) <= 1000),
  source_nl   text not null check (length(source_nl) <= 200),            source_en text not null check (length(source_en) <= 200),
  planned     date not null,
  promised    date not null,                 -- the day it was first planned for; never changes
  done        date,
  evidence_nl text not null check (length(evidence_nl) <= 600),          evidence_en text not null check (length(evidence_en) <= 600),
  dropped     text check (length(dropped) between 1 and 300),            -- why it is not going to be done
  -- of a decision: who takes it, who may act on it, its number
  body_nl     text check (length(body_nl) between 1 and 120),            body_en text check (length(body_en) <= 120),
  mandate_nl  text check (length(mandate_nl) <= 300),                    mandate_en text check (length(mandate_en) <= 300),
  reference   text check (length(reference) <= 60),
  -- not public before this moment (null: never), nor before that other step is done
  public_from timestamptz,
  public_after bigint references project_step (id),
  version     int not null default 0,
  check ((kind = 'DECISION') = (num_nulls(body_nl, body_en, mandate_nl, mandate_en, reference) = 0)
     and (kind = 'MILESTONE') = (num_nonnulls(body_nl, body_en, mandate_nl, mandate_en, reference) = 0)),
  check (done is null or dropped is null),
  check (done is null or length(evidence_nl) > 0),                   -- what is done can be shown
  check (public_after <> id),
  check (public_after is null or public_from is not null)
);
create index on project_step (phase_id);
create index on project_step (public_after);

create function keep_promise() returns trigger language plpgsql as $$
begin
  raise exception 'the first promise of a step stays' using errcode = 'integrity_constraint_violation';
end $$;
create trigger keep_promise before update of promised on project_step
  for each row when (old.promised is distinct from new.promised) execute function keep_promise();
create trigger keep_promise before update of promised on project_phase
  for each row when (old.promised is distinct from new.promised) execute function keep_promise();

-- What happened to a step; nothing is ever removed from it.
create table project_step_change (
  id         bigint generated always as identity primary key,
  step_id    bigint not null references project_step (id),
  at         timestamptz not null,
  account_id bigint references account (id),
  what       text not null check (what in ('ADDED', 'MOVED', 'DONE', 'REOPENED', 'DROPPED', 'RESUMED', 'PUBLICATION', 'CHANGED')),
  day_before date, day_after date,           -- MOVED: the planned day
  reason     text not null check (length(reason) <= 300),
  was        jsonb                           -- what the step was before; null: ADDED
);
create index on project_step_change (step_id, id);
create trigger project_step_change_append_only before update or delete or truncate on project_step_change
  for each statement execute function refuse_change();

-- What the board thinks of a condition for success, once a year. A correction is a row that replaces another; both stay.
create table condition_judgement (
  id         bigint generated always as identity primary key,
  condition  text not null check (condition in ('FOCUS', 'CARE', 'BOARDS', 'COMPANIES', 'PARENTS_TEACHERS', 'PROGRAMME', 'PROFESSIONALS',
                                                'COMMITMENT', 'NEIGHBOURS', 'RUN_UP')),
  year       int not null check (year between 2000 and 2100),
  verdict    text not null check (verdict in ('MET', 'PARTLY', 'NOT')),
  reasons    text not null check (length(reasons) between 1 and 1500),
  evidence   jsonb not null,                 -- the facts as they were on the page
  judged_at  timestamptz not null,
  account_id bigint references account (id),
  replaces   bigint,
  unique (id, condition, year),
  foreign key (replaces, condition, year) references condition_judgement (id, condition, year)
);
create unique index condition_judged_once on condition_judgement (condition, year) where replaces is null;
create unique index condition_corrected_once on condition_judgement (replaces);
create trigger condition_judgement_append_only before update or delete or truncate on condition_judgement
  for each statement execute function refuse_change();

-- What this module reads of the modules below, in one place: the evidence behind the conditions.
-- A class part that came.
create view evidence_class_visit as
select v.booking_id, v.session_id, v.held_on, v.head_count, v.grade, c.sector, c.site_id,
       se.place_id, p.kind as place_kind, b.bus_asked, b.bus_arranged,
       ac.before_nl <> '' and ac.after_nl <> '' as lessons_around,
       exists (select from learning_line_step l where l.activity_id = se.activity_id) as in_a_line,
       exists (select from assignment a where a.session_id = v.session_id) as with_professional
  from class_visit v
  join cohort c on c.id = v.cohort_id
  join session se on se.id = v.session_id
  join activity ac on ac.id = se.activity_id
  left join place p on p.id = se.place_id
  left join lateral (select i.choice = 'TEC_BUS' as bus_asked, i.departs_at is not null as bus_arranged
                       from visit_item i where i.booking_id = v.booking_id and i.item = 'TRANSPORT') b on true
 where v.head_count > 0;

-- An organisation that is or was connected, with what kind it is.
create view evidence_membership as
select m.organisation_id, m.kind, o.kind as organisation_kind, m.from_day, m.until_day
  from membership m join organisation o on o.id = m.organisation_id;

-- What a school asked of a company, and what came of it.
create view evidence_offer_request as
select r.state, (r.asked_at at time zone 'Europe/Amsterdam')::date as asked_on from offer_request r;

-- What a partner promised for a calendar year and the hub accepted, in cents, and what of it came.
create view evidence_promise as
select c.organisation_id, c.year, c.amount * c.unit_cents / 100 as promised_cents,
       least(c.delivered, c.amount) * c.unit_cents / 100 as delivered_cents
  from contribution c where c.state = 'ACCEPTED';

-- A declaration that was opened for signing.
create view evidence_declaration as
select (d.opened_at at time zone 'Europe/Amsterdam')::date as opened_on,
       (d.completed_at at time zone 'Europe/Amsterdam')::date as completed_on
  from declaration d where d.opened_at is not null and d.withdrawn_at is null;
