-- A visit that a school gives back is cancelled ten minutes later, so that it can be taken back as it was (decision 0114).
alter table plan_visit add column returns_at timestamptz; -- null: not given back, or cancelled already
alter table plan_visit add constraint plan_visit_returns check (returns_at is null or answer = 'GIVEN_BACK');
create index on plan_visit (returns_at) where returns_at is not null;
