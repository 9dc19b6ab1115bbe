-- A visit of a plan whose booking was cancelled, by its school or by the hub, without being given back. Its place is offered to wishes
-- without one, once. The version before this one leaves it empty; what it left is offered by the first node of this version.
alter table plan_visit add column released_at timestamptz; -- null: it stands, or was given back (returns_at)
-- A wish is met once; one whose visit was cancelled can be met again.
drop index plan_visit_once;
create unique index plan_visit_once on plan_visit (wish_id) where answer <> 'GIVEN_BACK' and released_at is null;
