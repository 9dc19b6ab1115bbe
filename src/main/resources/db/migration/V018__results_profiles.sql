-- A figure that is a change: what it is compared with (rules 2.11), with the ranges where the public counts are masked.
alter table kpi_figure
  add column baseline      bigint check (baseline >= 0),
  add column baseline_low  bigint,
  add column baseline_high bigint,
  add column reached_low   bigint,
  add column reached_high  bigint,
  add constraint compared check (num_nulls(baseline, baseline_low, baseline_high, reached_low, reached_high) in (0, 5));
