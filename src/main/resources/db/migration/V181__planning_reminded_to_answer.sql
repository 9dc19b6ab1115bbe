-- A school that has not answered all visits of a published plan is reminded once, just before the last day.
alter table plan_round_school add column answer_asked_at timestamptz; -- null: not reminded
